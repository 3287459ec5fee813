using Attendance.Casework.Enforcement.Law;

namespace Attendance.Casework.Enforcement;

/// <summary>
/// A step that somebody asks for: of a matter by number, or the first one of a new matter of a track against a parent by the name that the school has. <paramref name="Overridden"/>: guards
/// that are to be overridden, for which <paramref name="Reason"/> is needed.
/// </summary>
internal sealed record StepRequest(
    int? Matter,
    Track? Track,
    string? Parent,
    Step Step,
    StepDetails Details,
    IReadOnlyList<string> Overridden,
    string? Reason
);
