using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.ConcernSchools;
using Attendance.Partners.Effects;
using Attendance.Partners.SchoolTargets;
using Attendance.Partners.SchoolVisits;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.SchoolImprovement;

/// <summary>The work of the school improvement service over all schools.</summary>
[QueryRoot]
internal sealed class BoardQuery(
    SchoolDesk desk,
    SchoolPictures pictures,
    VisitBook visits,
    ConcernBook concerns,
    TargetBook targets,
    ConsultantBook consultant,
    ConsultantAgenda agenda,
    SchoolClock clock
)
{
    private const int MostMeetings = 6;

    [Description(
        "Every school with its visits, target and criteria of concern, and the meetings of school improvement. Null with NOT_FOUND for who does not work on all schools."
    )]
    [Cost(200)]
    public async Task<ImprovementBoard?> ImprovementBoard(Caller caller, CancellationToken cancellation = default)
    {
        await desk.RequireAllAsync(caller, Act.ImproveSchool, cancellation);
        var today = clock.Today;
        var year = AcademicYear.Of(today);
        var options = await concerns.OptionsAsync(cancellation);
        var termly = await concerns.ListAsync(cancellation);
        var held = await consultant.ListAsync(cancellation);
        var names = await desk.NamesAsync(
            [.. termly.Select(meeting => meeting.WrittenBy), .. held.Select(meeting => meeting.WrittenBy)],
            cancellation
        );
        var made = await visits.ListAsync(null, cancellation);
        var bySchool = made.ToLookup(visit => visit.School);
        var standing = ConcernBook.Standing(termly);
        var set = await targets.ListAsync(year, cancellation);
        var lines = (await pictures.ReadAsync(cancellation)).Select(each =>
            Line(
                each.School,
                each.Picture,
                options,
                bySchool[each.School.School],
                standing.TryGetValue(each.School.School, out var known) ? known : null,
                set[each.School.School].LastOrDefault(),
                today
            )
        );
        return new ImprovementBoard(
            year,
            termly.Any(meeting => meeting.HeldOn >= VisitDuty.FirstDayOfTerm(today)),
            [.. Enum.GetValues<ConcernOption>().Select(option => new ConcernOptionValue(option, options.Of(option)))],
            [.. lines],
            [
                .. termly
                    .Take(MostMeetings)
                    .Select(meeting => new ConcernMeetingNode(
                        $"{meeting.Id}",
                        meeting.HeldOn,
                        meeting.Present,
                        names(meeting.WrittenBy),
                        [
                            .. meeting.Decisions.Select(decision =>
                                ConcernDecisionNode.Of(meeting, decision, bySchool[decision.School], today)
                            ),
                        ]
                    )),
            ],
            [.. held.Take(MostMeetings).Select(meeting => ConsultantMeetingNode.Of(meeting, names, today))]
        );
    }

    [Description(
        "The agenda of the consultant's next fortnightly meeting: what changed since the last one. Null with NOT_FOUND for who does not work on all schools."
    )]
    [Cost(200)]
    public async Task<ConsultantAgendaNode?> ConsultantAgenda(Caller caller, CancellationToken cancellation = default)
    {
        await desk.RequireAllAsync(caller, Act.ImproveSchool, cancellation);
        var (since, items) = await agenda.MakeAsync(cancellation);
        return new ConsultantAgendaNode(since, items);
    }

    private static ImprovementLine Line(
        SchoolInput school,
        SchoolPicture picture,
        ConcernOptions options,
        IEnumerable<SchoolVisit> visits,
        (ConcernDecision Latest, DateOnly? Since)? standing,
        SchoolTarget? target,
        DateOnly today
    )
    {
        var last = visits.Select(visit => (DateOnly?)visit.VisitedOn).Max();
        var due = VisitDuty.DueOn(last, standing?.Since);
        var hidden = school.Roll is > 0 and < Effect.Fewest;
        return new ImprovementLine(
            school.School,
            school.Name,
            school.Phase,
            hidden ? null : HalfDaysNode.Of(picture.Year),
            target?.Tenths,
            hidden ? null : TargetRule.Of(picture.Year, target?.Tenths, options.Amber),
            last,
            due,
            VisitDuty.IsOverdue(due, today),
            standing?.Latest.State,
            standing?.Since,
            hidden ? [] : ConcernCriteria.Of(picture, options)
        );
    }
}

[Description("The work of the school improvement service over all schools.")]
internal sealed record ImprovementBoard(
    [property: Description("The present school year.")] AcademicYear Year,
    [property: Description("True when this term's meeting on concern schools was held.")] bool TermMeetingHeld,
    [property: Description("The values by which schools are judged.")] IReadOnlyList<ConcernOptionValue> Options,
    [property: Description("Every school, by number.")] IReadOnlyList<ImprovementLine> Schools,
    [property: Description("Termly meetings, the latest first, at most six.")] IReadOnlyList<ConcernMeetingNode> TermlyMeetings,
    [property: Description("The consultant's fortnightly meetings, the latest first, at most six.")]
        IReadOnlyList<ConsultantMeetingNode> FortnightlyMeetings
);

[Description("A school on the board of school improvement. Nothing of its attendance is told under five children.")]
internal sealed record ImprovementLine(
    [property: Description("The school.")] Laestab School,
    [property: Description("Its name.")] string Name,
    [property: Description("Its phase.")] SchoolPhase Phase,
    [property: Description("Half-days of the school year so far, by its registers.")] HalfDaysNode? Attendance,
    [property: Description("Its target of attendance, in tenths of a per cent; null: none is set.")] int? TargetTenths,
    [property: Description("Where it stands against the target; null: there is none, or no marks.")] TargetLight? Light,
    [property: Description("The last visit on record.")] DateOnly? LastVisit,
    [property: Description("The last day for the next visit; null: at once, because none is on record.")] DateOnly? VisitDueOn,
    [property: Description("True when the visit is overdue.")] bool VisitOverdue,
    [property: Description("Where it stands by the latest termly meeting that decided of it.")] ConcernState? State,
    [property: Description("A concern since this day; null: none.")] DateOnly? ConcernSince,
    [property: Description("Every criterion with its arithmetic.")] IReadOnlyList<Criterion> Criteria
);

[Description("The agenda of the next fortnightly meeting.")]
[global::GraphQL.Name("ConsultantAgenda")]
internal sealed record ConsultantAgendaNode(
    [property: Description("Changes are counted since this instant: the last meeting was written then.")] DateTimeOffset Since,
    [property: Description("What changed, or is late.")] IReadOnlyList<AgendaItem> Items
);

[Description("A fortnightly meeting of the behaviour and attendance consultant with the social inclusion officer.")]
[global::GraphQL.Name("ConsultantMeeting")]
internal sealed record ConsultantMeetingNode(
    [property: Description("The meeting's id."), Id] string Id,
    [property: Description("The day.")] DateOnly HeldOn,
    [property: Description("Who was there.")] string Present,
    [property: Description("What was discussed.")] string Notes,
    [property: Description("The agenda as it was.")] IReadOnlyList<AgendaItem> Agenda,
    [property: Description("Who wrote it.")] string WrittenBy,
    [property: Description("What was agreed.")] IReadOnlyList<ConsultantActionNode> Actions
)
{
    public static ConsultantMeetingNode Of(ConsultantMeeting meeting, Func<string, string> names, DateOnly today) =>
        new(
            $"{meeting.Id}",
            meeting.HeldOn,
            meeting.Present,
            meeting.Notes,
            meeting.Agenda,
            names(meeting.WrittenBy),
            [
                .. meeting.Actions.Select(action => new ConsultantActionNode(
                    action.Number,
                    action.School,
                    action.What,
                    action.Owner,
                    action.DueOn,
                    action.DoneOn,
                    action.DoneOn is null && action.DueOn < today
                )),
            ]
        );
}

[Description("An action of a fortnightly meeting.")]
[global::GraphQL.Name("ConsultantAction")]
internal sealed record ConsultantActionNode(
    [property: Description("Its number in the meeting.")] int Number,
    [property: Description("The school that it is about; null: none.")] Laestab? School,
    [property: Description("What is done.")] string What,
    [property: Description("Whose it is.")] string Owner,
    [property: Description("By when.")] DateOnly DueOn,
    [property: Description("When it was done.")] DateOnly? DoneOn,
    [property: Description("True when it is late.")] bool Overdue
);
