namespace Attendance.SharedKernel.Facts;

/// <summary>Where a fact stands: its stream and its place there. It is the identity of the fact.</summary>
public sealed record FactPlace(string Stream, long Position, int Ordinal);
