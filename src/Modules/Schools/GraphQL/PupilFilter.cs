using System.ComponentModel;
using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Schools.GraphQL;

[Description("What a list of children is narrowed to. Parts that are left out do not narrow.")]
internal sealed record PupilFilter(
    [property: Description("Children whose place is at this school.")] Laestab? School = null,
    [property: Description("Year group as taught: N1, N2, R, 1 to 14, X.")] string? YearGroup = null,
    [property: Description("Children with this flag open and not dismissed, by the rule's id.")] string? Flag = null,
    [property: Description("Children whose worst open flag is at least this severe.")] FlagSeverity? Severity = null,
    [property: Description("Attendance of the school year below this percentage, 0 to 100.")] decimal? AttendanceBelow = null,
    [property: Description("More missed half-days in the school year than this.")] int? MissedHalfDaysAbove = null,
    [property: Description("The beginning of a family or given name, or a whole UPN. Personal data: send it by POST only."), Personal]
        string? Text = null
)
{
    private const int LongestText = 100;

    public PupilCriteria ToCriteria()
    {
        if (YearGroup?.Length > 3 || Flag?.Length > 40)
            throw Refusal.BadInput("filter", "A year group has up to 3 characters, a flag's rule up to 40.");
        if (Text is { Length: > LongestText } || (Text is not null && string.IsNullOrWhiteSpace(Text)) || (Text?.Contains('\0') ?? false))
            throw Refusal.BadInput("text", $"A search text has 1 to {LongestText} characters.");
        if (AttendanceBelow is < 0 or > 100)
            throw Refusal.BadInput("attendance-below", "A percentage lies between 0 and 100.");
        return new PupilCriteria(School, YearGroup, Flag, Severity, AttendanceBelow, MissedHalfDaysAbove, Text);
    }
}
