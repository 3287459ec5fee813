using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using Attendance.SharedKernel.Time;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.PublicFigures;

/// <summary>
/// The figures of a school year that may be shown to elected members: up to the last day of the last month that has ended, made when first asked for and then
/// kept. There is no choice of day, school or group: every choice would be another question. Errors: not-found (the caller may not, or no month has ended).
/// </summary>
internal sealed record ReadPublicFigures(Caller Caller, AcademicYear Year) : IRequest<Result<PublicTable>>;

/// <summary>A table with the schools' names.</summary>
internal sealed record PublicTable(AcademicYear Year, FigureTable Table, IReadOnlyDictionary<Laestab, string> Names);

internal sealed class ReadPublicFiguresHandler(IPolicy policy, SchoolFigures figures, PublicFigureStore store, SchoolClock clock)
    : IRequestHandler<ReadPublicFigures, Result<PublicTable>>
{
    // One at a time on this Host; on several, the first to store a table has made it.
    private static readonly SemaphoreSlim Making = new(1, 1);

    public async Task<Result<PublicTable>> Handle(ReadPublicFigures request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.ReadPublicFigures, GrantTarget.All, cancellation: cancellationToken))
            return Error.NotFound;
        if (LastMonth(request.Year, clock.Today) is not { } asOf)
            return Error.NotFound;
        var schools = await figures.SchoolsAsync(cancellationToken);
        var table =
            await FindAsync(request.Year, asOf, cancellationToken) ?? await MakeAsync(request.Year, asOf, schools, cancellationToken);
        return new PublicTable(request.Year, table, schools.ToDictionary(school => school.Laestab, school => school.Name));
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/authority/public-figures/{year}",
                async (string year, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    // A school year in a path has a hyphen: 2006-07.
                    _ = AcademicYear.TryParse(year.Replace('-', '/'), out var parsed);
                    var result = await mediator.Send(new ReadPublicFigures(caller, parsed), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(PublicFigureReport.Of(result.Value));
                }
            )
            .WithName("readPublicFigures")
            .WithTags("Figures")
            .WithSummary("The figures of a school year that may be published")
            .WithDescription(
                "For elected members and the authority. The year is written 2006-07. Up to the end of the last month that has ended. A count that is null is under 5, or would give one away."
            )
            .Produces<PublicFigureReport>()
            .ProducesProblems(404);

    /// <summary>The last day of the last month of the year that has ended; null: none has, or there is no such year.</summary>
    public static DateOnly? LastMonth(AcademicYear year, DateOnly today)
    {
        if (year == default || today <= year.FirstDay)
            return null;
        var ended = new DateOnly(today.Year, today.Month, 1).AddDays(-1);
        if (ended > year.LastDay)
            ended = year.LastDay;
        return ended < year.FirstDay ? null : ended;
    }

    private async Task<FigureTable?> FindAsync(AcademicYear year, DateOnly asOf, CancellationToken cancellation) =>
        (await store.ReadAsync(year, cancellation)).FirstOrDefault(table => table.AsOf == asOf);

    private async Task<FigureTable> MakeAsync(
        AcademicYear year,
        DateOnly asOf,
        IReadOnlyList<SchoolNode> schools,
        CancellationToken cancellation
    )
    {
        await Making.WaitAsync(cancellation);
        try
        {
            var before = await store.ReadAsync(year, cancellation);
            if (before.FirstOrDefault(table => table.AsOf == asOf) is { } made)
                return made;
            var sums = await figures.SumsAsync([.. schools.Select(school => school.Laestab)], year, new Moment(asOf), cancellation);
            await store.AddAsync(year, FigureTable.Make(asOf, schools, sums, before), cancellation);
            return await FindAsync(year, asOf, cancellation)
                ?? throw new InvalidOperationException("A table of public figures that was stored is not there.");
        }
        finally
        {
            Making.Release();
        }
    }
}

/// <summary>Public figures over REST.</summary>
internal sealed record PublicFigureReport(string Year, DateOnly AsOf, IReadOnlyList<PublicFigureLine> Rows)
{
    public static PublicFigureReport Of(PublicTable table) =>
        new(
            table.Year.ToString(),
            table.Table.AsOf,
            [
                .. table.Table.Rows.Select(row => new PublicFigureLine(
                    row.Phase?.Text(),
                    row.School?.ToString(),
                    row.Shown(FigureRow.Enrolments),
                    row.Shown(FigureRow.Possible),
                    row.Shown(FigureRow.Attended),
                    row.Shown(FigureRow.Authorised),
                    row.Shown(FigureRow.Unauthorised),
                    row.Shown(FigureRow.Missed)
                )),
            ]
        );
}

/// <summary>A line: all schools (neither phase nor school), a phase, or a school. Half-days; null: hidden.</summary>
internal sealed record PublicFigureLine(
    string? Phase,
    string? School,
    long? Enrolments,
    long? Possible,
    long? Attended,
    long? Authorised,
    long? Unauthorised,
    long? Missed
);
