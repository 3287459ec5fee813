using Attendance.Lac.Meetings;
using Xunit;

namespace Attendance.Modules.Tests.Lac;

/// <summary>When reviews are due, and what is missing on the day before and after (RULES 5.4).</summary>
public sealed class TimetableTests
{
    private static readonly DateOnly Since = new(2006, 9, 4);

    [Theory]
    [InlineData("2006-10-02")]
    [InlineData("2006-12-28", "2006-09-28")]
    [InlineData("2007-06-20", "2006-09-28", "2006-12-20")]
    public void The_first_review_is_due_in_28_days_the_second_in_three_months_and_later_ones_in_six(string due, params string[] held) =>
        Assert.Equal(DateOnly.Parse(due), Timetable.ReviewDue(Since, [.. held.Select(day => DateOnly.Parse(day))]));

    [Fact]
    public void A_review_is_overdue_from_the_day_after_and_until_then_not_booked()
    {
        var care = new ChildCare(Since, null, null);
        Assert.Contains(CareGap.ReviewNotBooked, Timetable.Gaps(care, [], new DateOnly(2006, 10, 2)));
        Assert.Contains(CareGap.ReviewOverdue, Timetable.Gaps(care, [], new DateOnly(2006, 10, 3)));
        Assert.DoesNotContain(
            Timetable.Gaps(care, [Meeting(MeetingKind.LookedAfterReview, 2, MeetingState.Planned)], new DateOnly(2006, 10, 2)),
            gap => gap is CareGap.ReviewNotBooked or CareGap.ReviewOverdue
        );
    }

    [Fact]
    public void A_plan_of_the_term_before_is_none_of_this_term()
    {
        var care = new ChildCare(Since, null, null);
        var plan = Meeting(MeetingKind.EducationPlan, 2, MeetingState.Closed);
        Assert.DoesNotContain(CareGap.NoEducationPlan, Timetable.Gaps(care, [plan], new DateOnly(2006, 12, 31)));
        Assert.Contains(CareGap.NoEducationPlan, Timetable.Gaps(care, [plan], new DateOnly(2007, 1, 1)));
        Assert.Contains(CareGap.NoEducationPlan, Timetable.Gaps(care, [plan], new DateOnly(2007, 10, 1)));
    }

    [Fact]
    public void Who_is_only_protected_needs_no_progress_meeting_and_its_review_in_three_months()
    {
        var care = new ChildCare(null, Since, null);
        Assert.Equal([CareGap.ProtectionReviewNotBooked], Timetable.Gaps(care, [], new DateOnly(2006, 12, 4)));
        Assert.Equal([CareGap.ProtectionReviewOverdue], Timetable.Gaps(care, [], new DateOnly(2006, 12, 5)));
    }

    private static MeetingRow Meeting(MeetingKind kind, int day, MeetingState state) =>
        new()
        {
            Kind = kind.ToString(),
            State = state.ToString(),
            HeldOn = new DateOnly(2006, 10, day),
            Item = true,
        };
}
