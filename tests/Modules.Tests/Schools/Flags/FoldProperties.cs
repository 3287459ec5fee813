using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.Schools.Pupils;
using Attendance.SharedKernel;
using FsCheck.Xunit;
using Xunit;

namespace Attendance.Modules.Tests.Schools.Flags;

/// <summary>What must hold for every child, every order of delivery and every correction.</summary>
[Trait("Row", "S94")]
public sealed class FoldProperties
{
    [Property(MaxTest = 80, StartSize = 1_000, EndSize = 1_000_000)]
    public void Totals_and_flags_equal_the_oracle(int seed)
    {
        var scenario = new Scenario(seed);
        var (state, outcome) = Fresh(scenario);
        AssertOracle(state, outcome.Standing, scenario.Context(), new Oracle(scenario.ForOracle()));
    }

    [Property(MaxTest = 12, StartSize = 1_000, EndSize = 1_000_000)]
    public void Incremental_fold_equals_the_oracle_at_every_prefix(int seed)
    {
        var scenario = new Scenario(seed);
        var context = scenario.Context();
        var state = new PupilState();
        PupilFold.Daily(state, context, scenario.DayDone);
        var random = new Random(seed);
        var marks = scenario.Final;
        for (var i = 0; i < marks.Count; i++)
        {
            var outcome = Apply(state, context, marks[i], i + 1);
            if (random.Next(25) == 0 || i == marks.Count - 1)
                AssertOracle(state, outcome.Standing, context, new Oracle(scenario.ForOracle(marks.Take(i + 1))));
        }
    }

    [Property(MaxTest = 60, StartSize = 1_000, EndSize = 1_000_000)]
    public void Incremental_fold_equals_a_fresh_fold_at_every_prefix(int seed)
    {
        var scenario = new Scenario(seed);
        var context = scenario.Context();
        var state = new PupilState();
        var marks = scenario.Final;
        for (var i = 0; i < marks.Count; i++)
        {
            Apply(state, context, marks[i], i + 1);
            if (i % 7 == 0)
                PupilFold.Daily(state, context, marks[i].Session.Date.AddDays(-1));
            if (i % 11 != 0 && i != marks.Count - 1)
                continue;
            var fresh = PupilFold.Fresh(
                context,
                marks.Take(i + 1).Select((m, p) => (m.School, p + 1L, m.Session, AttendanceCode.Parse(m.Code).Id)),
                state.DayDone == 0 ? null : DateOnly.FromDayNumber(state.DayDone)
            );
            AssertSame(fresh.State, state, context);
        }
    }

    [Property(MaxTest = 100, StartSize = 1_000, EndSize = 1_000_000)]
    public void Order_of_delivery_and_corrections_on_the_way_do_not_matter(int seed)
    {
        var scenario = new Scenario(seed);
        var context = scenario.Context();
        var random = new Random(seed);
        var deliveries = scenario.Final.Select(m => (m.School, m.Session, m.Code, Final: true)).ToList();
        // Wrong marks first, some removed, all corrected later; blocks out of order.
        var wrong = deliveries
            .Where(_ => random.Next(15) == 0)
            .Select(m => (m.School, m.Session, Code: random.GetItems(["O", "I", "/", "", "N"], 1)[0], Final: false))
            .ToList();
        for (var swaps = random.Next(6); swaps > 0 && deliveries.Count > 20; swaps--)
        {
            var from = random.Next(deliveries.Count - 10);
            var block = deliveries.GetRange(from, 5);
            deliveries.RemoveRange(from, 5);
            deliveries.InsertRange(random.Next(deliveries.Count), block);
        }
        var all = wrong.Concat(deliveries).ToList();
        if (random.Next(2) == 0)
            all.AddRange(deliveries.Where(_ => random.Next(9) == 0));
        var state = new PupilState();
        var position = 0;
        var open = new HashSet<(string, SessionKey)>();
        for (var at = 0; at < all.Count; )
        {
            var school = all[at].School;
            var batch = all.Skip(at).TakeWhile(m => m.School == school).Take(random.Next(1, 6)).ToList();
            at += batch.Count;
            var outcome = PupilFold.Apply(
                state,
                context,
                school,
                ++position,
                batch.Select(m => new MarkChange(m.Session, m.Code == "" ? (byte)0 : AttendanceCode.Parse(m.Code).Id)).ToArray()
            );
            Follow(open, outcome.Flags);
            if (random.Next(10) == 0)
                Follow(open, PupilFold.Daily(state, context, scenario.DayDone).Flags);
        }
        Follow(open, PupilFold.Daily(state, context, scenario.DayDone).Flags);
        var fresh = Fresh(scenario);
        AssertSame(fresh.State, state, context);
        // Whoever followed the facts knows exactly the open flags.
        Assert.Equal(PupilFold.Current(state, context).Flags.Select(flag => (flag.Rule, flag.Episode)).Order(), open.Order());
    }

    /// <summary>I-8: a snapshot at every position up to 500, then the tail, in which marks before the snapshot come again.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Trait("Row", "S32")]
    public void A_snapshot_at_every_position_and_the_tail_end_where_the_whole_journal_ends(int seed)
    {
        var scenario = new Scenario(seed);
        var context = scenario.Context();
        var marks = scenario.Final;
        var whole = new PupilState();
        var snapshots = new List<PupilState> { new() };
        for (var i = 0; i < marks.Count; i++)
        {
            Apply(whole, context, marks[i], i + 1);
            if (i < 500)
                snapshots.Add(whole.Clone());
        }
        for (var k = 0; k < snapshots.Count; k++)
        {
            var state = snapshots[k];
            var random = new Random(seed + k);
            for (var i = k; i < marks.Count; i++)
            {
                if (k > 0 && random.Next(20) == 0)
                {
                    var again = random.Next(k);
                    Apply(state, context, marks[again], again + 1);
                }
                Apply(state, context, marks[i], i + 1);
            }
            AssertSame(whole, state, context);
        }
    }

    [Property(MaxTest = 40, StartSize = 1_000, EndSize = 1_000_000)]
    public void Replay_and_refold_change_nothing(int seed)
    {
        var scenario = new Scenario(seed);
        var context = scenario.Context();
        var (state, _) = Fresh(scenario);
        var before = state.Episodes.ToArray();
        foreach (var school in scenario.Schools)
        {
            var changes = scenario
                .Final.Where(m => m.School == school)
                .Select(m => new MarkChange(m.Session, AttendanceCode.Parse(m.Code).Id))
                .ToArray();
            var again = PupilFold.Apply(state, context, school, changes.Length, changes);
            Assert.Empty(again.Flags);
            Assert.Empty(again.Enrolments);
        }
        var refold = PupilFold.Refold(state, context);
        Assert.Empty(refold.Flags);
        Assert.Empty(refold.Enrolments);
        Assert.Equal(before, state.Episodes);
        // A snapshot loaded again goes on as if nothing had happened.
        var loaded = state.Clone();
        AssertSame(state, loaded, context);
        Assert.Empty(PupilFold.Refold(loaded, context).Flags);
    }

    [Property(MaxTest = 40, StartSize = 1_000, EndSize = 1_000_000)]
    public void Changed_roll_calendar_or_contacts_end_where_a_fresh_fold_ends(int seed)
    {
        var scenario = new Scenario(seed);
        var (state, first) = Fresh(scenario);
        var open = new HashSet<(string, SessionKey)>();
        Follow(open, first.Flags);
        var random = new Random(seed);
        var school = scenario.Schools[0];
        switch (random.Next(4))
        {
            case 0:
                scenario.OpenDays[school].RemoveWhere(_ => random.Next(12) == 0);
                break;
            case 1:
                scenario.Stays[0] = (school, scenario.Stays[0].From.AddDays(random.Next(40)), scenario.Stays[0].To);
                break;
            case 2:
                scenario.Contacts.Clear();
                break;
            default:
                // A plan that ended, and one that was found to have been there.
                scenario.CarePlans.Clear();
                if (random.Next(2) == 0)
                    scenario.CarePlans.Add(new CarePlan(scenario.Stays[0].From.DayNumber, int.MaxValue, "nurse"));
                break;
        }
        var context = scenario.Context();
        var refold = PupilFold.Refold(state, context);
        Follow(open, refold.Flags);
        AssertSame(Fresh(scenario).State, state, context);
        Assert.Equal(refold.Standing.Flags.Select(flag => (flag.Rule, flag.Episode)).Order(), open.Order());
        AssertOracle(state, refold.Standing, context, new Oracle(scenario.ForOracle()));
    }

    private static FoldOutcome Apply(
        PupilState state,
        PupilContext context,
        (Laestab School, SessionKey Session, string Code) mark,
        long at
    ) => PupilFold.Apply(state, context, mark.School, at, [new MarkChange(mark.Session, AttendanceCode.Parse(mark.Code).Id)]);

    private static (PupilState State, FoldOutcome Outcome) Fresh(Scenario scenario) =>
        PupilFold.Fresh(
            scenario.Context(),
            scenario.Final.Select((m, p) => (m.School, p + 1L, m.Session, AttendanceCode.Parse(m.Code).Id)),
            scenario.DayDone
        );

    private static void Follow(HashSet<(string, SessionKey)> open, IEnumerable<FlagChange> changes)
    {
        foreach (var change in changes)
        {
            if (change.Kind == FlagChangeKind.Opened)
                Assert.DoesNotContain((change.Rule, change.Episode), open);
            if (change.Previous is { } previous)
                open.Remove((change.Rule, previous));
            if (change.IsOpen)
                open.Add((change.Rule, change.Episode));
            else
                open.Remove((change.Rule, change.Episode));
        }
    }

    private static void AssertSame(PupilState expected, PupilState actual, PupilContext context)
    {
        Assert.Equal(Text(expected), Text(actual));
        Assert.Equal(expected.Episodes, actual.Episodes);
        var (a, b) = (PupilFold.Current(expected, context), PupilFold.Current(actual, context));
        Assert.Equal(a with { Flags = [] }, b with { Flags = [] });
        Assert.Equal(a.Flags, b.Flags);
        Assert.Equal(Enrolments(expected), Enrolments(actual));

        // Readable when it fails.
        static string Text(PupilState state) =>
            string.Join(
                "\n",
                state.Episodes.Select(e =>
                    $"{FlagRules.All[e.Rule].Id} {new SessionKey(e.Opened)} {e.Level} good {e.Good} at {new SessionKey(e.LevelAt)} closed {e.Closed} {e.Evidence}"
                )
            );

        List<string> Enrolments(PupilState state) =>
            [
                .. PupilFold
                    .Enrolments(state, context)
                    .Where(e => e.Detail.Length > 0)
                    .OrderBy(e => e.School)
                    .ThenBy(e => e.Year)
                    .Select(e => $"{e with { Detail = [] }} {Convert.ToHexString(e.Detail)}"),
            ];
    }

    private static void AssertOracle(PupilState state, PupilStanding standing, PupilContext context, Oracle oracle)
    {
        Assert.Equal(
            oracle.Totals(),
            (
                standing.Possible,
                standing.Attended,
                standing.Authorised,
                standing.Unauthorised,
                standing.LastSession is null ? 0 : standing.Missing
            )
        );
        Assert.Equal(standing.Possible, standing.Attended + standing.Absent);
        var expected = oracle.Enrolments();
        foreach (var enrolment in PupilFold.Enrolments(state, context).Where(e => e.Detail.Length > 0))
        {
            var key = (enrolment.School, enrolment.Year.StartYear);
            Assert.Equal(expected[key], (enrolment.Possible, enrolment.Authorised, enrolment.Unauthorised));
            Assert.Equal(enrolment.Authorised, PackedCounts.Sum(enrolment.Detail, MarkClass.Authorised));
            expected.Remove(key);
        }
        Assert.Empty(expected);
        var episodes = state
            .Episodes.Select(e => new Oracle.Episode(
                FlagRules.All[e.Rule].Id,
                new SessionKey(e.Opened),
                e.Closed == 0 ? null : new SessionKey(e.Closed),
                e.Level
            ))
            .OrderBy(episode => episode.Opened)
            .ThenBy(episode => episode.Rule);
        Assert.Equal(string.Join("\n", oracle.Episodes()), string.Join("\n", episodes));
    }
}
