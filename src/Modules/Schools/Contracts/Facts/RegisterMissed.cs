using Attendance.SharedKernel;
using Attendance.SharedKernel.Facts;

namespace Attendance.Schools.Contracts.Facts;

/// <summary>
/// A register closed without a mark for every child due. Told once for a school and session; it may still come in. <paramref name="Marked"/> of
/// <paramref name="Expected"/> children had a mark when that was seen.
/// </summary>
public sealed record RegisterMissed(int School, DateOnly Date, HalfDay Session, int Expected, int Marked) : IFact;
