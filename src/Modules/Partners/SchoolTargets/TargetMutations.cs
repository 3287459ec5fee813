using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.SchoolImprovement;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.SchoolTargets;

/// <summary>Targets of schools, and the consultant's fortnightly meetings about them.</summary>
[MutationRoot]
internal sealed class TargetMutations(
    SchoolDesk desk,
    IAuditTrail audit,
    IWriter writer,
    ConsultantBook book,
    ConsultantAgenda agenda,
    SchoolClock clock
)
{
    private const int MostActions = 30;

    private static readonly Error Settled = new("action-settled", "There is no such action, or it was done.");

    [Description("Sets a school's target of attendance for the present school year. Earlier targets stay to be read.")]
    [Cost(10)]
    public async Task<SchoolWorkPayload?> SetSchoolTarget(
        Caller caller,
        [Description("The school.")] Laestab school,
        [Description("Attendance in tenths of a per cent: 500 to 1,000.")] int tenths,
        CancellationToken cancellation = default
    )
    {
        await desk.RequireAsync(caller, Act.ImproveSchool, school, cancellation);
        var words = new Words();
        words.Check(tenths is >= SchoolTarget.Least and <= SchoolTarget.Most, "tenths", "target-invalid", "From 50% to 100%.");
        if (words.Error is { } error)
            return SchoolWorkPayload.Of(error);
        var target = new SchoolTarget(AcademicYear.Of(clock.Today).StartYear, tenths, caller.Name, clock.Now);
        await audit.ChangingAsync(caller, nameof(SetSchoolTarget), $"school/{school}", $"{tenths}", cancellation);
        await writer.Run(transaction => TargetBook.SetAsync(transaction, school, target), cancellation);
        return SchoolWorkPayload.Of(school.Value);
    }

    [Description(
        "Writes a fortnightly meeting of the consultant with the social inclusion officer. The agenda is made at this moment, from what changed since the meeting before, and kept."
    )]
    [Cost(50)]
    public async Task<SchoolWorkPayload?> RecordConsultantMeeting(
        Caller caller,
        [Description("The meeting.")] RecordConsultantMeetingInput input,
        CancellationToken cancellation = default
    )
    {
        await desk.RequireAllAsync(caller, Act.ImproveSchool, cancellation);
        var words = new Words();
        words.Check(
            input.HeldOn <= clock.Today && input.HeldOn > clock.Today.AddDays(-31),
            "heldOn",
            "date-invalid",
            "A day of the last month, today at the latest."
        );
        var (present, notes) = (words.Need("present", input.Present, 500), words.Need("notes", input.Notes));
        words.Check(input.Actions.Count <= MostActions, "actions", "too-many", $"At most {MostActions} actions.");
        words.Check(
            !await desk.AnyUnknownAsync(input.Actions.Select(action => action.School).OfType<Laestab>(), cancellation),
            "actions",
            "school-unknown",
            "One of the numbers is no school's."
        );
        var actions = new List<ConsultantAction>();
        foreach (var (at, action) in input.Actions.Index())
        {
            words.Check(action.DueOn >= input.HeldOn, $"actions/{at}/dueOn", "date-invalid", "Not before the meeting.");
            actions.Add(
                new ConsultantAction(
                    at + 1,
                    action.School,
                    words.Need($"actions/{at}/what", action.What, 500),
                    words.Need($"actions/{at}/owner", action.Owner, 200),
                    action.DueOn,
                    null
                )
            );
        }
        if (words.Error is { } error)
            return SchoolWorkPayload.Of(error);
        var meeting = new ConsultantMeeting(
            GrowingNumber.Next(TimeProvider.System),
            input.HeldOn,
            present,
            notes,
            (await agenda.MakeAsync(cancellation)).Items,
            caller.Name,
            clock.Now,
            actions
        );
        await audit.ChangingAsync(caller, nameof(RecordConsultantMeeting), $"consultant-meeting/{meeting.Id}", null, cancellation);
        await writer.Run(transaction => ConsultantBook.AddAsync(transaction, meeting), cancellation);
        return SchoolWorkPayload.Of(meeting.Id);
    }

    [Description("Says that an action of a fortnightly meeting is done.")]
    [Cost(10)]
    public async Task<SchoolWorkPayload?> SettleConsultantAction(
        Caller caller,
        [Description("The meeting's id."), Id] string meeting,
        [Description("The action's number.")] int number,
        CancellationToken cancellation = default
    )
    {
        await desk.RequireAllAsync(caller, Act.ImproveSchool, cancellation);
        if (
            !long.TryParse(meeting, out var id)
            || (await book.ListAsync(cancellation)).FirstOrDefault(each => each.Id == id) is not { } found
            || found.Actions.All(action => action.Number != number)
        )
            return SchoolWorkPayload.Of(Settled);
        await audit.ChangingAsync(caller, nameof(SettleConsultantAction), $"consultant-meeting/{id}", $"{number}", cancellation);
        var done = await writer.Run(
            transaction => ConsultantBook.DoneAsync(transaction, id, number, clock.Today, caller.Name),
            cancellation
        );
        return done ? SchoolWorkPayload.Of(id) : SchoolWorkPayload.Of(Settled);
    }
}

[Description("A fortnightly meeting as it is written.")]
internal sealed record RecordConsultantMeetingInput(
    [property: Description("The day: within the last month.")] DateOnly HeldOn,
    [property: Description("Who was there, 1 to 500 characters.")] string Present,
    [property: Description("What was discussed, 1 to 4,000 characters; no child is named.")] string Notes,
    [property: Description("What was agreed, at most 30.")] IReadOnlyList<ConsultantActionInput> Actions
);

[Description("An action of a fortnightly meeting.")]
internal sealed record ConsultantActionInput(
    [property: Description("What is done, 1 to 500 characters.")] string What,
    [property: Description("Whose it is, 1 to 200 characters.")] string Owner,
    [property: Description("By when.")] DateOnly DueOn,
    [property: Description("The school that it is about.")] Laestab? School = null
);
