using Attendance.Lac.Ladder;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.Lac;

/// <summary>The ladder at its boundaries: the vectors of RULES 5.5, and what the strategy leaves open as we read it.</summary>
public sealed class LadderVectors
{
    private static readonly LacYear Year = new(2006);
    private static readonly LookedAfterSpan WholeYear = new(new DateOnly(2006, 1, 1), null);

    // A Tuesday.
    private static readonly DateOnly First = new(2006, 9, 5);

    [Fact]
    public void Nineteen_half_days_are_below_the_tenth_day_and_the_twentieth_reaches_it_with_its_own_session()
    {
        Assert.DoesNotContain(Count(19).Crossings, crossing => crossing.Step == LadderStep.TenDays);
        // From a Tuesday morning, two a day on school days: the 20th is the afternoon of the Monday two weeks later.
        var twentieth = new SessionKey(new DateOnly(2006, 9, 18), HalfDay.PM);
        Assert.Contains(new Crossing(LadderStep.TenDays, twentieth, twentieth.Date), Count(20).Crossings);
        Assert.Equal(10m, Count(20).Days);
    }

    [Fact]
    [Trait("Row", "S172")]
    public void Twenty_four_and_a_half_days_ask_for_no_audit_and_the_fiftieth_half_day_does()
    {
        Assert.Equal(24.5m, Count(49).Days);
        Assert.DoesNotContain(Count(49).Crossings, crossing => crossing.Step == LadderStep.TwentyFiveDays);
        Assert.Equal([10, 20, 30, 40, 50], Count(50).Crossings.Select(crossing => crossing.Step));
        Assert.Equal(HalfDay.PM, Count(50).Crossings[^1].Session.Half);
    }

    [Fact]
    [Trait("Row", "S174")]
    public void Warnings_come_on_the_way_at_five_fifteen_and_twenty_days()
    {
        Assert.Equal([10], Count(19).Crossings.Select(crossing => crossing.Step));
        Assert.Equal([10, 20, 30], Count(39).Crossings.Select(crossing => crossing.Step));
        Assert.Empty(Count(9).Crossings);
    }

    [Fact]
    public void A_child_never_in_care_in_the_year_climbs_no_step()
    {
        Assert.Empty(Count(50, []).Crossings);
        Assert.Equal(0, Count(50, [new LookedAfterSpan(new DateOnly(2005, 1, 1), new DateOnly(2006, 8, 31))]).HalfDays);
        Assert.Equal(0, Count(50, [new LookedAfterSpan(new DateOnly(2007, 9, 1), null)]).HalfDays);
    }

    [Fact]
    public void Half_days_before_care_count_from_the_first_day_of_care_or_not_at_all_as_the_authority_chose()
    {
        var care = new LookedAfterSpan(new DateOnly(2007, 2, 1), null);
        var missed = Count(30, [care]);
        Assert.Equal(30, missed.HalfDays);
        Assert.Equal([10, 20, 30], missed.Crossings.Select(crossing => crossing.Step));
        Assert.All(missed.Crossings, crossing => Assert.Equal(care.From, crossing.On));
        Assert.True(missed.Crossings[1].Session.Date < care.From);
        Assert.Equal(0, Count(30, [care], onlyInCare: true).HalfDays);
    }

    [Fact]
    public void Half_days_after_care_ended_do_not_count_and_those_between_two_times_in_care_do()
    {
        // Care ends with the day of the tenth half-day and the eleventh.
        var end = Sessions(11)[^1].Date;
        Assert.Equal(12, Count(30, [WholeYear with { To = end }]).HalfDays);
        var again = new LookedAfterSpan(new DateOnly(2006, 12, 1), null);
        var missed = Count(30, [WholeYear with { To = end }, again]);
        Assert.Equal(30, missed.HalfDays);
        Assert.Equal(again.From, missed.Crossings[1].On);
        Assert.Equal(12, Count(30, [WholeYear with { To = end }, again], onlyInCare: true).HalfDays);
    }

    [Fact]
    public void The_year_begins_on_the_first_of_September()
    {
        var days = new[] { new DateOnly(2006, 8, 31), new DateOnly(2006, 9, 1), new DateOnly(2007, 8, 31), new DateOnly(2007, 9, 1) };
        var missed = MissedDays.Count(Year, days.Select(day => new SessionKey(day, HalfDay.AM)), [WholeYear]);
        Assert.Equal([days[1], days[2]], missed.Sessions.Select(session => session.Date));
        Assert.Equal("2006/07", LacYear.Of(days[1]).ToString());
        Assert.Equal(new LacYear(2005), LacYear.Of(days[0]));
    }

    [Fact]
    [Trait("Row", "S174")]
    public void The_pace_says_when_a_step_would_be_reached()
    {
        var due = Sessions(100);
        // Half of the half-days are missed: the two that are left to ten days take four.
        Assert.Equal(due[3].Date, new Pace(30, 60).Reaches(LadderStep.TenDays, 18, due));
        // One in three: seven half-days for two, because the sixth still leaves a third of one.
        Assert.Equal(due[5].Date, new Pace(20, 60).Reaches(LadderStep.TenDays, 18, due));
        Assert.Equal(due[6].Date, new Pace(19, 60).Reaches(LadderStep.TenDays, 18, due));
        Assert.Null(new Pace(30, 60).Reaches(LadderStep.TenDays, 20, due));
        Assert.Null(new Pace(0, 60).Reaches(LadderStep.TenDays, 18, due));
        Assert.Null(new Pace(1, 60).Reaches(LadderStep.TwentyFiveDays, 18, due));
    }

    private static MissedDays Count(int missed, IReadOnlyCollection<LookedAfterSpan>? care = null, bool onlyInCare = false) =>
        MissedDays.Count(Year, Sessions(missed), care ?? [WholeYear], onlyInCare);

    /// <summary>So many half-days in a row on weekdays, from <see cref="First"/> in the morning.</summary>
    private static List<SessionKey> Sessions(int count)
    {
        var sessions = new List<SessionKey>();
        for (var day = First; sessions.Count < count; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                continue;
            sessions.Add(new SessionKey(day, HalfDay.AM));
            sessions.Add(new SessionKey(day, HalfDay.PM));
        }
        return sessions[..count];
    }
}
