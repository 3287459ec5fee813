using System.ComponentModel;
using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Meetings;

/// <summary>What the looked-after team does with a meeting: plans it, writes it, closes it or says that it is not held, and settles what it agreed.</summary>
[MutationRoot]
internal sealed class MeetingMutations(
    CareDesk desk,
    IAuditTrail trail,
    MeetingReader reader,
    MeetingBook book,
    IWriter writer,
    IMediator mediator,
    SchoolClock clock
)
{
    private const int MostActions = 30;

    private static readonly Error Moved = new(
        "conflict",
        "The meeting is closed or cancelled, or somebody wrote in it meanwhile: read it again."
    );

    [Description("Plans a meeting about a child. A time at which the child's school is open to it is taken, with a warning.")]
    [Cost(20)]
    public async Task<MeetingPayload?> PlanCareMeeting(
        Caller caller,
        [Description("The child, the kind and the time.")] PlanMeetingInput input,
        CancellationToken cancellation = default
    )
    {
        var pupil = await desk.ChildAsync(caller, input.Pupil, cancellation);
        var form = MeetingForm.Empty with { Attendees = Names(input.Attendees) };
        if (form.Problem() is { } wrong)
            return MeetingPayload.Refused(wrong);
        var time = await TimeAsync(caller, pupil, input.On, input.At, cancellation);
        if (time.Error is { } bad)
            return MeetingPayload.Refused(bad);
        if (input.On < clock.Today.AddYears(-1) || input.On > clock.Today.AddYears(1))
            return MeetingPayload.Refused(Error.Validation("/on", "date-far", "A meeting is planned within a year of today."));
        var sealedForm = await reader.SealAsync(pupil, form, cancellation);
        await trail.ChangingAsync(caller, nameof(PlanCareMeeting), pupil, input.Kind.ToString(), cancellation);
        var id = await writer.Run(
            transaction => book.PlanAsync(transaction, pupil, input.Kind, time.Value, sealedForm, caller.Name),
            cancellation
        );
        return new MeetingPayload(true, MeetingNode.NodeId(id), Warnings(time.Value), []);
    }

    [Description("Writes in a planned meeting: the whole form, and new actions. What stood before is kept.")]
    [Cost(20)]
    public async Task<MeetingPayload?> WriteCareMeeting(
        Caller caller,
        [Description("The meeting, and what it says now.")] WriteMeetingInput input,
        CancellationToken cancellation = default
    )
    {
        var row = await desk.FindAsync(caller, input.Id, "m.pupil_id", reader.FindAsync, cancellation);
        var pupil = new PupilId(row.PupilId);
        var form = new MeetingForm(Names(input.Attendees), input.Discussed, input.Minute.Trim(), input.Outcome.Trim());
        var actions = input.Actions.Select(action => (Text: new ActionText(action.What.Trim(), action.Owner.Trim()), action.By)).ToList();
        if ((form.Problem() ?? Problem(actions)) is { } wrong)
            return MeetingPayload.Refused(wrong);
        var time = await TimeAsync(caller, pupil, input.On, input.At, cancellation);
        if (time.Error is { } bad)
            return MeetingPayload.Refused(bad);
        var sealedForm = await reader.SealAsync(pupil, form, cancellation);
        var sealedActions = new List<(byte[] Text, DateOnly By)>();
        foreach (var (text, by) in actions)
            sealedActions.Add((await reader.SealAsync(pupil, text, cancellation), by));
        return await RunAsync(
            caller,
            row,
            nameof(WriteCareMeeting),
            async transaction =>
            {
                if (!await book.WriteAsync(transaction, row.Id, input.Version, time.Value, form.HasItem, sealedForm, caller.Name))
                    return false;
                foreach (var (text, by) in sealedActions)
                    await book.AgreeAsync(transaction, row, text, by, caller.Name);
                return true;
            },
            Warnings(time.Value),
            cancellation
        );
    }

    [Description(
        "Closes a meeting as it stands, on its day or later. A progress meeting, a review and an education plan close only when attendance was discussed, with a minute; every meeting closes with its outcome. The attendance that it had before it is kept with it."
    )]
    [Cost(30)]
    public async Task<MeetingPayload?> CloseCareMeeting(
        Caller caller,
        [Description("The meeting's id."), Id] string id,
        [Description("The version that was read: what is closed is what was seen.")] int version,
        CancellationToken cancellation = default
    )
    {
        var row = await desk.FindAsync(caller, id, "m.pupil_id", reader.FindAsync, cancellation);
        if (row.State != nameof(MeetingState.Planned) || row.LastEntry != version)
            return MeetingPayload.Refused(Moved);
        var form = await reader.FormAsync(row, cancellation);
        if (row.HeldOn > clock.Today)
            return MeetingPayload.Refused(Error.Validation("/on", "not-yet", "It is closed when it was held."));
        if (form.Missing(Enum.Parse<MeetingKind>(row.Kind)) is { } missing)
            return MeetingPayload.Refused(missing);
        var item = await MeetingTexts.ItemAsync(caller, row, reader, mediator, clock, cancellation);
        var sealedForm = await reader.SealAsync(new PupilId(row.PupilId), form with { Item = item }, cancellation);
        return await RunAsync(
            caller,
            row,
            nameof(CloseCareMeeting),
            transaction => book.EndAsync(transaction, row.Id, version, MeetingState.Closed, sealedForm, caller.Name),
            [],
            cancellation
        );
    }

    [Description("Says that a planned meeting is not held.")]
    [Cost(20)]
    public async Task<MeetingPayload?> CancelCareMeeting(
        Caller caller,
        [Description("The meeting's id."), Id] string id,
        [Description("The version that was read.")] int version,
        [Description("Why, 1 to 500 characters."), Personal] string reason,
        CancellationToken cancellation = default
    )
    {
        var row = await desk.FindAsync(caller, id, "m.pupil_id", reader.FindAsync, cancellation);
        if (reason.Trim().Length is 0 or > 500)
            return MeetingPayload.Refused(Error.Validation("/reason", "text-invalid", "A reason has 1 to 500 characters."));
        var form = (await reader.FormAsync(row, cancellation)) with { Outcome = reason.Trim() };
        var sealedForm = await reader.SealAsync(new PupilId(row.PupilId), form, cancellation);
        return await RunAsync(
            caller,
            row,
            nameof(CancelCareMeeting),
            transaction => book.EndAsync(transaction, row.Id, version, MeetingState.Cancelled, sealedForm, caller.Name),
            [],
            cancellation
        );
    }

    [Description("Settles an action with what came of it: it then leaves the agenda of the next meeting.")]
    [Cost(10)]
    public async Task<MeetingPayload?> SettleMeetingAction(
        Caller caller,
        [Description("The action's id."), Id] string id,
        [Description("What came of it, 1 to 500 characters."), Personal] string note,
        CancellationToken cancellation = default
    )
    {
        var row = await desk.FindAsync(caller, id, "m.pupil_id", reader.OfActionAsync, cancellation);
        if (note.Trim().Length is 0 or > 500)
            return MeetingPayload.Refused(Error.Validation("/note", "text-invalid", "What came of it has 1 to 500 characters."));
        var sealedNote = await reader.SealAsync(new PupilId(row.PupilId), note.Trim(), cancellation);
        return await RunAsync(
            caller,
            row,
            nameof(SettleMeetingAction),
            transaction =>
                book.SettleAsync(transaction, long.Parse(id, System.Globalization.CultureInfo.InvariantCulture), sealedNote, caller.Name),
            [],
            cancellation
        );
    }

    private async Task<MeetingPayload> RunAsync(
        Caller caller,
        MeetingRow row,
        string action,
        Func<DbTransaction, Task<bool>> change,
        IReadOnlyList<InputProblem> warnings,
        CancellationToken cancellation
    )
    {
        await trail.ChangingAsync(caller, action, new PupilId(row.PupilId), $"meeting/{row.Id}", cancellation);
        return await writer.Run(change, cancellation)
            ? new MeetingPayload(true, MeetingNode.NodeId(row.Id), warnings, [])
            : MeetingPayload.Refused(Moved);
    }

    /// <summary>When the meeting is, and whether the child's school is open to it then.</summary>
    private async Task<Result<MeetingTime>> TimeAsync(Caller caller, PupilId pupil, DateOnly on, string at, CancellationToken cancellation)
    {
        if (MeetingTime.Parse(at) is not { } time)
            return Error.Validation("/at", "time-invalid", "A time is written as 15:45.");
        if (MeetingTime.Takes(on, time) is not { } session)
            return new MeetingTime(on, at, SchoolHours: false);
        var sessions = await mediator.Send(new ReadSessions(caller, pupil, on, on), cancellation);
        if (sessions.Error is { } error)
            return error;
        return new MeetingTime(on, at, sessions.Value.Due.Contains(session));
    }

    private static IReadOnlyList<InputProblem> Warnings(MeetingTime time) =>
        time.SchoolHours
            ?
            [
                new InputProblem(
                    null,
                    "at",
                    "in-school-hours",
                    "The child’s school is open at that time: a later time takes nobody out of school."
                ),
            ]
            : [];

    private static Error? Problem(List<(ActionText Text, DateOnly By)> actions)
    {
        if (actions.Count > MostActions)
            return Error.Validation("/actions", "too-many", $"A meeting agrees at most {MostActions} actions at once.");
        for (var i = 0; i < actions.Count; i++)
        {
            if (actions[i].Text.What.Length is 0 or > 500 || actions[i].Text.Owner.Length is 0 or > 100)
                return Error.Validation(
                    $"/actions/{i}",
                    "text-invalid",
                    "An action says what (1 to 500 characters) and whose it is (1 to 100)."
                );
        }
        return null;
    }

    private static IReadOnlyList<string> Names(IReadOnlyList<string> names) => [.. names.Select(name => name.Trim())];
}
