using System.ComponentModel;
using Attendance.Lac.Ladder;
using Attendance.Schools.Contracts;

namespace Attendance.Lac.Meetings;

/// <summary>
/// When meetings about a child are due, and what is missing. Source: RULES 5.4. <see cref="FirstReview"/>: within 28 days of becoming looked after until March 2011,
/// within 20 working days since (28 days without a bank holiday, so one figure); the second within three months of the first, later ones at most every six months. A protection plan
/// is reviewed within three months of its start, then at most every six (Working Together 2006). The education plan once a school term. Pure.
/// </summary>
internal static class Timetable
{
    private const int FirstReview = 28;

    /// <summary>The day by which the next review of a looked-after child is to be held.</summary>
    public static DateOnly ReviewDue(DateOnly since, IReadOnlyList<DateOnly> held) =>
        held.Count switch
        {
            0 => since.AddDays(FirstReview),
            1 => held[^1].AddMonths(3),
            _ => held[^1].AddMonths(6),
        };

    /// <summary>The day by which the next review of a child protection plan is to be held.</summary>
    public static DateOnly ProtectionReviewDue(DateOnly since, IReadOnlyList<DateOnly> held) =>
        held.Count == 0 ? since.AddMonths(3) : held[^1].AddMonths(6);

    /// <summary>True for two days of one school term.</summary>
    public static bool SameTerm(DateOnly one, DateOnly other) =>
        LacYear.Of(one) == LacYear.Of(other) && StatisticalPeriods.TermOf(one) == StatisticalPeriods.TermOf(other);

    /// <summary>What is missing today. <paramref name="meetings"/> are those of the child that were not cancelled, in order of time.</summary>
    public static IReadOnlyList<CareGap> Gaps(ChildCare care, IReadOnlyList<MeetingRow> meetings, DateOnly today)
    {
        var gaps = new List<CareGap>();
        if (care.LookedAfterSince is { } since)
        {
            if (Next(meetings, MeetingKind.Progress, today) is null)
                gaps.Add(CareGap.NoProgressMeeting);
            var due = ReviewDue(since, Held(meetings, MeetingKind.LookedAfterReview, since));
            if (due < today)
                gaps.Add(CareGap.ReviewOverdue);
            else if (Next(meetings, MeetingKind.LookedAfterReview, today) is null)
                gaps.Add(CareGap.ReviewNotBooked);
            if (!meetings.Any(meeting => Is(meeting, MeetingKind.EducationPlan) && SameTerm(meeting.HeldOn, today)))
                gaps.Add(CareGap.NoEducationPlan);
        }
        if (care.ProtectedSince is { } protectedSince)
        {
            if (ProtectionReviewDue(protectedSince, Held(meetings, MeetingKind.ProtectionReview, protectedSince)) < today)
                gaps.Add(CareGap.ProtectionReviewOverdue);
            else if (Next(meetings, MeetingKind.ProtectionReview, today) is null)
                gaps.Add(CareGap.ProtectionReviewNotBooked);
        }
        if (
            meetings.Any(meeting =>
                (Is(meeting, MeetingKind.LookedAfterReview) || Is(meeting, MeetingKind.ProtectionReview))
                && meeting.HeldOn < today
                && !meeting.Item
            )
        )
            gaps.Add(CareGap.ReviewWithoutAttendance);
        if (meetings.Any(meeting => Is(meeting, MeetingKind.CoreAssessment) && meeting.HeldOn < today && !meeting.Item))
            gaps.Add(CareGap.AssessmentWithoutAttendance);
        return gaps;
    }

    /// <summary>The next meeting of a kind that is planned, today or later; null: none.</summary>
    public static DateOnly? Next(IReadOnlyList<MeetingRow> meetings, MeetingKind kind, DateOnly today) =>
        meetings
            .Where(meeting => Is(meeting, kind) && meeting.State == nameof(MeetingState.Planned) && meeting.HeldOn >= today)
            .Select(meeting => (DateOnly?)meeting.HeldOn)
            .FirstOrDefault();

    /// <summary>The days on which meetings of a kind were held and closed since a day, in order.</summary>
    public static IReadOnlyList<DateOnly> Held(IReadOnlyList<MeetingRow> meetings, MeetingKind kind, DateOnly since) =>
        [
            .. meetings
                .Where(meeting => Is(meeting, kind) && meeting.State == nameof(MeetingState.Closed) && meeting.HeldOn >= since)
                .Select(meeting => meeting.HeldOn),
        ];

    private static bool Is(MeetingRow meeting, MeetingKind kind) => meeting.Kind == kind.ToString();
}

/// <summary>Since when a child is in care without a break, and since when it has a child protection plan; null: not today.</summary>
internal sealed record ChildCare(DateOnly? LookedAfterSince, DateOnly? ProtectedSince, string? SocialWorker);

[Description("What is missing for a child.")]
internal enum CareGap
{
    [Description("No progress meeting is planned.")]
    NoProgressMeeting,

    [Description("The statutory review should have been held.")]
    ReviewOverdue,

    [Description("The next statutory review is not booked.")]
    ReviewNotBooked,

    [Description("The review of the child protection plan should have been held.")]
    ProtectionReviewOverdue,

    [Description("The next review of the child protection plan is not booked.")]
    ProtectionReviewNotBooked,

    [Description("A review was held and attendance is not minuted.")]
    ReviewWithoutAttendance,

    [Description("There is no personal education plan this school term.")]
    NoEducationPlan,

    [Description("A core assessment lacks its section on attendance.")]
    AssessmentWithoutAttendance,
}

[Description("A child's meetings: next and last dates, and what is missing.")]
internal sealed record ChildTimetable(
    [property: Description("The child.")] PupilNode Pupil,
    [property: Description("The child's school today; null: on no roll.")] string? School,
    [property: Description("The social worker.")] string? SocialWorker,
    [property: Description("Since when the child is in care without a break; null: not in care.")] DateOnly? LookedAfterSince,
    [property: Description("Since when the child has a child protection plan; null: none.")] DateOnly? ProtectedSince,
    [property: Description("The next progress meeting; null: none.")] DateOnly? NextProgress,
    [property: Description("The next statutory review that is booked; null: none.")] DateOnly? NextReview,
    [property: Description("By when the next statutory review is to be held; null: not in care.")] DateOnly? ReviewDue,
    [property: Description("The next review of the child protection plan that is booked; null: none.")] DateOnly? NextProtectionReview,
    [property: Description("The personal education plan of this school term; null: none.")] DateOnly? EducationPlan,
    [property: Description("What is missing.")] IReadOnlyList<CareGap> Missing
)
{
    public static ChildTimetable Of(PupilAtSchool at, (ChildCare Care, IReadOnlyList<MeetingRow> Meetings) child, DateOnly today) =>
        new(
            at.Pupil,
            at.SchoolName,
            child.Care.SocialWorker,
            child.Care.LookedAfterSince,
            child.Care.ProtectedSince,
            Timetable.Next(child.Meetings, MeetingKind.Progress, today),
            Timetable.Next(child.Meetings, MeetingKind.LookedAfterReview, today),
            child.Care.LookedAfterSince is { } since
                ? Timetable.ReviewDue(since, Timetable.Held(child.Meetings, MeetingKind.LookedAfterReview, since))
                : null,
            Timetable.Next(child.Meetings, MeetingKind.ProtectionReview, today),
            child
                .Meetings.Where(meeting => meeting.Kind == nameof(MeetingKind.EducationPlan) && Timetable.SameTerm(meeting.HeldOn, today))
                .Select(meeting => (DateOnly?)meeting.HeldOn)
                .FirstOrDefault(),
            Timetable.Gaps(child.Care, child.Meetings, today)
        );
}
