using System.ComponentModel;
using Attendance.Casework.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Partners.Referrals;

/// <summary>
/// A referral between the authority and an agency. Reason, answer and outcome are under the child's data key. <paramref name="DueAt"/>: the instant from which an answer is overdue.
/// </summary>
internal sealed record Referral(
    long Id,
    ReferralDirection Direction,
    string Agency,
    string Agreement,
    PupilId Pupil,
    CaseId Case,
    byte[] Reason,
    string ReferredBy,
    DateTimeOffset ReferredAt,
    DateTimeOffset DueAt,
    bool? Accepted,
    byte[]? Answer,
    DateTimeOffset? AnsweredAt,
    ReferralOutcome? Outcome,
    byte[]? OutcomeWords,
    DateTimeOffset? EndedAt
)
{
    /// <summary>School days in which a referral is answered, to the minute. Ours: the strategy asks for response clocks and names no time.</summary>
    public const int DaysToAnswer = 5;

    /// <summary>How the case names it.</summary>
    public string Reference => $"referral/{Id}";

    /// <summary>Where it stands at an instant.</summary>
    public ReferralState At(DateTimeOffset now) =>
        EndedAt is not null ? ReferralState.Ended
        : Accepted is false ? ReferralState.Declined
        : Accepted is true ? ReferralState.Accepted
        : now >= DueAt ? ReferralState.Overdue
        : ReferralState.Waiting;

    /// <summary>The same minute some weekdays later, by England's clock.</summary>
    public static DateTimeOffset DueAfter(DateTimeOffset from, int days = DaysToAnswer)
    {
        var local = SharedKernel.Time.SchoolClock.Local(from);
        var day = DateOnly.FromDateTime(local);
        for (var left = days; left > 0; )
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                left--;
        }
        return SharedKernel.Time.SchoolClock.Instant(day, TimeOnly.FromDateTime(local));
    }
}

/// <summary>Who refers to whom. Stored by name.</summary>
[Description("Who refers to whom.")]
internal enum ReferralDirection
{
    [Description("The authority refers a child to an agency.")]
    ToAgency,

    [Description("An agency refers a child to the authority.")]
    FromAgency,
}

/// <summary>Where a referral stands.</summary>
[Description("Where a referral stands.")]
internal enum ReferralState
{
    [Description("Waits for an answer.")]
    Waiting,

    [Description("Waits for an answer that was due.")]
    Overdue,

    [Description("Taken: work goes on.")]
    Accepted,

    [Description("Not taken.")]
    Declined,

    [Description("Over, with an outcome.")]
    Ended,
}

/// <summary>What came of a referral. Stored by name.</summary>
[Description("What came of a referral.")]
internal enum ReferralOutcome
{
    [Description("It helped the child back to school.")]
    Helped,

    [Description("It helped in part.")]
    PartlyHelped,

    [Description("Nothing changed.")]
    NoChange,

    [Description("The child or family did not take part.")]
    NotEngaged,
}
