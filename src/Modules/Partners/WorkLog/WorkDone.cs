using Attendance.SharedKernel;

namespace Attendance.Partners.WorkLog;

/// <summary>
/// Work that names no child: a session in a classroom, a drop-in, an activity in a neighbourhood. <paramref name="People"/>: how many took part. There is no place in it for a child's id.
/// </summary>
internal sealed record WorkDone(
    long Id,
    WorkKind Kind,
    string Agency,
    Laestab? School,
    string Area,
    DateOnly On,
    string Topic,
    int People,
    string Words,
    string WrittenBy,
    DateTimeOffset WrittenAt
);
