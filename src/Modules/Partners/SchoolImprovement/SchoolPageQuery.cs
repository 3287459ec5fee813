using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.ConcernSchools;
using Attendance.Partners.Effects;
using Attendance.Partners.SchoolLinks;
using Attendance.Partners.SchoolNotes;
using Attendance.Partners.SchoolTargets;
using Attendance.Partners.SchoolVisits;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.SchoolImprovement;

/// <summary>One school's page of improvement: what each reader is shown of it follows from the reader's rights at the school.</summary>
[QueryRoot]
internal sealed class SchoolPageQuery(
    SchoolDesk desk,
    SchoolPictures pictures,
    VisitBook visits,
    VisitFigureReader figures,
    ConcernBook concerns,
    TargetBook targets,
    NoteBook notes,
    LinkBook links,
    SchoolClock clock
)
{
    private const int Nearest = 8;

    [Description(
        "What school improvement and the locality team have on record of a school. Governors are shown their copies of records of visits and the target. Null with NOT_FOUND when there is no such school in the caller's scope."
    )]
    [Cost(100)]
    public async Task<SchoolImprovementNode?> SchoolImprovement(
        Caller caller,
        [Description("The school.")] Laestab school,
        CancellationToken cancellation = default
    )
    {
        await desk.RequireAsync(caller, Act.ReadFigures, school, cancellation);
        var today = clock.Today;
        var whole = await desk.CouldAsync(caller, Act.ReadVisits, school, cancellation);
        var noting = await desk.CouldAsync(caller, Act.NoteSchool, school, cancellation);
        var all = await pictures.ReadAsync(cancellation);
        var (own, picture, _) = all.First(each => each.School.School == school);
        var options = await concerns.OptionsAsync(cancellation);
        var target = (await targets.ListAsync(AcademicYear.Of(today), cancellation))[school].LastOrDefault();
        var made = await visits.ListAsync(school, cancellation);
        var termly = await concerns.ListAsync(cancellation);
        var written = noting ? await notes.ListAsync(school, cancellation) : [];
        var names = await desk.NamesAsync(
            [.. made.Select(visit => visit.WrittenBy), .. written.Select(note => note.WrittenBy)],
            cancellation
        );
        var since = ConcernBook.Standing(termly).TryGetValue(school, out var standing) ? standing.Since : null;
        var due = VisitDuty.DueOn(made.Select(visit => (DateOnly?)visit.VisitedOn).Max(), since);
        var hidden = own.Roll is > 0 and < Effect.Fewest;
        return new SchoolImprovementNode(
            school,
            own.Name,
            own.Phase,
            hidden ? null : HalfDaysNode.Of(picture.Year),
            target?.Tenths,
            target?.SetAt,
            hidden ? null : TargetRule.Of(picture.Year, target?.Tenths, options.Amber),
            due,
            VisitDuty.IsOverdue(due, today),
            await desk.CouldAsync(caller, Act.ImproveSchool, school, cancellation),
            noting,
            [.. made.Select(visit => SchoolVisitNode.Of(visit, whole ? names(visit.WrittenBy) : null))],
            whole
                ?
                [
                    .. termly.SelectMany(meeting =>
                        meeting
                            .Decisions.Where(decision => decision.School == school)
                            .Select(decision => ConcernDecisionNode.Of(meeting, decision, made, today))
                    ),
                ]
                : [],
            [.. written.Select(note => SchoolNoteNode.Of(note, names))],
            whole ? [.. (await links.ListAsync(school, cancellation)).Select(SchoolLinkNode.Of)] : [],
            noting && !hidden ? SimilarSchools.Of(school, [.. all.Select(each => (each.School, each.Picture))], Nearest) : []
        );
    }

    [Description("The attendance section that a record of visit would have now: figures of a school up to a day of its school year.")]
    [Cost(50)]
    public async Task<SchoolVisitFigures?> VisitFigures(
        Caller caller,
        [Description("The school.")] Laestab school,
        [Description("Sessions up to and with this day.")] DateOnly asOf,
        CancellationToken cancellation = default
    )
    {
        await desk.RequireAsync(caller, Act.ImproveSchool, school, cancellation);
        if (asOf > clock.Today)
            throw Refusal.BadInput("date-invalid", "Today at the latest.");
        var read = await figures.ReadAsync(school, asOf, cancellation);
        return read.IsHidden ? null : SchoolVisitFigures.Of(read);
    }
}

[Description("What school improvement and the locality team have on record of a school.")]
[global::GraphQL.Name("SchoolImprovementRecord")]
internal sealed record SchoolImprovementNode(
    [property: Description("The school.")] Laestab School,
    [property: Description("Its name.")] string Name,
    [property: Description("Its phase.")] SchoolPhase Phase,
    [property: Description("Half-days of the school year so far, by its registers; null under five children.")] HalfDaysNode? Attendance,
    [property: Description("Its target of attendance, in tenths of a per cent; null: none is set.")] int? TargetTenths,
    [property: Description("When the target was set.")] DateTimeOffset? TargetSetAt,
    [property: Description("Where it stands against the target.")] TargetLight? Light,
    [property: Description("The last day for the next visit; null: at once, because none is on record.")] DateOnly? VisitDueOn,
    [property: Description("True when the visit is overdue.")] bool VisitOverdue,
    [property: Description("True when the caller writes visits, targets, decisions and links.")] bool MayImprove,
    [property: Description("True when the caller reads and writes the notes of both services.")] bool MayNote,
    [property: Description("Records of visits, the latest first; the governors' copies for who may not read the whole.")]
        IReadOnlyList<SchoolVisitNode> Visits,
    [property: Description("What termly meetings decided of it, the latest first; empty for who may not read whole records of visits.")]
        IReadOnlyList<ConcernDecisionNode> Decisions,
    [property: Description("Notes of both services, the latest first; empty for who does not read them.")]
        IReadOnlyList<SchoolNoteNode> Notes,
    [property: Description("Links with other schools, the latest first; empty for who may not read whole records of visits.")]
        IReadOnlyList<SchoolLinkNode> Links,
    [property: Description("The most similar schools, the nearest first; empty for who does not read the notes.")]
        IReadOnlyList<SimilarSchool> Similar
);
