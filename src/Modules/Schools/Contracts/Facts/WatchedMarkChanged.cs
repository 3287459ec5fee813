using Attendance.SharedKernel.Facts;

namespace Attendance.Schools.Contracts.Facts;

/// <summary>
/// The mark that counts for a child on the watch list is another than the one told before: a first mark, a correction, or a calendar or roll that made it
/// count or stop counting. <paramref name="Session"/> is the session's number (<see cref="SharedKernel.SessionKey.Number"/>); <paramref name="Old"/> and
/// <paramref name="New"/> are register codes, null for no mark that counts; <paramref name="Missed"/>: the new mark is an absence, authorised or not.
/// </summary>
public sealed record WatchedMarkChanged(long Pupil, int Session, string? Old, string? New, bool Missed) : IFact;
