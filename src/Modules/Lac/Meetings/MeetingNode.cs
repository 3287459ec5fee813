using System.ComponentModel;
using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using GraphQL;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Meetings;

[Description("A meeting about a looked-after child, or one with a child protection plan.")]
[Name("CareMeeting")]
internal sealed record MeetingNode(
    [property: Id, Description("The meeting's id.")] string Id,
    [property: Description("The child.")] PupilNode Pupil,
    [property: Description("The child's school today; null: on no roll.")] string? School,
    [property: Description("What the meeting is.")] MeetingKind Kind,
    [property: Description("The day.")] DateOnly On,
    [property: Description("The time, as 15:45.")] string At,
    [property: Description("True when the child's school was open to it at that time as it was booked.")] bool InSchoolHours,
    [property: Description("Where it stands.")] MeetingState State,
    [property: Description("True when its day passed and it is still to be closed.")] bool Overdue,
    [property: Description("True when attendance was discussed, with a minute.")] bool HasItem,
    [property: Description("How often it was written to: send it with what you write.")] int Version,
    [property: Description("When it was closed or cancelled.")] DateTimeOffset? ClosedAt
)
{
    /// <summary>What it was read from.</summary>
    [Ignore]
    public required MeetingRow Row { get; init; }

    public static MeetingNode Of(MeetingRow row, PupilAtSchool at, DateOnly today) =>
        new(
            NodeId(row.Id),
            at.Pupil,
            at.SchoolName,
            Enum.Parse<MeetingKind>(row.Kind),
            row.HeldOn,
            row.HeldAt,
            row.SchoolHours,
            Enum.Parse<MeetingState>(row.State),
            row.State == nameof(MeetingState.Planned) && row.HeldOn < today,
            row.Item,
            row.LastEntry,
            row.ClosedAt
        )
        {
            Row = row,
        };

    /// <summary>An id as the schema has it.</summary>
    public static string NodeId(long id) => id.ToString(CultureInfo.InvariantCulture);
}

[Description("What is written of a meeting.")]
internal sealed record MeetingText(
    [property: Description("Who is asked, or was there.")] IReadOnlyList<string> Attendees,
    [property: Description("Attendance was discussed.")] bool Discussed,
    [property: Description("What was said of attendance.")] string Minute,
    [property: Description("What came of the meeting.")] string Outcome
);

[Description("An action that a meeting agreed.")]
internal sealed record MeetingAction(
    [property: Id, Description("The action's id.")] string Id,
    [property: Description("What is done.")] string What,
    [property: Description("Whose it is.")] string Owner,
    [property: Description("By when.")] DateOnly By,
    [property: Description("When it was settled; null: not yet.")] DateTimeOffset? SettledAt,
    [property: Description("What came of it.")] string? Note
);

/// <summary>What is written of a meeting and what it has before it, read only when it is asked for.</summary>
[Extends(typeof(MeetingNode))]
internal sealed class MeetingTexts(MeetingReader reader, IMediator mediator, SchoolClock clock)
{
    [Description("What is written of it so far.")]
    [Cost(5)]
    public async Task<MeetingText> Text(MeetingNode meeting, CancellationToken cancellation = default)
    {
        var form = await reader.FormAsync(meeting.Row, cancellation);
        return new MeetingText(form.Attendees, form.Discussed, form.Minute, form.Outcome);
    }

    [Description("The actions that it agreed, those due first before the others.")]
    [Cost(5)]
    public async Task<IReadOnlyList<MeetingAction>> Actions(MeetingNode meeting, CancellationToken cancellation = default) =>
        [
            .. (await reader.ActionsAsync(meeting.Row, before: false, cancellation)).Select(action => new MeetingAction(
                MeetingNode.NodeId(action.Row.Id),
                action.Text.What,
                action.Text.Owner,
                action.Row.DueOn,
                action.Row.SettledAt,
                action.Note
            )),
        ];

    [Description("The agenda, drawn from the steps of missed days and from actions that are not settled.")]
    [Cost(10)]
    public async Task<IReadOnlyList<AgendaItem>> Agenda(MeetingNode meeting, CancellationToken cancellation = default)
    {
        var open = await reader.ActionsAsync(meeting.Row, before: true, cancellation);
        return Meetings.Agenda.Of(
            await reader.StepsAsync(meeting.Row, cancellation),
            [.. open.Select(action => new OpenAction(action.Text, action.Row.DueOn))],
            await reader.LastBeforeAsync(meeting.Row, cancellation),
            meeting.On
        );
    }

    [Description(
        "The attendance that it has before it: as the marks have it now, or as it stood when the meeting was closed. Null for a role that is not shown it."
    )]
    [Cost(20)]
    public async Task<AttendanceItem?> Attendance(Caller caller, MeetingNode meeting, CancellationToken cancellation = default) =>
        (await reader.FormAsync(meeting.Row, cancellation)).Item
        ?? await ItemAsync(caller, meeting.Row, reader, mediator, clock, cancellation);

    /// <summary>The item as the marks have it now; null: the caller may not read the child's marks.</summary>
    public static async Task<AttendanceItem?> ItemAsync(
        Caller caller,
        MeetingRow meeting,
        MeetingReader reader,
        IMediator mediator,
        SchoolClock clock,
        CancellationToken cancellation
    )
    {
        var last = await reader.LastBeforeAsync(meeting, cancellation);
        var (from, to) = AttendanceItem.Between(last, meeting.HeldOn, clock.Today);
        var sessions = await mediator.Send(new ReadSessions(caller, new PupilId(meeting.PupilId), from, to), cancellation);
        return sessions.Error is null ? AttendanceItem.Of(sessions.Value, last, meeting.HeldOn, clock.Today) : null;
    }
}
