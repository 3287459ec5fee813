using System.ComponentModel;
using Attendance.SharedKernel;

namespace Attendance.Partners.ConcernSchools;

/// <summary>A termly meeting of school improvement with the attendance leader. Never changed.</summary>
internal sealed record ConcernMeeting(
    long Id,
    DateOnly HeldOn,
    string Present,
    string WrittenBy,
    DateTimeOffset WrittenAt,
    IReadOnlyList<ConcernDecision> Decisions
);

/// <summary>
/// What the meeting decided of a school: <paramref name="Strategy"/>, <paramref name="FollowedBy"/> (who follows it with the head teacher) and the last day of the follow-up visit.
/// <paramref name="Grounds"/>: the criteria that were met, with their arithmetic as it was then.
/// </summary>
internal sealed record ConcernDecision(
    long Meeting,
    Laestab School,
    ConcernState State,
    string Strategy,
    string FollowedBy,
    DateOnly? FollowUpBy,
    IReadOnlyList<string> Grounds
);

/// <summary>Where a school stands after a termly meeting. Stored by name.</summary>
[Description("Where a school stands after a termly meeting.")]
internal enum ConcernState
{
    [Description("A concern: a strategy, and a follow-up visit each term.")]
    Concern,

    [Description("Watched: no strategy of its own yet.")]
    Watched,

    [Description("No concern, or no longer one.")]
    NoConcern,
}
