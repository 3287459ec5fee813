using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;

namespace Attendance.Casework.Referrals;

/// <summary>Somebody referred the child: who ("school/3552007"), what is worrying, what was tried already.</summary>
[CaseEventKind("referral-joined")]
internal sealed record ReferralJoined(string Source, string Reference, string Concern, string? Tried, IReadOnlyList<Factor> Factors)
    : CaseEvent
{
    public override string Tell() => $"Referred by {Source}: {Concern}{(Tried is null ? "" : $" Tried before: {Tried}")}";

    public override string? TellSchool() =>
        Source.StartsWith("school/", StringComparison.Ordinal) ? Tell() : "Another service referred the child.";
}
