using Attendance.Partners.Effects;

namespace Attendance.Partners.BehaviourImprovement;

/// <summary>
/// What a scorecard is made of: half-days of this school year so far and of the year before over the same days; children and those who missed less than a tenth, this year and last; children with an open flag,
/// and those who were referred to BEST this year; records of the school.
/// </summary>
internal sealed record ScorecardInput(
    HalfDays Now,
    HalfDays Before,
    (int Children, int Persistent) This,
    (int Children, int Persistent) Last,
    int Flagged,
    int Referred,
    IReadOnlyList<SchoolPolicy> Policies,
    IReadOnlyList<SchoolCount> Counts,
    DateOnly FirstDay,
    DateOnly LastYearFirstDay,
    DateOnly Today
);
