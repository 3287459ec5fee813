using Attendance.SharedKernel;

namespace Attendance.Partners.SchoolLinks;

/// <summary>
/// A link that school improvement suggested: <paramref name="School"/> learns from <paramref name="With"/>. <paramref name="Parts"/>: their distance as it was then; <paramref name="EndedOn"/>: the last day.
/// </summary>
internal sealed record SchoolLink(
    long Id,
    Laestab School,
    Laestab With,
    string About,
    DateOnly LinkedOn,
    IReadOnlyList<DistancePart> Parts,
    string MadeBy,
    DateTimeOffset MadeAt,
    DateOnly? EndedOn
);
