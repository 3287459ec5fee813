using System.ComponentModel;
using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Lac.Reports;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Updates;

/// <summary>Termly updates.</summary>
[QueryRoot]
internal sealed class UpdateQueries(UpdateReports reports, IMediator mediator)
{
    [Description("The terms that have an update on looked-after children, the newest first.")]
    [Cost(10)]
    public async Task<IReadOnlyList<UpdateTerm>?> TermlyUpdates(Caller caller, CancellationToken cancellation = default) =>
        (await reports.TermsAsync(caller, cancellation))?.Select(UpdateTerm.Of).ToList()
        ?? throw Refusal.Forbidden("Your role is not shown looked-after children.");

    [Description(
        "The update of a term on the looked-after children in the caller's scope; that it was opened is logged. Null with NOT_FOUND when there is none."
    )]
    [Cost(100)]
    public async Task<TermlyUpdate?> TermlyUpdate(
        Caller caller,
        [Description("The term's first day.")] DateOnly term,
        [Description("Only the children of a residential unit.")] long? unit = null,
        [Description("Only the children of a key worker."), Id] string? worker = null,
        CancellationToken cancellation = default
    )
    {
        var part = new UpdatePart(
            unit,
            worker is null ? null
                : long.TryParse(worker, out var person) ? person
                : -1
        );
        if (await reports.ReadAsync(caller, term, part, DistributionStep.Opened, cancellation) is not { } update)
            throw Refusal.NotFound();
        var pupils = await mediator.Send(
            new ReadPupils(caller, [.. update.Entries.Select(entry => new PupilId(entry.Row.PupilId))]),
            cancellation
        );
        var names = await mediator.Send(
            new ReadNames([
                .. (update.Log ?? []).Select(row => row.Person).Concat(update.All.Select(one => one.Row.KeyWorker ?? 0)).Distinct(),
            ]),
            cancellation
        );
        return new TermlyUpdate(
            UpdateTerm.Of(update.Report),
            [
                .. update
                    .Entries.Where(one => pupils.ContainsKey(new PupilId(one.Row.PupilId)))
                    .Select(one => UpdateChild.Of(pupils[new PupilId(one.Row.PupilId)].Pupil, one.Entry)),
            ],
            [
                .. update
                    .All.Where(one => one.Row.UnitId is not null)
                    .Select(one => new UpdateUnit(one.Row.UnitId!.Value, one.Entry.Unit ?? ""))
                    .Distinct()
                    .OrderBy(home => home.Name, StringComparer.Ordinal),
            ],
            [
                .. update
                    .All.Select(one => one.Row.KeyWorker)
                    .OfType<long>()
                    .Distinct()
                    .Select(key => new UpdateWorker(key.ToString(CultureInfo.InvariantCulture), names.GetValueOrDefault(key) ?? "")),
            ],
            update
                .Log?.Select(row => new UpdateStep(
                    names.GetValueOrDefault(row.Person) ?? "",
                    row.Unit,
                    Enum.Parse<DistributionStep>(row.Step),
                    row.At
                ))
                .ToList(),
            ReadTermlyUpdate.Link(term, part, "pdf"),
            ReadTermlyUpdate.Link(term, part, "xlsx")
        );
    }
}

[Description("A term that has an update on looked-after children.")]
internal sealed record UpdateTerm(
    [property: Description("Its first day.")] DateOnly FirstDay,
    [property: Description("Its last day.")] DateOnly LastDay,
    [property: Description("Its school year.")] AcademicYear Year,
    [property: Description("Which term.")] SchoolTerm Term,
    [property: Description("The instant at which what it says was known.")] DateTimeOffset KnownAt
)
{
    public static UpdateTerm Of(ReportRow report)
    {
        var term = Updates.Term.On(report.FirstDay);
        return new UpdateTerm(report.FirstDay, report.LastDay, term.Year, term.Of, report.KnownAt);
    }
}

[Description("A term's update on looked-after children.")]
internal sealed record TermlyUpdate(
    [property: Description("The term.")] UpdateTerm Term,
    [property: Description("The children.")] IReadOnlyList<UpdateChild> Children,
    [property: Description("Units of which the caller may read a part.")] IReadOnlyList<UpdateUnit> Units,
    [property: Description("Key workers of whom the caller may read a part.")] IReadOnlyList<UpdateWorker> Workers,
    [property: Description("Who was sent it and who opened it; null for who does not keep the looked-after register.")]
        IReadOnlyList<UpdateStep>? Distribution,
    [property: Description("Where it is as a PDF.")] string Pdf,
    [property: Description("Where it is as a workbook (XLSX).")] string Workbook
);

[Description("A residential unit with children in an update.")]
internal sealed record UpdateUnit([property: Description("Its number.")] long Number, [property: Description("Its name.")] string Name);

[Description("A key worker with children in an update.")]
internal sealed record UpdateWorker(
    [property: Id, Description("The person's id.")] string Id,
    [property: Description("The name.")] string Name
);

[Description("Something that happened to an update.")]
internal sealed record UpdateStep(
    [property: Description("Whose name.")] string Person,
    [property: Description("The unit whose update was sent.")] string? Unit,
    [property: Description("What happened.")] DistributionStep Step,
    [property: Description("When.")] DateTimeOffset At
);

[Description("A looked-after child in a termly update. Half-days are those of the term.")]
internal sealed record UpdateChild(
    [property: Description("The child.")] PupilNode Pupil,
    [property: Description("The school.")] string? School,
    [property: Description("The residential unit, where the child lives at one.")] string? Unit,
    [property: Description("The social worker.")] string? SocialWorker,
    [property: Description("Who holds the child's case.")] string? KeyWorker,
    [property: Description("Half-days at which the child could have attended.")] int Possible,
    [property: Description("Half-days missed.")] int Missed,
    [property: Description("Attended of possible, in per cent to 1 place.")] decimal? AttendancePercent,
    [property: Description("The same of the term before.")] decimal? AttendancePercentBefore,
    [property: Description("Days missed since 1 September that count for the ladder.")] decimal DaysMissedInYear,
    [property: Description("Which half-days are missed, in words.")] string Pattern,
    [property: Description("The reasons that schools gave, in words.")] string Reasons
)
{
    public static UpdateChild Of(PupilNode pupil, UpdateEntry entry) =>
        new(
            pupil,
            entry.School,
            entry.Unit,
            entry.SocialWorker,
            entry.KeyWorker,
            entry.Possible,
            entry.Missed,
            entry.Attendance,
            entry.AttendanceBefore,
            entry.MissedInYear / 2m,
            entry.Pattern,
            entry.Reasons
        );
}
