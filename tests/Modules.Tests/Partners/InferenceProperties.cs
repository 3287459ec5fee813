using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Sharing;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using FsCheck.Xunit;
using Xunit;

namespace Attendance.Modules.Tests.Partners;

/// <summary>
/// Forbidden inference: two children who differ only in what an agreement does not open look the same through it, in every field, order and filter. So nothing that is shown can
/// tell of what is hidden.
/// </summary>
public sealed class InferenceProperties
{
    private static readonly DateOnly Today = new(2006, 11, 1);
    private static readonly Laestab School = Laestab.From(3552007);

    private static readonly Dictionary<MarkClass, string[]> Codes = new()
    {
        [MarkClass.Present] = ["/", "\\", "L"],
        [MarkClass.Approved] = ["B", "V", "W"],
        [MarkClass.Authorised] = ["I", "M", "C", "R", "T", "E"],
        [MarkClass.Unauthorised] = ["O", "G", "U", "N"],
        [MarkClass.NotPossible] = ["X", "Y"],
    };

    private static readonly string[] OfMarks =
    [
        SharedFields.Band,
        SharedFields.Attendance,
        SharedFields.Weeks,
        SharedFields.Days,
        SharedFields.Today,
        SharedFields.Illness,
        SharedFields.UpdatedAt,
    ];

    [Property(MaxTest = 2000)]
    public void Children_who_differ_in_hidden_things_alone_look_the_same(int seed)
    {
        var random = new Random(seed);
        var fields = SharedFields.All.Where(_ => random.Next(2) == 0).Append(SharedFields.Id).ToHashSet(StringComparer.Ordinal);
        var (child, sessions) = (Child(random), Sessions(random));
        var (other, others) = (Hidden(child, fields, random), Hidden(sessions, fields, random));
        var shown = SharedFigures.Show("a1", child, sessions, fields, Today);
        var same = SharedFigures.Show("a1", other, others, fields, Today);
        Assert.Equal(JsonSerializer.Serialize(shown), JsonSerializer.Serialize(same));
        foreach (var field in fields.Where(SharedOrder.Knows))
        {
            Assert.Equal(SharedOrder.KeyOf(shown, field), SharedOrder.KeyOf(same, field));
            Assert.Equal(SharedOrder.TextOf(shown, field), SharedOrder.TextOf(same, field));
        }
        // Control: whoever is opened everything is shown a difference whenever there is one.
        if (child.Pupil.FamilyName != other.Pupil.FamilyName)
            Assert.NotEqual(
                JsonSerializer.Serialize(SharedFigures.Show("a1", child, sessions, SharedFields.All, Today)),
                JsonSerializer.Serialize(SharedFigures.Show("a1", other, others, SharedFields.All, Today))
            );
    }

    [Property(MaxTest = 500)]
    public void Lists_over_children_who_differ_in_hidden_things_alone_are_the_same_whatever_the_order_filter_and_page(int seed)
    {
        var random = new Random(seed);
        var fields = SharedFields.All.Where(_ => random.Next(2) == 0).Append(SharedFields.Id).ToHashSet(StringComparer.Ordinal);
        var (shown, same) = (new List<SharedChildNode>(), new List<SharedChildNode>());
        for (var place = 0; place < random.Next(1, 8); place++)
        {
            var (child, sessions) = (Child(random), Sessions(random));
            shown.Add(SharedFigures.Show($"a{place}", child, sessions, fields, Today));
            same.Add(SharedFigures.Show($"a{place}", Hidden(child, fields, random), Hidden(sessions, fields, random), fields, Today));
        }
        foreach (var field in fields.Where(SharedOrder.Knows).Append(null))
        {
            var value = field is null ? null : SharedOrder.TextOf(shown[random.Next(shown.Count)], field);
            foreach (var (order, filter) in new[] { (field, null), (null, field), (field, field) })
            {
                var first = random.Next(0, shown.Count + 1);
                var after = random.Next(2) == 0 ? null : $"a{random.Next(shown.Count)}";
                var one = SharedPage.Of(shown, first, after, order, filter, value);
                var other = SharedPage.Of(same, first, after, order, filter, value);
                Assert.Equal(one.Children.Select(child => child.Id), other.Children.Select(child => child.Id));
                Assert.Equal(one.More, other.More);
            }
        }
    }

    [Theory]
    [InlineData(19, 1, "From95")]
    [InlineData(189, 11, "From90")]
    [InlineData(9, 1, "From90")]
    [InlineData(899, 101, "From50")]
    [InlineData(1, 1, "From50")]
    [InlineData(499, 501, "Under50")]
    public void A_band_is_decided_in_half_days_and_not_in_rounded_percentages(int attended, int missed, string band) =>
        Assert.Equal(band, SharedFigures.BandOf(new SessionCounts(attended, missed, 0)).ToString());

    [Fact]
    public void Without_a_possible_half_day_there_is_no_band() => Assert.Null(SharedFigures.BandOf(new SessionCounts(0, 0, 0)));

    [Theory]
    [InlineData("8", false)]
    [InlineData("9", true)]
    [InlineData("11", true)]
    [InlineData("R", false)]
    [InlineData(null, false)]
    [Trait("Row", "S195")]
    public void A_personal_adviser_sees_nobody_below_year_9(string? year, bool sees)
    {
        Assert.Equal(sees, SharedFields.Sees(Role.Connexions, year));
        Assert.True(SharedFields.Sees(Role.Health, year));
    }

    [Fact]
    public void No_agreement_with_police_opens_more_than_todays_class()
    {
        Assert.DoesNotContain(SharedFields.Weeks, SharedFields.Allowed(Role.Police));
        Assert.DoesNotContain(SharedFields.Band, SharedFields.Allowed(Role.Police));
        Assert.All(
            PartnerRoles.All,
            role => Assert.All(SharedFields.Default(role), field => Assert.Contains(field, SharedFields.Allowed(role)))
        );
    }

    private static PupilAtSchool Child(Random random) =>
        new(
            new PupilNode
            {
                Key = new PupilId(random.Next(1, 1000)),
                Upn = Upn.FromBody("355200706001")!.Value,
                GivenName = Name(random),
                FamilyName = Name(random),
                BirthDate = new DateOnly(1995, 1, 1).AddDays(random.Next(1000)),
                Sex = "F",
            },
            School,
            Name(random),
            $"{random.Next(1, 12)}"
        );

    private static PupilAtSchool Hidden(PupilAtSchool child, HashSet<string> fields, Random random)
    {
        var other = Child(random);
        return new PupilAtSchool(
            new PupilNode
            {
                Key = other.Pupil.Key,
                Upn = other.Pupil.Upn,
                GivenName = fields.Contains(SharedFields.GivenName) ? child.Pupil.GivenName : other.Pupil.GivenName,
                FamilyName = fields.Contains(SharedFields.FamilyName) ? child.Pupil.FamilyName : other.Pupil.FamilyName,
                BirthDate = other.Pupil.BirthDate,
                Sex = "M",
            },
            School,
            fields.Contains(SharedFields.SchoolName) ? child.SchoolName : other.SchoolName,
            fields.Contains(SharedFields.YearGroup) ? child.YearGroup : other.YearGroup
        );
    }

    private static ChildSessions Sessions(Random random)
    {
        var sessions = new List<ChildSession>();
        for (var day = new DateOnly(2006, 9, 4); day <= Today; day = day.AddDays(1))
        {
            foreach (var half in new[] { HalfDay.AM, HalfDay.PM })
            {
                if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || random.Next(12) == 0)
                    continue;
                var kind = Codes.Keys.ElementAt(random.Next(Codes.Count));
                sessions.Add(new ChildSession(new SessionKey(day, half), School, random.GetItems(Codes[kind], 1)[0], kind));
            }
        }
        return new ChildSessions(new PupilId(1), new DateOnly(1995, 1, 1), sessions, []);
    }

    private static ChildSessions Hidden(ChildSessions sessions, HashSet<string> fields, Random random)
    {
        if (!fields.Overlaps(OfMarks))
            return Sessions(random);
        var keepsClasses = fields.Overlaps([
            SharedFields.Band,
            SharedFields.Attendance,
            SharedFields.Weeks,
            SharedFields.Days,
            SharedFields.Illness,
            SharedFields.UpdatedAt,
        ]);
        if (!keepsClasses)
            return sessions with
            {
                Sessions =
                [
                    .. Sessions(random).Sessions.Where(session => session.Session.Date < Today),
                    .. sessions.Sessions.Where(session => session.Session.Date == Today).Select(session => Other(session, fields, random)),
                ],
            };
        return sessions with { Sessions = [.. sessions.Sessions.Select(session => Other(session, fields, random))] };
    }

    /// <summary>Another code of the same class; of illness too, where that is opened.</summary>
    private static ChildSession Other(ChildSession session, HashSet<string> fields, Random random)
    {
        string[] illness = ["I", "M"];
        var alike = Codes[session.Class]
            .Where(code => !fields.Contains(SharedFields.Illness) || illness.Contains(code) == illness.Contains(session.Code))
            .ToArray();
        return session with { Code = random.GetItems(alike, 1)[0], School = Laestab.From(3554001) };
    }

    private static string Name(Random random) => random.GetItems("ABCDEFGH".Select(letter => $"{letter}{random.Next(99)}").ToArray(), 1)[0];
}
