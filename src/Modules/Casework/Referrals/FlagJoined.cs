using Attendance.Casework.Cases;
using Attendance.Casework.Entitlements;
using Attendance.Casework.Reintegration;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Casework.Referrals;

/// <summary>
/// A flag joined the case: why it was opened, or one more reason. <paramref name="Episode"/> and <paramref name="At"/> are numbers of sessions; <paramref name="Sentence"/> is the
/// flag's own and names no child.
/// </summary>
[CaseEventKind("flag-joined")]
internal sealed record FlagJoined(string Rule, int RuleVersion, int Episode, FlagSeverity Severity, int At, string Sentence)
    : CaseEvent,
        IPlainCaseEvent
{
    public override string Tell() => $"Flag {Rule}: {Sentence}";

    public override string? TellSchool() => Tell();

    /// <summary>A threshold of concern or action starts a clock (S109); a long absence asks for a plan of the return (S75).</summary>
    public override CaseStatus Apply(CaseStatus status)
    {
        var day = new SessionKey(At).Date;
        if (Severity >= FlagSeverity.Concern && !status.Dues.ContainsKey(ActOrExplain.Item))
            status = status.With(ActOrExplain.Item, CaseworkOptions.After(day, ActOrExplain.Days), ActOrExplain.Sentence);
        return ReintegrationPlanned.Triggers.Contains(Rule)
            ? status.With(
                ReintegrationPlanned.Item,
                CaseworkOptions.After(day, ReintegrationPlanned.PlanDays),
                "Plan the return after a long absence."
            )
            : status;
    }
}

/// <summary>A flag of the case got worse or better, or a correction changed the half-days it rests on.</summary>
[CaseEventKind("flag-changed")]
internal sealed record FlagChangedInCase(string Rule, int Episode, FlagSeverity Severity, int At, string Sentence)
    : CaseEvent,
        IPlainCaseEvent
{
    public override string Tell() => $"Flag {Rule} changed: {Sentence}";
}

/// <summary>A flag of the case closed: the child came long enough.</summary>
[CaseEventKind("flag-closed")]
internal sealed record FlagClosedInCase(string Rule, int Episode, int At, string Sentence) : CaseEvent, IPlainCaseEvent
{
    public override string Tell() => $"Flag {Rule} closed: {Sentence}";

    public override string? TellSchool() => Tell();
}

/// <summary>
/// A correction took the ground of a flag away. When it was the last one, and nobody referred the child, whether the case goes on is for its worker to decide: that is due.
/// </summary>
[CaseEventKind("flag-withdrawn")]
internal sealed record FlagWithdrawnInCase(string Rule, int Episode, int At, string Sentence, DateOnly? DecideBy)
    : CaseEvent,
        IPlainCaseEvent
{
    /// <summary>What is due then.</summary>
    public const string Item = "ground";

    public override string Tell() => $"Flag {Rule} was taken back by a correction: {Sentence}";

    public override string? TellSchool() => Tell();

    public override CaseStatus Apply(CaseStatus status) =>
        DecideBy is { } by
            ? status
                .Without(ActOrExplain.Item)
                .With(Item, by, "Decide whether the case goes on: a correction took away the last flag it rests on.")
            : status;
}
