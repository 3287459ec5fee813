namespace Attendance.SharedKernel.Files;

/// <summary>
/// What is wrong with one row: its place in the input (JSON: from 0; file: the line), the field (null: the row), a stable code, and a plain sentence that repeats nothing of it.
/// </summary>
public sealed record RowProblem(int Row, string? Field, string Code, string Detail);
