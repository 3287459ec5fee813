using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;

namespace Attendance.Casework.Referrals;

/// <summary>
/// Somebody referred the child: who ("school/3552007"), what is worrying, what was tried already. <paramref name="EvaluateBy"/>: when what came of it is looked at (S118); null for
/// referrals that nobody agreed a day for.
/// </summary>
[CaseEventKind("referral-joined")]
internal sealed record ReferralJoined(
    string Source,
    string Reference,
    string Concern,
    string? Tried,
    IReadOnlyList<Factor> Factors,
    DateOnly? EvaluateBy = null
) : CaseEvent
{
    /// <summary>What is due then.</summary>
    public const string Item = "evaluation";

    public override string Tell() => $"Referred by {Source}: {Concern}{(Tried is null ? "" : $" Tried before: {Tried}")}";

    public override string? TellSchool() =>
        Source.StartsWith("school/", StringComparison.Ordinal) ? Tell() : "Another service referred the child.";

    public override CaseStatus Apply(CaseStatus status) =>
        EvaluateBy is { } by ? status.With(Item, by, "Evaluate with the school what came of its referral.") : status;
}

/// <summary>A manager let a referral in whose criteria were not met: which, and why (S118).</summary>
[CaseEventKind("referral-admitted")]
internal sealed record ReferralAdmitted(IReadOnlyList<string> Unmet, string Reason) : CaseEvent
{
    public override string Tell() =>
        $"A manager let the referral in although its criteria were not met ({string.Join(", ", Unmet)}): {Reason}";
}

/// <summary>What came of a referral, as the school and the authority see it.</summary>
[CaseEventKind("referral-evaluated")]
internal sealed record ReferralEvaluated(DateOnly On, string Text) : CaseEvent
{
    public override string Tell() => $"The referral was evaluated on {On:d MMMM yyyy}: {Text}";

    public override string? TellSchool() => Tell();

    public override CaseStatus Apply(CaseStatus status) => status.Without(ReferralJoined.Item);
}
