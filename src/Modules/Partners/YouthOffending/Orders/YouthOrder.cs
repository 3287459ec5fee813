using System.ComponentModel;
using Attendance.SharedKernel;

namespace Attendance.Partners.YouthOffending.Orders;

/// <summary>
/// An order of a court, or a contract, with a condition of attendance. <paramref name="CaseManager"/>: who recorded it, by number. <paramref name="EndedOn"/>: ended before its time.
/// </summary>
internal sealed record YouthOrder(
    long Id,
    string Agreement,
    PupilId Pupil,
    YouthOrderKind Kind,
    AttendanceCondition Condition,
    byte[] Terms,
    long CaseManager,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    DateOnly? EndedOn,
    byte[]? EndedReason
);

/// <summary>How a young person came under a condition. Stored by name.</summary>
[Description("What a young person's condition of attendance stands in.")]
internal enum YouthOrderKind
{
    [Description("Acceptable behaviour contract: agreed, no court.")]
    BehaviourContract,

    [Description("The contract of a referral order, agreed with the youth offender panel.")]
    ReferralOrder,

    [Description("Action plan order.")]
    ActionPlanOrder,

    [Description("Supervision order.")]
    SupervisionOrder,

    [Description("Detention and training order: the part in the community.")]
    DetentionAndTraining,

    [Description("Another order of a court.")]
    OtherOrder,
}

/// <summary>What became of a condition at a half-day. Stored by name.</summary>
[Description("What the marks made of a condition at a half-day.")]
internal enum BreachStep
{
    [Description("It was broken.")]
    Broken,

    [Description("It still was, by other half-days or figures.")]
    Changed,

    [Description("A correction of marks took the ground away.")]
    Withdrawn,
}

/// <summary>An entry of what the marks made of a condition; the last of a session says how it stands.</summary>
internal sealed record BreachEntry(long Order, SessionKey Session, int Ordinal, BreachStep Step, byte[] Words, DateTimeOffset NotedAt);

/// <summary>What is to be done because of an order. <paramref name="Pupil"/>: the young person; of a screening: the sibling.</summary>
internal sealed record YouthTask(
    long Id,
    long Order,
    YouthTaskKind Kind,
    PupilId Pupil,
    byte[]? What,
    DateOnly DueOn,
    DateOnly? DoneOn,
    byte[]? Outcome
)
{
    /// <summary>Days in which a sibling is to be screened. Ours: the strategy asks for the screening and names no time.</summary>
    public const int DaysToScreen = 14;

    /// <summary>To be done before a day, and not done.</summary>
    public bool IsOverdue(DateOnly today) => DoneOn is null && DueOn < today;
}

/// <summary>What is done because of an order. Stored by name.</summary>
[Description("What is to be done because of an order or contract.")]
internal enum YouthTaskKind
{
    [Description("Support or action with the parents.")]
    Parenting,

    [Description("Screening of a younger sibling for risk factors.")]
    SiblingScreening,
}
