using System.Runtime.InteropServices;
using Attendance.SharedKernel;

namespace Attendance.City.Figures;

/// <summary>
/// One published row of a school and a school year: what its marks must add up to. Every number is a count of enrolments or of half-day sessions.
/// Source: DfE, "Absence in schools" (the files in <c>figures/</c>).
/// </summary>
internal sealed record FigureRow(
    Laestab School,
    int Urn,
    string Phase,
    AcademicYear Year,
    int HalfTerms,
    GroupTotals All,
    GroupTotals Persistent,
    IReadOnlyDictionary<char, int> Authorised,
    IReadOnlyDictionary<char, int> Unauthorised
)
{
    /// <summary>The enrolments that are not in the persistent-absence group: the row less that group.</summary>
    public GroupTotals Others =>
        new(
            All.Enrolments - Persistent.Enrolments,
            All.Possible - Persistent.Possible,
            All.Authorised - Persistent.Authorised,
            All.Unauthorised - Persistent.Unauthorised
        );
}

/// <summary>Enrolments, and their possible, authorised and unauthorised sessions.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GroupTotals(int Enrolments, int Possible, int Authorised, int Unauthorised)
{
    /// <summary>Authorised and unauthorised absence together.</summary>
    public int Overall => Authorised + Unauthorised;
}

/// <summary>A row that cannot be made into marks, and why.</summary>
internal sealed record RefusedRow(int Line, string School, string Reason);
