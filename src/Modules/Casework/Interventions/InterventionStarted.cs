using System.ComponentModel;
using Attendance.Casework.Cases;
using Attendance.Casework.Entitlements;

namespace Attendance.Casework.Interventions;

/// <summary>Something is done for the child: an entry of the catalogue, by whom, from when, how often, and what for.</summary>
[CaseEventKind("intervention-started")]
internal sealed record InterventionStarted(int Number, string Catalogue, string Provider, DateOnly From, string Dose, string Purpose)
    : CaseEvent
{
    public string Title => Interventions.Catalogue.Find(Catalogue)?.Title ?? Catalogue;

    public override string Tell() => $"Intervention {Number} begins on {From:d MMMM yyyy}: {Title}, by {Provider}, {Dose}. {Purpose}";

    public override string? TellSchool() => $"{Title} begins on {From:d MMMM yyyy}, by {Provider}.";

    public override CaseStatus Apply(CaseStatus status) => status.Without(ActOrExplain.Item);
}

/// <summary>A session of an intervention took place, or did not.</summary>
[CaseEventKind("intervention-dose")]
internal sealed record InterventionDose(int Number, DateOnly On, bool TookPlace, string? Note) : CaseEvent
{
    public override string Tell() =>
        $"Intervention {Number}: a session on {On:d MMMM yyyy} {(TookPlace ? "took place" : "did not take place")}.{(Note is null ? "" : $" {Note}")}";
}

/// <summary>What an intervention did, as those who took part see it.</summary>
[Description("What an intervention did, as those who took part see it.")]
internal enum InterventionOutcome
{
    [Description("It helped.")]
    Helped,

    [Description("It helped in part.")]
    HelpedInPart,

    [Description("It did not help.")]
    DidNotHelp,

    [Description("The family did not take it up.")]
    NotTakenUp,
}

/// <summary>An intervention ended.</summary>
[CaseEventKind("intervention-ended")]
internal sealed record InterventionEnded(int Number, DateOnly On, InterventionOutcome Outcome, string Note) : CaseEvent
{
    public override string Tell() => $"Intervention {Number} ended on {On:d MMMM yyyy}: {Outcome.Told()}. {Note}";
}
