using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Figures;

namespace Attendance.Schools.PublicFigures;

/// <summary>A row of public figures: all schools (no phase), a phase (no school), or a school. Sessions are half-days.</summary>
internal sealed record FigureRow(SchoolPhase? Phase, Laestab? School, IReadOnlyList<FigureCell> Cells)
{
    /// <summary>Enrolments with at least one possible session.</summary>
    public const int Enrolments = 0;

    /// <summary>Possible sessions: attended and missed.</summary>
    public const int Possible = 1;

    /// <summary>Sessions attended.</summary>
    public const int Attended = 2;

    /// <summary>Sessions of authorised absence.</summary>
    public const int Authorised = 3;

    /// <summary>Sessions of unauthorised absence.</summary>
    public const int Unauthorised = 4;

    /// <summary>Sessions missed: authorised and unauthorised.</summary>
    public const int Missed = 5;

    /// <summary>How many counts a row has.</summary>
    public const int Columns = 6;

    /// <summary>A row with what is small in itself hidden: counts of 1 to 4, and every count of a row of 1 to 4 children, zeros too.</summary>
    public static FigureRow Of(SchoolPhase? phase, Laestab? school, SessionSums sums)
    {
        long[] values =
        [
            sums.Enrolments,
            sums.Possible,
            sums.Attended,
            sums.Authorised,
            sums.Unauthorised,
            sums.Authorised + sums.Unauthorised,
        ];
        return new FigureRow(phase, school, [.. values.Select(value => new FigureCell(value, IsSmall(sums.Enrolments) || IsSmall(value)))]);
    }

    /// <summary>A count to be shown; null when it is hidden.</summary>
    public long? Shown(int column) => Cells[column].Hidden ? null : Cells[column].Value;

    private static bool IsSmall(long value) => value is > 0 and < Suppression.Threshold;
}

/// <summary>A count, and whether it is hidden.</summary>
internal readonly record struct FigureCell(long Value, bool Hidden);
