using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.Casework.Diaries;
using Attendance.Casework.Entitlements;
using Attendance.Casework.Interventions;
using Attendance.Casework.Plans;
using Attendance.Casework.Referrals;
using Attendance.Casework.Reintegration;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.Casework;

/// <summary>The arithmetic of plans, interventions and returns, by hand.</summary>
public sealed class PlanTests
{
    private static readonly Laestab School = Laestab.From(3552007);

    [Theory]
    [Trait("Row", "S71")]
    // 90 per cent: 9 of 10 is exactly enough, 89 of 99 is not (89.9), though it rounds to 90.
    [InlineData(90, 9, 10, 0, true, "Reached")]
    [InlineData(90, 89, 99, 0, true, "Missed")]
    [InlineData(90, 9, 10, 20, false, "OnTrack")]
    // 8 of 10 with 10 left can come to 18 of 20: 90; with 9 left only to 17 of 19.
    [InlineData(90, 8, 10, 10, false, "Behind")]
    [InlineData(90, 8, 10, 9, false, "OutOfReach")]
    [InlineData(90, 0, 0, 40, false, "Ahead")]
    [InlineData(100, 9, 10, 60, false, "OutOfReach")]
    public void A_target_is_held_against_half_days_without_rounding(
        int percent,
        int attended,
        int possible,
        int left,
        bool over,
        string expected
    ) => Assert.Equal(expected, PlanTracking.Judge(percent, new SessionCounts(attended, 0, possible - attended), left, over).ToString());

    [Theory]
    [Trait("Row", "S71")]
    // Autumn 2006: half term begins on Monday 23 October; the last Friday before is the 20th.
    [InlineData("2006-09-11", "2006-10-20")]
    // Too near: the next half term, which ends twelve days before 31 December: Friday 15 December.
    [InlineData("2006-10-10", "2006-12-15")]
    [InlineData("2006-11-01", "2006-12-15")]
    // 2025: autumn half term begins on Monday 27 October.
    [InlineData("2025-09-15", "2025-10-24")]
    // The last half term of summer 2026 is over too soon: the first one of the next year.
    [InlineData("2026-07-10", "2026-10-23")]
    public void A_plan_is_reviewed_each_half_term_unless_somebody_says_otherwise(string today, string review) =>
        Assert.Equal(DateOnly.Parse(review), PlanState.DefaultReview(DateOnly.Parse(today)));

    [Fact]
    [Trait("Row", "S74")]
    public void An_effect_compares_times_of_equal_length_and_says_when_they_are_short()
    {
        // Four school weeks each: 10 of 40 before, 20 of 40 during, 30 of 40 after; a week beyond is not counted.
        var start = new DateOnly(2006, 10, 2);
        var sessions = Days(start.AddDays(-28), 40, 10)
            .Concat(Days(start, 40, 20))
            .Concat(Days(start.AddDays(28), 40, 30))
            .Concat(Days(start.AddDays(56), 10, 0));
        var effect = InterventionEffect.Of(
            new ChildSessions(default, default, [.. sessions], []),
            start,
            start.AddDays(27),
            new DateOnly(2006, 12, 20)
        );
        Assert.Equal((40, 10), (effect.Before.Possible, effect.Before.Attended));
        Assert.Equal((40, 20), (effect.During.Possible, effect.During.Attended));
        Assert.Equal((40, 30), (effect.After.Possible, effect.After.Attended));
        Assert.Equal(50m, effect.Change);
        Assert.False(effect.IsSmall);

        var running = InterventionEffect.Of(
            new ChildSessions(default, default, [.. Days(start.AddDays(-28), 40, 10), .. Days(start, 18, 18)], []),
            start,
            null,
            start.AddDays(13)
        );
        Assert.Equal(75m, running.Change);
        Assert.True(running.IsSmall);
    }

    [Fact]
    [Trait("Row", "S93")]
    [Trait("Row", "S73")]
    public void A_suggestion_meets_the_childs_factors_at_its_age_says_why_and_puts_what_was_tried_last()
    {
        var suggested = Catalogue.Suggest([Factor.Bullying, Factor.MentalHealth], 9, new HashSet<string> { "counselling" });
        Assert.Equal("Meets mental health; tier 1; for ages 4 to 16.", suggested.Single(found => found.Entry.Id == "school-nurse").Why);
        Assert.Equal("counselling", suggested[^1].Entry.Id);
        Assert.EndsWith("Was tried in this case.", suggested[^1].Why, StringComparison.Ordinal);
        Assert.DoesNotContain(suggested, found => found.Entry.Id is "connexions" or "housing-support");
        // Every factor has something at every age of compulsory schooling that is not only for the oldest.
        foreach (var factor in Enum.GetValues<Factor>().Except([Factor.Offending, Factor.Substance]))
        foreach (var age in Enumerable.Range(5, 11))
            Assert.True(Catalogue.Suggest([factor], age, new HashSet<string>()).Count > 0, $"{factor} at {age}");
    }

    [Theory]
    [Trait("Row", "S75")]
    [InlineData("2006-11-06", "C", "D")]
    [InlineData("2025-11-03", "C2", "C")]
    public void Half_days_outside_a_part_time_timetable_have_the_code_of_their_year_and_the_rest_is_counted(
        string monday,
        string right,
        string wrong
    )
    {
        var first = DateOnly.Parse(monday);
        var week = new ReturnWeek(
            first,
            [new(SchoolDay.Monday, HalfDay.AM), new(SchoolDay.Tuesday, HalfDay.AM), new(SchoolDay.Wednesday, HalfDay.AM)]
        );
        var plan = new ReintegrationPlanned(first, [week], "Ms Lee", "Meets at the door.", null);
        var counted = PhasedReturn.Count(
            plan,
            week,
            new ChildSessions(
                default,
                default,
                [
                    Session(first, HalfDay.AM, "/", MarkClass.Present),
                    Session(first, HalfDay.PM, right, MarkClass.Authorised),
                    Session(first.AddDays(1), HalfDay.AM, "O", MarkClass.Unauthorised),
                    Session(first.AddDays(1), HalfDay.PM, wrong, MarkClass.Authorised),
                    // Came although nobody expected it: that is no wrong code.
                    Session(first.AddDays(3), HalfDay.AM, "/", MarkClass.Present),
                    // The week after is full time.
                    Session(first.AddDays(7), HalfDay.PM, wrong, MarkClass.Authorised),
                ],
                []
            )
        );
        Assert.Equal((3, 1, 1), (counted.Expected, counted.Attended, counted.Missed));
        Assert.Equal([new SessionKey(first.AddDays(1), HalfDay.PM)], counted.WrongCodes);
        Assert.Equal(first.AddDays(7), plan.FullTimeFrom);
    }

    [Fact]
    [Trait("Row", "S75")]
    public void A_flag_of_a_long_absence_asks_for_a_plan_of_the_return_and_the_plan_for_a_first_day_check()
    {
        var at = new SessionKey(new DateOnly(2006, 10, 6), HalfDay.PM).Number;
        var flagged = new FlagJoined("CONT_20D", 1, at - 80, FlagSeverity.Action, at, "20 days.").Apply(CaseStatus.New);
        // Friday 6 October and five school days.
        Assert.Equal(new DateOnly(2006, 10, 13), flagged.Dues[ReintegrationPlanned.Item].On);
        // Every flag of action asks to act or to say why not; only the long absence asks for a return.
        string[] always = [ActOrExplain.Item];
        Assert.Equal(always, new FlagJoined("MONFRI", 1, at, FlagSeverity.Action, at, "Mondays.").Apply(CaseStatus.New).Dues.Keys);
        var planned = new ReintegrationPlanned(new DateOnly(2006, 10, 16), [], "Ms Lee", "Meets at the door.", null).Apply(flagged);
        Assert.Equal([ReintegrationPlanned.FirstDayItem], planned.Dues.Keys.Except(always));
        Assert.Empty(new FirstDayChecked(new DateOnly(2006, 10, 16), true, "Smiled.").Apply(planned).Dues.Keys.Except(always));
    }

    [Fact]
    public void A_calendar_folds_long_lines_between_letters_and_escapes_what_has_a_meaning()
    {
        var sentence = string.Concat(Enumerable.Repeat("é,", 60));
        var text = Calendar.Write(
            [new DiaryLine(new CaseId(12), default, null, "review/2", new DateOnly(2006, 12, 31), sentence)],
            new DateTimeOffset(2006, 11, 1, 9, 0, 0, TimeSpan.Zero)
        );
        Assert.All(text.Split("\r\n"), line => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.Contains(
            $"SUMMARY:{sentence.Replace(",", "\\,", StringComparison.Ordinal)}\r\n",
            text.Replace("\r\n ", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "UID:12-review-2@attendance\r\nDTSTAMP:20061101T090000Z\r\nDTSTART;VALUE=DATE:20061231\r\nDTEND;VALUE=DATE:20070101\r\n",
            text,
            StringComparison.Ordinal
        );
    }

    private static ChildSession Session(DateOnly day, HalfDay half, string code, MarkClass kind) =>
        new(new SessionKey(day, half), School, code, kind);

    /// <summary>So many half-days of school from a Monday on, the first of them attended.</summary>
    private static IEnumerable<ChildSession> Days(DateOnly monday, int halfDays, int attended) =>
        Enumerable
            .Range(0, halfDays)
            .Select(i =>
                Session(
                    monday.AddDays((i / 10 * 7) + (i / 2 % 5)),
                    (HalfDay)(i % 2),
                    i < attended ? "/" : "O",
                    i < attended ? MarkClass.Present : MarkClass.Unauthorised
                )
            );
}
