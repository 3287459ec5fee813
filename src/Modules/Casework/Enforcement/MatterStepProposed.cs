using Attendance.Casework.Cases;
using Attendance.Casework.Enforcement.Law;

namespace Attendance.Casework.Enforcement;

/// <summary>A step waits for a second person. One at a time for a matter: a later proposal stands in place of an earlier one.</summary>
[CaseEventKind("matter-step-proposed")]
internal sealed record MatterStepProposed(
    int Matter,
    Track Track,
    int Parent,
    string ParentName,
    Step Step,
    StepDetails Details,
    IReadOnlyList<string> Overridden,
    string? Reason,
    IReadOnlyList<EvidenceMark>? Evidence,
    DateOnly On
) : CaseEvent
{
    /// <summary>Days within which a second person decides.</summary>
    private const int DaysToDecide = 3;

    public override string Tell() =>
        $"Proposed for approval: {Step.Told()}, against {ParentName}."
        + (Overridden.Count == 0 ? "" : $" To override: {string.Join(", ", Overridden)}, because {Reason}");

    public override CaseStatus Apply(CaseStatus status) =>
        status.With(Item(Matter), CaseworkOptions.After(On, DaysToDecide), "A second person decides about a step of enforcement.");

    /// <summary>The due item of a proposal.</summary>
    public static string Item(int matter) => $"proposal/{matter}";
}

/// <summary>A proposed step is not taken: a second person refused it, or what it rests on changed before anything was sent (<paramref name="Changed"/>).</summary>
[CaseEventKind("matter-proposal-dropped")]
internal sealed record MatterProposalDropped(int Matter, string Reason, bool Changed) : CaseEvent
{
    public override string Tell() => $"The proposed step is not taken: {Reason}";

    public override CaseStatus Apply(CaseStatus status) => status.Without(MatterStepProposed.Item(Matter));
}
