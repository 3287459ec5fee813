using System.ComponentModel;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Meetings;

[Description("A meeting to be planned.")]
internal sealed record PlanMeetingInput(
    [property: Id, Description("The child's id.")] string Pupil,
    [property: Description("What the meeting is.")] MeetingKind Kind,
    [property: Description("The day, within a year of today.")] DateOnly On,
    [property: Description("The time, as 15:45.")] string At,
    [property: Description("Who is asked, at most 30, each 1 to 100 characters."), Personal] IReadOnlyList<string> Attendees
);

[Description("What a meeting says.")]
internal sealed record WriteMeetingInput(
    [property: Id, Description("The meeting's id.")] string Id,
    [property: Description("The version that was read.")] int Version,
    [property: Description("The day.")] DateOnly On,
    [property: Description("The time, as 15:45.")] string At,
    [property: Description("Who is asked, or was there, at most 30, each 1 to 100 characters."), Personal] IReadOnlyList<string> Attendees,
    [property: Description("Attendance was discussed.")] bool Discussed,
    [property: Description("What was said of attendance, at most 4,000 characters."), Personal] string Minute,
    [property: Description("What came of the meeting, at most 4,000 characters."), Personal] string Outcome,
    [property: Description("Actions to be added, at most 30.")] IReadOnlyList<MeetingActionInput> Actions
);

[Description("An action that a meeting agrees.")]
internal sealed record MeetingActionInput(
    [property: Description("What is done, 1 to 500 characters."), Personal] string What,
    [property: Description("Whose it is, 1 to 100 characters."), Personal] string Owner,
    [property: Description("By when.")] DateOnly By
);

[Description("What became of a change to a meeting.")]
internal sealed record MeetingPayload(
    [property: Description("False when a problem kept it from being changed.")] bool Changed,
    [property: Description("The meeting's id; null when it was not changed.")] string? Meeting,
    [property: Description("What was done and is worth a second thought.")] IReadOnlyList<InputProblem> Warnings,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
)
{
    public static MeetingPayload Refused(Error error) => new(false, null, [], InputProblem.Of(error));
}
