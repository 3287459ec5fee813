using System.ComponentModel;
using Attendance.SharedKernel;

namespace Attendance.Partners.YouthOffending.Mentors;

/// <summary>
/// A volunteer mentor. <paramref name="CheckUntil"/>: the first day on which the criminal records check no longer holds. <paramref name="LeftOn"/>: the first day on which the person is no mentor any more.
/// </summary>
internal sealed record Mentor(
    long Id,
    string Name,
    DateOnly RecruitedOn,
    DateOnly? TrainedOn,
    string? CheckNumber,
    DateOnly? CheckUntil,
    DateOnly? LeftOn
)
{
    /// <summary>Whether the mentor may work with a young person on a day, and why not.</summary>
    public MentorState On(DateOnly day) =>
        LeftOn <= day ? MentorState.Left
        : TrainedOn is not { } trained || trained > day ? MentorState.Untrained
        : CheckNumber is null || CheckUntil is null ? MentorState.Unchecked
        : CheckUntil <= day ? MentorState.CheckExpired
        : MentorState.Ready;
}

/// <summary>Whether a mentor may work with a young person.</summary>
[Description("Whether a mentor may work with a young person.")]
internal enum MentorState
{
    [Description("Trained and checked.")]
    Ready,

    [Description("Not trained.")]
    Untrained,

    [Description("Not checked.")]
    Unchecked,

    [Description("The check no longer holds.")]
    CheckExpired,

    [Description("No mentor any more.")]
    Left,
}

/// <summary>A mentor and a young person. <paramref name="Until"/>: the last day; null: not over.</summary>
internal sealed record MentorMatch(
    long Id,
    long Mentor,
    string Agreement,
    PupilId Pupil,
    DateOnly From,
    DateOnly? Until,
    MatchOutcome? Outcome,
    byte[]? OutcomeWords
);

/// <summary>What came of a match. Stored by name.</summary>
[Description("What came of the work of a mentor with a young person.")]
internal enum MatchOutcome
{
    [Description("It helped the young person in education.")]
    Helped,

    [Description("It helped in part.")]
    PartlyHelped,

    [Description("Nothing changed.")]
    NoChange,

    [Description("The young person or the mentor broke off.")]
    BrokeOff,
}
