using Attendance.Partners.Effects;

namespace Attendance.Partners.ConcernSchools;

/// <summary>
/// What the criteria are judged by. <paramref name="Year"/>: the school's half-days of the school year; <paramref name="Alike"/>: those of all schools of its phase, itself among them; <paramref name="Children"/>,
/// <paramref name="Persistent"/>: children counted by the statistics, and those who missed a tenth; <paramref name="Terms"/>: the last three terms, the earliest first.
/// </summary>
internal sealed record SchoolPicture(
    HalfDays Year,
    HalfDays Alike,
    string PhaseName,
    int Children,
    int Persistent,
    IReadOnlyList<(string Name, HalfDays Counts)> Terms
);
