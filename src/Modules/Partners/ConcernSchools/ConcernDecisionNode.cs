using System.ComponentModel;
using Attendance.Partners.SchoolVisits;
using Attendance.SharedKernel;
using GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.ConcernSchools;

[Description("What a termly meeting decided of a school, and what followed.")]
[Name("ConcernDecision")]
internal sealed record ConcernDecisionNode(
    [property: Description("The meeting's id."), Id] string Meeting,
    [property: Description("The school.")] Laestab School,
    [property: Description("The day of the meeting.")] DateOnly DecidedOn,
    [property: Description("Where the school stands.")] ConcernState State,
    [property: Description("What is done.")] string Strategy,
    [property: Description("Who follows it with the head teacher.")] string FollowedBy,
    [property: Description("The last day of the follow-up visit; null: none was set.")] DateOnly? FollowUpBy,
    [property: Description("The day of the first visit after the meeting; null: none yet.")] DateOnly? FollowedUpOn,
    [property: Description("True when the follow-up visit did not come in time, or was not made by now.")] bool Overdue,
    [property: Description("The criteria that were met at the meeting, with their arithmetic as it was then.")]
        IReadOnlyList<string> Grounds
)
{
    /// <summary><paramref name="visits"/>: of the school.</summary>
    public static ConcernDecisionNode Of(ConcernMeeting meeting, ConcernDecision decision, IEnumerable<SchoolVisit> visits, DateOnly today)
    {
        // A visit on the day of the meeting is not known to have come after it.
        var followed = visits
            .Where(visit => visit.School == decision.School && visit.VisitedOn > meeting.HeldOn)
            .Select(visit => (DateOnly?)visit.VisitedOn)
            .Min();
        return new ConcernDecisionNode(
            $"{meeting.Id}",
            decision.School,
            meeting.HeldOn,
            decision.State,
            decision.Strategy,
            decision.FollowedBy,
            decision.FollowUpBy,
            decision.FollowUpBy is null ? null : followed,
            decision.FollowUpBy is { } by && (followed ?? today) > by,
            decision.Grounds
        );
    }
}

[Description("A termly meeting of school improvement with the attendance leader.")]
[Name("ConcernMeeting")]
internal sealed record ConcernMeetingNode(
    [property: Description("The meeting's id."), Id] string Id,
    [property: Description("The day.")] DateOnly HeldOn,
    [property: Description("Who was there.")] string Present,
    [property: Description("Who wrote it.")] string WrittenBy,
    [property: Description("What was decided.")] IReadOnlyList<ConcernDecisionNode> Decisions
);

[Description("A value by which schools are judged.")]
internal sealed record ConcernOptionValue(
    [property: Description("Which.")] ConcernOption Option,
    [property: Description("In tenths of a point or per cent.")] int Tenths
);
