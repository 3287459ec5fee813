using Attendance.Lac.Ladder;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Lac.Absences;

/// <summary>The year that a caller names by the calendar year in which it begins.</summary>
internal static class YearArgument
{
    /// <summary>The year; refuses one that no register can be of.</summary>
    public static LacYear Of(int year) =>
        year is >= 1990 and <= 2200
            ? new LacYear(year)
            : throw Refusal.BadInput("year-invalid", "A year is the one in which the school year begins: 2006 for 2006/07.");
}
