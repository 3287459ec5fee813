using Attendance.SharedKernel;
using Attendance.SharedKernel.Facts;

namespace Attendance.Schools.Contracts.Facts;

/// <summary>
/// A register was journalled and changed something: the entries <paramref name="FirstSeq"/> + 1 to <paramref name="LastSeq"/> of the school's journal,
/// all about one session. Never raised for a post that changed nothing.
/// </summary>
public sealed record RegisterRecorded(int School, DateOnly Date, HalfDay Session, long FirstSeq, long LastSeq) : IFact;
