using Attendance.Casework.Cases;
using Attendance.Casework.Court;
using Attendance.SharedKernel;

namespace Attendance.Casework.Enforcement;

/// <summary>
/// A correction changed half-days that a matter rests on, after a letter or pack had left: somebody has to decide. <paramref name="Gone"/>: half-days that no longer count;
/// <paramref name="New"/>: half-days that now do; each as it is now.
/// </summary>
[CaseEventKind("evidence-changed")]
internal sealed record EvidenceChanged(int Matter, IReadOnlyList<EvidenceMark> Gone, IReadOnlyList<EvidenceMark> New, DateOnly On)
    : CaseEvent
{
    public override string Tell() =>
        $"A correction changed the evidence of matter {Matter}: "
        + ToldWords.List([
            .. Gone.Select(mark => $"{new SessionKey(mark.Session)} no longer counts"),
            .. New.Select(mark => $"{new SessionKey(mark.Session)} now counts"),
        ])
        + ".";

    public override CaseStatus Apply(CaseStatus status) =>
        status.With(
            Item(Matter),
            On,
            $"The evidence of matter {Matter} changed by {Gone.Count} half-days less and {New.Count} more after it was used: decide."
        );

    /// <summary>The due item.</summary>
    public static string Item(int matter) => $"evidence/{matter}";
}

/// <summary>What was decided about changed evidence: the matter goes on, with a reason. A withdrawal is a step of its own.</summary>
[CaseEventKind("evidence-judged")]
internal sealed record EvidenceJudged(int Matter, string Reason, IReadOnlyList<EvidenceMark> Evidence) : CaseEvent
{
    public override string Tell() => $"The changed evidence of matter {Matter} was judged: {Reason}";

    public override CaseStatus Apply(CaseStatus status) => status.Without(EvidenceChanged.Item(Matter)).Without(CourtPackMade.Item(Matter));
}
