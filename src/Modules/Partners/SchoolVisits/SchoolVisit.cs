using System.ComponentModel;
using Attendance.Partners.Effects;
using Attendance.SharedKernel;

namespace Attendance.Partners.SchoolVisits;

/// <summary>
/// A visit of the school improvement service to a school, as its record of visit (ROV) has it. Never changed. <paramref name="Findings"/> and <paramref name="Agreed"/> are for senior staff,
/// <paramref name="ForGovernors"/> for governors; all are about the school and no child.
/// </summary>
internal sealed record SchoolVisit(
    long Id,
    Laestab School,
    VisitKind Kind,
    DateOnly VisitedOn,
    string Findings,
    string Agreed,
    string ForGovernors,
    VisitFigures Figures,
    string WrittenBy,
    DateTimeOffset WrittenAt
);

/// <summary>
/// Attendance of a school as it stood in a record of visit: sessions up to and with <paramref name="AsOf"/>, as recorded by <paramref name="KnownAt"/>. <paramref name="Missing"/>: half-days without a reason
/// then; <paramref name="LastYear"/>: the school's own a year before; <paramref name="Alike"/>: all schools of its phase, by their registers, to the same day.
/// </summary>
internal sealed record VisitFigures(
    DateOnly AsOf,
    DateTimeOffset KnownAt,
    int Children,
    HalfDays School,
    long Missing,
    HalfDays LastYear,
    HalfDays Alike
)
{
    /// <summary>True when the school is too small to be told of.</summary>
    public bool IsHidden => Children is > 0 and < Effect.Fewest;
}

/// <summary>Why a school was visited. Stored by name.</summary>
[Description("Why a school was visited.")]
internal enum VisitKind
{
    [Description("The yearly visit, which monitors and reports attendance.")]
    Annual,

    [Description("The follow-up of a term, after issues were identified.")]
    FollowUp,

    [Description("Support and guidance beside the cycle.")]
    Support,
}
