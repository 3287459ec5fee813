using Attendance.Casework.Enforcement.Law;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.Casework.Enforcement;

/// <summary>
/// 100,000 random events: steps with random words, days that pass, marks that come and are corrected, things that are considered or not. Whatever happens, every stage was reached by
/// a legal path, no ledger holds more notices than it may, and no evidence holds anything but unauthorised half-days.
/// </summary>
public sealed class RandomWalkTests
{
    private const int Events = 100_000;
    private static readonly string[] Codes = ["O", "N", "U", "G", "I", "M", "/", "L", "E"];

    [Theory]
    [InlineData(2006, 1)]
    [InlineData(2024, 2)]
    public void No_sequence_of_events_leaves_the_law(int year, int seed)
    {
        var random = new Random(seed);
        var start = new DateOnly(year, 9, 4);
        var today = start;
        var marks = new SortedDictionary<SessionKey, ChildSession>();
        var matters = new Dictionary<int, Matter>();
        var facts = LawScene.Facts(today) with { Marks = [], SchoolDays = [] };
        var (steps, notices) = (0, 0);
        for (var i = 0; i < Events; i++)
        {
            // A child leaves school age: another one's life begins.
            if (today > start.AddYears(5))
            {
                Assert.True(matters.Count > 0);
                (today, facts) = (start, LawScene.Facts(start) with { Marks = [], SchoolDays = [] });
                marks.Clear();
                matters.Clear();
            }
            switch (random.Next(10))
            {
                case 0:
                    today = today.AddDays(random.Next(1, 15));
                    break;
                case 1 or 2:
                    var day = today.AddDays(-random.Next(0, 40));
                    var session = new SessionKey(day, (HalfDay)random.Next(2));
                    marks[session] = LawScene.Mark(day, Codes[random.Next(Codes.Length)], session.Half);
                    break;
                case 3:
                    facts = Turn(facts, random, today);
                    break;
                default:
                    facts = facts with
                    {
                        Today = today,
                        Marks = [.. marks.Values],
                        SchoolDays = [.. marks.Keys.Select(mark => mark.Date).Distinct()],
                        Matters = [.. matters.Values],
                    };
                    foreach (var taken in Try(random, facts, matters, today))
                    {
                        var before = matters.GetValueOrDefault(taken.Matter);
                        AssertLegal(before, taken, matters);
                        matters[taken.Matter] = taken.Apply(before);
                        steps++;
                        if (taken.Step is Step.IssueNotice)
                            notices++;
                    }
                    AssertLedgers(matters.Values, today);
                    break;
            }
        }
        // The walk went somewhere.
        Assert.True(steps > 2_000 && notices > 100, $"{steps} steps, {notices} notices");
    }

    private static IReadOnlyList<StepTaken> Try(Random random, Circumstances facts, Dictionary<int, Matter> matters, DateOnly today)
    {
        Attempt attempt;
        if (matters.Count == 0 || random.Next(4) == 0)
        {
            var track = (Track)random.Next(Enum.GetValues<Track>().Length);
            attempt = new Attempt(new Matter(matters.Count + 1, track, random.Next(1, 3)), Any<Step>(random), Words(random, today), facts);
            if (TrackTable.From(track, Stage.New) is { Count: > 0 } first)
                attempt = attempt with { Step = first[random.Next(first.Count)].Step };
        }
        else
        {
            var matter = matters[random.Next(1, matters.Count + 1)];
            var open = TrackTable.From(matter.Track, matter.Stage);
            var step = open.Count > 0 && random.Next(5) > 0 ? open[random.Next(open.Count)].Step : Any<Step>(random);
            attempt = new Attempt(matter, step, Words(random, today), facts);
        }
        if (Decision.Judge(attempt) is not { } obstacles)
            return [];
        var overridden = random.Next(2) == 0 ? obstacles.Where(left => left.MayBeOverridden).Select(left => left.Code).ToList() : [];
        if (obstacles.Any(left => !overridden.Contains(left.Code)))
            return [];
        if (attempt.Evidence.Admitted is { Count: > 0 } admitted)
        {
            Assert.All(admitted, mark => Assert.Equal(MarkClass.Unauthorised, AttendanceCode.Parse(mark.Code).ClassOn(mark.Session.Date)));
            Assert.All(admitted, mark => Assert.True(SchoolAge.IsCompulsory(facts.BirthDate, mark.Session.Date)));
        }
        return Decision.Take(attempt, overridden, $"{matters.Count + 1}");
    }

    private static void AssertLegal(Matter? before, StepTaken taken, Dictionary<int, Matter> matters)
    {
        var row = TrackTable.Find(taken.Track, before?.Stage ?? Stage.New, taken.Step);
        Assert.NotNull(row);
        Assert.Equal(row.To, taken.To);
        // A prosecution that follows names what it follows from.
        if (taken.After is { } source && before is null)
            Assert.True(matters.ContainsKey(source));
    }

    /// <summary>Counted again without the product's ledger: no third notice within three years, and each at its own price.</summary>
    private static void AssertLedgers(IEnumerable<Matter> matters, DateOnly today)
    {
        var all = matters.ToList();
        foreach (var parent in all.Where(matter => matter.Notice is { Kind: PenaltyKind.Absence }).GroupBy(matter => matter.Parent))
        {
            var standing = parent
                .Where(matter => matter.Stage is not Stage.NoticeWithdrawn)
                .Where(matter => !all.Exists(court => court.After == matter.Number && court.Stage is Stage.Dismissed))
                .Select(matter => matter.Notice!)
                .Where(notice => notice.IssuedOn >= new DateOnly(2024, 8, 19))
                .OrderBy(notice => notice.IssuedOn)
                .ToList();
            for (var i = 2; i < standing.Count; i++)
                Assert.True(standing[i].IssuedOn >= standing[i - 2].IssuedOn.AddYears(3));
            Assert.All(standing, notice => Assert.True(notice.IssuedOn <= today && notice.Terms.High == 160));
        }
    }

    private static StepDetails Words(Random random, DateOnly today) =>
        new()
        {
            From = today.AddDays(-random.Next(20, 80)),
            To = today.AddDays(-random.Next(0, 10)),
            Until = random.Next(6) == 0 ? null : today.AddDays(random.Next(5, 60)),
            Hearing = today.AddDays(random.Next(0, 30)),
            Amount = random.Next(4) switch
            {
                0 => 50,
                1 => 80,
                2 => 100,
                _ => 160,
            },
            Months = random.Next(0, 5),
            Offence = random.Next(5) == 0 ? null : Any<Offence>(random),
            Ground = random.Next(3) == 0 ? null : Any<WithdrawalGround>(random),
            OnConviction = random.Next(2) == 0,
            Direction = random.Next(1, 3),
            ReceivedOn = random.Next(2) == 0 ? today : null,
            Words = random.Next(5) == 0 ? null : "said",
        };

    private static Circumstances Turn(Circumstances facts, Random random, DateOnly today)
    {
        DateOnly? Maybe() => random.Next(3) == 0 ? null : today;
        return facts with
        {
            OnRoll = random.Next(8) > 0,
            LookedAfter = random.Next(10) == 0,
            ChildProtection = random.Next(10) == 0,
            Assessed = random.Next(5) > 0,
            Considered = new Considerations
            {
                Support = random.Next(4) == 0 ? [] : [new Support(today, Any<SupportEffect>(random))],
                OrderConsidered = Maybe(),
                LegalSignOff = Maybe(),
                LegalSignOffLookedAfter = Maybe(),
                LookedAfterConsulted = Maybe(),
                SocialServicesConsulted = Maybe(),
                LetterSent = Maybe(),
                HomeVisited = Maybe(),
            },
        };
    }

    private static T Any<T>(Random random)
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        return values[random.Next(values.Length)];
    }
}
