using Attendance.Casework.Cases;
using Attendance.Casework.Enforcement.Law;
using Attendance.Casework.Entitlements;

namespace Attendance.Casework.Enforcement;

/// <summary>
/// A step of a matter. <paramref name="ParentName"/>: against whom. <paramref name="Overridden"/>: the guards that were overridden, with <paramref name="Reason"/>, and
/// <paramref name="ProposedBy"/> who proposed what whoever recorded this approved (a caller's name). <paramref name="Team"/>: the locality team that discharges the duty (S107).
/// <paramref name="Evidence"/>: the half-days that it rests on, as they were known then; null when it rests on none. <paramref name="Dues"/>: what the matter waits for from now on.
/// </summary>
[CaseEventKind("matter-step-taken")]
internal sealed record MatterStepTaken(
    StepTaken Taken,
    string ParentName,
    IReadOnlyList<string> Overridden,
    string? Reason,
    string? ProposedBy,
    string? Team,
    IReadOnlyList<EvidenceMark>? Evidence,
    IReadOnlyList<MatterDue> Dues
) : CaseEvent
{
    public override string Tell()
    {
        var text = StepWords.Tell(Taken, ParentName);
        if (Overridden.Count > 0)
            text += $" Overridden by approval: {string.Join(", ", Overridden)}, because {Reason}";
        return Team is null ? text : $"{text} For {Team}.";
    }

    public override string? TellSchool() => StepWords.TellSchool(Taken.Step);

    public override CaseStatus Apply(CaseStatus status)
    {
        var cleared = status.WithoutAll(Prefix(Taken.Matter)).Without(ActOrExplain.Item).Without(MatterStepProposed.Item(Taken.Matter));
        foreach (var due in Dues)
            cleared = cleared.With($"{Prefix(Taken.Matter)}{due.Item}", due.On, due.Sentence);
        return cleared;
    }

    /// <summary>What the dues of a matter begin with.</summary>
    public static string Prefix(int matter) => $"matter/{matter}/";
}

/// <summary>A half-day of evidence: the session's number and the code that counted for it.</summary>
internal readonly record struct EvidenceMark(int Session, string Code);

/// <summary>Something that a matter waits for.</summary>
internal sealed record MatterDue(string Item, DateOnly On, string Sentence);
