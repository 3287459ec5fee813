namespace Attendance.Casework.Cases;

/// <summary>A case was opened for the child. What led to it is the next event.</summary>
[CaseEventKind("case-opened")]
internal sealed record CaseOpened(DateOnly On) : CaseEvent, IPlainCaseEvent;
