using Attendance.SharedKernel;

namespace Attendance.Schools.Pupils;

/// <summary>The mark that now counts for a session at one school: a code's id, or 0 when the session has none any more.</summary>
internal readonly record struct MarkChange(SessionKey Session, byte Code);
