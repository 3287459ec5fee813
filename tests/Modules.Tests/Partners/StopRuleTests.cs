using Attendance.Partners.Sweeps;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using Xunit;

namespace Attendance.Modules.Tests.Partners;

public sealed class StopRuleTests
{
    private static readonly DateOnly Day = new(2006, 10, 10);
    private static readonly SessionKey Morning = new(Day, HalfDay.AM);

    [Theory]
    [InlineData(MarkClass.Unauthorised, "WithoutLeave", true, true)]
    [InlineData(MarkClass.Present, "MarkedPresent", true, true)]
    [InlineData(MarkClass.Missing, "NotKnown", false, true)]
    [InlineData(MarkClass.Authorised, "WithLeave", false, false)]
    [InlineData(MarkClass.Approved, "WithLeave", false, false)]
    [InlineData(MarkClass.NotPossible, "NoSchool", false, false)]
    [InlineData(MarkClass.Administrative, "NoSchool", false, false)]
    [Trait("Row", "S130")]
    public void The_registers_class_decides_who_had_permission(MarkClass marked, string finding, bool open, bool closed)
    {
        var found = StopRule.Of(Child([new ChildSession(Morning, Laestab.From(3552007), "?", marked)], [Morning]), Morning);
        Assert.Equal(finding, found.ToString());
        Assert.Equal(open, StopRule.IsWithoutPermission(found, closed: false));
        Assert.Equal(closed, StopRule.IsWithoutPermission(found, closed: true));
    }

    [Fact]
    public void Without_a_mark_the_calendar_decides_whether_there_was_school()
    {
        Assert.Equal(StopFinding.NotMatched, StopRule.Of(null, Morning));
        Assert.Equal(StopFinding.NotKnown, StopRule.Of(Child([], [Morning]), Morning));
        Assert.Equal(StopFinding.NoSchool, StopRule.Of(Child([], []), Morning));
        // The afternoon's mark says nothing of the morning.
        var afternoon = new ChildSession(new SessionKey(Day, HalfDay.PM), Laestab.From(3552007), "O", MarkClass.Unauthorised);
        Assert.Equal(StopFinding.NotKnown, StopRule.Of(Child([afternoon], [Morning]), Morning));
    }

    [Theory]
    [InlineData(12, 29, HalfDay.AM)]
    [InlineData(12, 30, HalfDay.PM)]
    public void From_half_past_twelve_on_the_afternoons_register_counts_by_the_clock_on_the_wall(int hour, int minute, HalfDay half)
    {
        // British summer time: the clock on the wall is an hour ahead of UTC.
        var at = new DateTimeOffset(2006, 10, 10, hour - 1, minute, 0, TimeSpan.Zero);
        Assert.Equal(new SessionKey(Day, half), StopRule.SessionAt(at));
    }

    [Fact]
    [Trait("Row", "S205")]
    public void Five_stops_are_told_to_nobody_and_six_are_and_the_list_is_reproducible()
    {
        var six = Enumerable.Range(0, 6).Select(i => (Area: "Ordsall", Stop: At(10, i), Finding: StopFinding.WithoutLeave));
        var five = Enumerable.Range(0, 5).Select(i => (Area: "Langworthy", Stop: At(11, i), Finding: StopFinding.WithLeave));
        var spot = Assert.Single(HotSpots.OfStops([.. six, .. five]));
        Assert.Equal(new HotSpot("Ordsall", Weekday.Tuesday, TimeBand.TenToNoon, 6, 6), spot);
        Assert.Equal([spot], HotSpots.OfStops([.. five.Reverse(), .. six.Reverse()]));
        // Of seven stops two had permission: the five without are few, and not told.
        var mixed = six.Take(5).Concat(Enumerable.Range(0, 2).Select(i => ("Ordsall", At(10, 30 + i), StopFinding.WithLeave)));
        Assert.Null(Assert.Single(HotSpots.OfStops(mixed)).WithoutPermission);
        Assert.Empty(HotSpots.Squares(Enumerable.Range(0, 5).Select(i => At(10, i) with { North = 10_697, East = -458 })));
        Assert.Equal(
            [new HotSquare(53.485, -2.29, 6)],
            HotSpots.Squares(Enumerable.Range(0, 6).Select(i => At(10, i) with { North = 10_697, East = -458 }))
        );
    }

    [Fact]
    [Trait("Row", "S205")]
    public void The_locality_and_half_day_with_the_highest_share_missed_without_leave_comes_first()
    {
        var (north, south) = (Laestab.From(3552007), Laestab.From(3552008));
        var tuesday = new SessionKey(Day, HalfDay.AM);
        var spots = HotSpots.OfRegisters(
            [
                new HalfDayCounts(north, tuesday, 100, 2, 8),
                new HalfDayCounts(south, tuesday, 50, 0, 6),
                new HalfDayCounts(south, new SessionKey(Day, HalfDay.PM), 50, 0, 5),
            ],
            school => school == north ? "North" : "South"
        );
        Assert.Equal(
            [new AbsenceSpot("South", Weekday.Tuesday, HalfDay.AM, 6, 50), new AbsenceSpot("North", Weekday.Tuesday, HalfDay.AM, 8, 100)],
            spots
        );
    }

    private static Stop At(int hour, int minute) =>
        new()
        {
            SweepId = 1,
            StopKey = $"{hour}:{minute}",
            StoppedAt = SchoolClock.Instant(Day, new TimeOnly(hour, minute)),
            Place = "x",
            WithAdult = false,
            TakenTo = TakenTo.School,
            PupilId = 1,
        };

    private static ChildSessions Child(IReadOnlyList<ChildSession> sessions, IReadOnlyList<SessionKey> due) =>
        new(new PupilId(1), new DateOnly(1995, 1, 1), sessions, due);
}
