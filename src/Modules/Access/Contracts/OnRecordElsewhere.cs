namespace Attendance.Access.Contracts;

/// <summary>
/// Metadata of a REST operation that changes something and whose change needs no record from the front door: its handler writes a fuller one, or what it stores
/// is a record itself, as a register's chained submission is. Every other operation that is not a GET is recorded before it begins.
/// </summary>
public sealed class OnRecordElsewhere;
