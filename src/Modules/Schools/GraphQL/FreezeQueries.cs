using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Schools.GraphQL;

/// <summary>Questions about frozen figures.</summary>
[QueryRoot]
internal sealed class FreezeQueries(IMediator mediator)
{
    [Description(
        "The authority's figures as they were known at an instant: a job that was started over REST. Null with NOT_FOUND when there is none for this caller."
    )]
    [Cost(10)]
    public async Task<FrozenAuthority?> FrozenAuthority(
        Caller caller,
        [Description("The number that the start answered."), Id] string id,
        CancellationToken cancellation = default
    )
    {
        var freeze = await mediator.Send(new ReadFreeze(caller, id), cancellation);
        return freeze.Error is null ? GraphQL.FrozenAuthority.Of(freeze.Value) : throw Refusal.NotFound();
    }
}

[Description("The authority's figures as they were known at an instant.")]
internal sealed record FrozenAuthority(
    [property: Description("The school year.")] AcademicYear Year,
    [property: Description("The last date of sessions that count; null: all.")] DateOnly? AsOf,
    [property: Description("Only what was recorded by this moment counts.")] DateTimeOffset KnownAt,
    [property: Description("running, done or failed.")] string State,
    [property: Description("Schools counted so far.")] int Done,
    [property: Description("Schools to count.")] int Schools,
    [property: Description("How far each school's journal counts.")] IReadOnlyList<FrozenPosition> Positions,
    [property: Description("All schools together, then by phase; null until done.")] IReadOnlyList<PhaseFigures>? Figures
)
{
    public static FrozenAuthority Of(FreezeView freeze)
    {
        _ = AcademicYear.TryParse(freeze.Year, out var year);
        return new FrozenAuthority(
            year,
            freeze.AsOf,
            freeze.KnownAt,
            freeze.State,
            freeze.Done,
            freeze.Schools,
            [
                .. freeze.Positions.Select(position => new FrozenPosition(
                    Laestab.TryParse(position.Key, out var school) ? school : throw new FormatException("Not a LAESTAB."),
                    position.Value
                )),
            ],
            freeze.Figures is null
                ? null
                :
                [
                    .. freeze.Figures.Select(row => new PhaseFigures(
                        SchoolPhases.TryParse(row.Phase, out var phase) ? phase : null,
                        row.Schools,
                        row.Enrolments,
                        new SessionTotals(year, row.Possible, row.Attended, row.Authorised, row.Unauthorised)
                    )),
                ]
        );
    }
}

[Description("How far a school's journal counts.")]
internal sealed record FrozenPosition(
    [property: Description("The school.")] Laestab School,
    [property: Description("The last number of its journal that counts.")] long Seq
);
