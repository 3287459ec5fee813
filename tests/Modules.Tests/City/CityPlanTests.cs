using System.Security.Cryptography;
using Attendance.City.Figures;
using Attendance.City.Plan;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.City;

/// <summary>The simulated city against the published rows, recounted here from the marks without the generator's own sums.</summary>
public sealed class CityPlanTests(SalfordCity salford) : IClassFixture<SalfordCity>
{
    private static readonly DateOnly LastCounted = new(2007, 5, 27);

    private static readonly (string Column, string Code)[] ReasonColumns =
    [
        ("sess_auth_illness", "I"),
        ("sess_auth_appointments", "M"),
        ("sess_auth_religious", "R"),
        ("sess_auth_study", "S"),
        ("sess_auth_traveller", "T"),
        ("sess_auth_holiday", "H"),
        ("sess_auth_ext_holiday", "F"),
        ("sess_auth_excluded", "E"),
        ("sess_auth_other", "C"),
        ("sess_unauth_holiday", "G"),
        ("sess_unauth_late", "U"),
        ("sess_unauth_other", "O"),
        ("sess_unauth_noyet", "N"),
    ];

    [Fact]
    public void Every_published_row_is_reproduced_exactly()
    {
        Assert.Empty(salford.Plan.Refused);
        var rows = Rows();
        Assert.Equal(103, rows.Count);
        Assert.Equal(103, salford.Plan.Schools.Count);
        foreach (var (school, row) in salford.Plan.Schools.Zip(rows))
        {
            Assert.Equal(row["laestab"], school.Laestab.ToString());
            var expected = new Dictionary<string, int>();
            foreach (
                var column in new[]
                {
                    "enrolments",
                    "sess_possible",
                    "sess_overall",
                    "sess_authorised",
                    "sess_unauthorised",
                    "enrolments_pa_10_exact",
                    "sess_possible_pa_10_exact",
                    "sess_overall_pa_10_exact",
                    "sess_authorised_pa_10_exact",
                    "sess_unauthorised_pa_10_exact",
                }
            )
                expected[column] = int.Parse(row[column]);
            foreach (var (column, _) in ReasonColumns)
                expected[column] = int.Parse(row[column]);
            // One school sent totals without reasons: what is missing is "other".
            expected["sess_auth_other"] += expected["sess_authorised"] - ReasonColumns.Take(9).Sum(reason => expected[reason.Column]);
            expected["sess_unauth_other"] += expected["sess_unauthorised"] - ReasonColumns.Skip(9).Sum(reason => expected[reason.Column]);
            Assert.Equal(expected, Count(school));
        }
    }

    [Fact]
    public void Same_seed_makes_the_same_city_and_another_seed_another()
    {
        var file = FigureFile.Read(FigureFile.Salford2006);
        Assert.Equal(Digest(salford.Plan), Digest(CityGenerator.Generate(file)));
        Assert.NotEqual(Digest(salford.Plan), Digest(CityGenerator.Generate(file, 1)));
    }

    [Fact]
    public void At_least_one_child_in_a_hundred_moves_school_and_some_are_on_two_rolls()
    {
        var byChild = salford.Plan.Enrolments.GroupBy(e => e.Child).Where(child => child.Count() > 1).ToList();
        var moved = byChild.Count(child => child.All(e => e.Status == EnrolmentStatus.Single));
        var dual = byChild.Count(child => child.Any(e => e.Status == EnrolmentStatus.SubsidiaryDual));
        Assert.True(moved * 100 >= salford.Plan.Children.Count(), $"{moved} moved");
        Assert.True(dual >= 20, $"{dual} on two rolls");
        foreach (var child in byChild)
        {
            var rolls = child.OrderBy(e => e.EntryDate).ToList();
            Assert.Equal(2, rolls.Count);
            Assert.NotEqual(rolls[0].School, rolls[1].School);
            if (rolls.Exists(e => e.Status == EnrolmentStatus.SubsidiaryDual))
                Assert.Contains(rolls, e => e.Status == EnrolmentStatus.MainDual);
            else
                Assert.True(rolls[0].LeavingDate < rolls[1].EntryDate);
        }
    }

    [Fact]
    public void No_child_is_marked_at_two_schools_in_one_session_but_for_D()
    {
        foreach (var child in salford.Plan.Enrolments.GroupBy(e => e.Child).Where(child => child.Count() > 1))
        {
            var real = new HashSet<SessionKey>();
            foreach (var enrolment in child)
                for (var i = enrolment.FirstSession; i < enrolment.EndSession; i++)
                    if (enrolment.MarkAt(i)!.Value.Text != "D")
                        Assert.True(real.Add(enrolment.School.Sessions[i]), $"{child.Key.Upn} {enrolment.School.Sessions[i]}");
        }
    }

    [Fact]
    public void Upns_are_valid_and_each_child_has_its_own()
    {
        var children = salford.Plan.Children.ToList();
        Assert.All(children, child => Assert.True(Upn.TryParse(child.Upn.Value, out _)));
        var all = children.Select(c => c.Upn).Concat(children.Where(c => c.FormerUpn is not null).Select(c => c.FormerUpn!.Value)).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Contains(children, child => child.FormerUpn is { IsTemporary: true });
    }

    [Fact]
    public void Every_session_on_roll_has_one_mark_of_a_code_of_its_day_and_half()
    {
        foreach (var enrolment in salford.Plan.Enrolments)
        {
            var school = enrolment.School;
            Assert.NotEqual("", enrolment.Group);
            Assert.True(enrolment.EntryDate <= school.Sessions[enrolment.FirstSession].Date);
            Assert.Equal(0, enrolment.FirstSession % 2);
            if (enrolment.LeavingDate is { } left)
                Assert.Equal(school.Sessions[enrolment.EndSession - 1].Date, left);
            else
                Assert.Equal(school.Sessions.Length, enrolment.EndSession);
            for (var i = enrolment.FirstSession; i < enrolment.EndSession; i++)
            {
                var code = enrolment.MarkAt(i)!.Value;
                var session = school.Sessions[i];
                var wrongHalf = session.Half == HalfDay.AM ? "\\" : "/";
                if (code.IsBefore(session.Date) || code.IsWithdrawn(session.Date) || code.Text == wrongHalf)
                    Assert.Fail($"{code} for {session}");
            }
        }
    }

    [Fact]
    public void Classes_are_of_about_thirty()
    {
        foreach (var school in salford.Plan.Schools)
        {
            var sizes = school.Enrolments.Where(e => e.Budget is not null).GroupBy(e => e.Group).Select(g => g.Count()).ToList();
            Assert.All(sizes, size => Assert.InRange(size, 1, 36));
            Assert.InRange(sizes.Average(), 18, 36);
        }
    }

    [Fact]
    public void Outside_the_statistics_are_reception_sixth_form_boarders_guests_and_June()
    {
        var outside = salford.Plan.Enrolments.Where(e => e.Budget is null).ToList();
        Assert.Contains(outside, e => e.YearGroup == "R");
        Assert.Contains(outside, e => e.YearGroup == "12");
        Assert.Contains(outside, e => e.Boarder);
        Assert.Contains(outside, e => e.Status == EnrolmentStatus.Guest);
        Assert.Contains(outside, e => e.EntryDate > LastCounted);
        Assert.Contains(salford.Plan.Schools, school => school.Sessions[^1].Date > LastCounted);
    }

    [Theory]
    [InlineData("five half terms", "200607", 900, 36_000, "")]
    [InlineData("five half terms", "200607", 30, 1_231, "")]
    [InlineData("six half terms", "201617", 400, 148_001, "")]
    [InlineData("five half terms", "200607", 30, 30_000, "no year of marks")]
    [InlineData("autumn term", "200607", 30, 1_200, "neither five nor six")]
    public void A_row_of_any_length_is_met_or_refused_by_name(string breakdown, string period, int enrolments, int possible, string refusal)
    {
        var absent = possible / 20;
        var persistent = enrolments / 10;
        var persistentPossible = possible / 10;
        var persistentAbsent = persistentPossible / 6;
        var text =
            "time_period,year_breakdown,laestab,urn,school_type,all_through,enrolments,sess_possible,sess_overall,sess_authorised,sess_unauthorised,"
            + "enrolments_pa_10_exact,sess_possible_pa_10_exact,sess_overall_pa_10_exact,sess_authorised_pa_10_exact,sess_unauthorised_pa_10_exact,"
            + string.Join(',', ReasonColumns.Select(reason => reason.Column))
            + $"\n{period},{breakdown},3559001,100001,State-funded secondary,,{enrolments},{possible},{absent},{absent},0,"
            + $"{persistent},{persistentPossible},{persistentAbsent},{persistentAbsent},0,{absent},0,0,0,0,0,0,0,0,0,0,0,0\n";
        var city = CityGenerator.Generate(FigureFile.Read(new StringReader(text)));
        if (refusal.Length > 0)
        {
            Assert.Empty(city.Schools);
            var refused = Assert.Single(city.Refused);
            Assert.Equal("3559001", refused.School);
            Assert.Contains(refusal, refused.Reason);
            return;
        }
        Assert.Empty(city.Refused);
        var school = Assert.Single(city.Schools);
        var counted = Recount.Of(school);
        Assert.Equal(school.Row.All, counted.All);
        Assert.Equal(school.Row.Persistent, counted.Persistent);
    }

    [Fact]
    public void Reasons_that_exceed_their_total_or_are_no_number_refuse_the_row_and_the_others_go_on()
    {
        var lines = File.ReadAllLines(FigureFile.Salford2006)[..4];
        var columns = lines[0].Split(',');
        lines[1] = With(lines[1], "sess_auth_illness", "4700");
        lines[2] = With(lines[2], "sess_unauth_late", ":");
        var city = CityGenerator.Generate(FigureFile.Read(new StringReader(string.Join('\n', lines))));
        Assert.Equal("3552011", Assert.Single(city.Schools).Laestab.ToString());
        Assert.Equal(["3552007", "3552008"], city.Refused.Select(row => row.School));
        Assert.Contains("more than sess_authorised 4512", city.Refused[0].Reason);
        Assert.Contains("sess_unauth_late", city.Refused[1].Reason);

        string With(string line, string column, string value)
        {
            var cells = line.Split(',');
            cells[Array.IndexOf(columns, column)] = value;
            return string.Join(',', cells);
        }
    }

    private static Dictionary<string, int> Count(CitySchool school)
    {
        var sums = new Dictionary<string, int>();
        foreach (var column in ReasonColumns)
            sums[column.Column] = 0;
        foreach (var enrolment in school.Enrolments)
        {
            var born = enrolment.Child.BirthDate;
            if (
                enrolment.Boarder
                || enrolment.Status == EnrolmentStatus.Guest
                || born > new DateOnly(2001, 8, 31)
                || born <= new DateOnly(1990, 8, 31)
            )
                continue;
            var byCode = new int[256];
            for (var i = enrolment.FirstSession; i < enrolment.EndSession && school.Sessions[i].Date <= LastCounted; i++)
                byCode[enrolment.MarkAt(i)!.Value.Id]++;
            // No class changed within the year, so any day of it will do.
            int Of(params MarkClass[] classes) =>
                AttendanceCode.All.Where(code => classes.Contains(code.ClassOn(LastCounted))).Sum(code => byCode[code.Id]);
            var authorised = Of(MarkClass.Authorised);
            var unauthorised = Of(MarkClass.Unauthorised);
            var possible = authorised + unauthorised + Of(MarkClass.Present, MarkClass.Approved);
            if (possible == 0)
                continue;
            Add("", possible, authorised, unauthorised);
            if (10 * (authorised + unauthorised) >= possible)
                Add("_pa_10_exact", possible, authorised, unauthorised);
            foreach (var (column, code) in ReasonColumns)
                sums[column] += byCode[AttendanceCode.Parse(code).Id];
        }
        return sums;

        void Add(string suffix, int possible, int authorised, int unauthorised)
        {
            Plus("enrolments", 1);
            Plus("sess_possible", possible);
            Plus("sess_overall", authorised + unauthorised);
            Plus("sess_authorised", authorised);
            Plus("sess_unauthorised", unauthorised);
            void Plus(string column, int n) => sums[column + suffix] = sums.GetValueOrDefault(column + suffix) + n;
        }
    }

    private static List<Dictionary<string, string>> Rows()
    {
        var lines = File.ReadAllLines(FigureFile.Salford2006);
        var columns = lines[0].Split(',');
        return
        [
            .. lines
                .Skip(1)
                .Where(l => l.Length > 0)
                .Select(line => columns.Zip(line.Split(',')).ToDictionary(x => x.First, x => x.Second)),
        ];
    }

    private static string Digest(CityPlan plan)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var e in plan.Enrolments)
        {
            hash.AppendData(
                System.Text.Encoding.UTF8.GetBytes(
                    $"{e.School.Laestab}{e.School.Name}{e.Child.Upn}{e.Child.GivenName}{e.Child.Family.Name}{e.Child.BirthDate}{e.EntryDate}{e.LeavingDate}{e.Group}{e.Status}"
                )
            );
            hash.AppendData(e.Marks);
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}

/// <summary>One city for all tests of the class: Salford's 103 published schools of 2006/07.</summary>
public sealed class SalfordCity
{
    internal CityPlan Plan { get; } = CityGenerator.Generate(FigureFile.Read(FigureFile.Salford2006));
}
