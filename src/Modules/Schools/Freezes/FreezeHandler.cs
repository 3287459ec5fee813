using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using Attendance.SharedKernel.Time;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.Freezes;

internal sealed class FreezeHandler(IPolicy policy, FreezeStore store, FreezeWork work, SchoolFigures figures, SchoolClock clock)
    : IRequestHandler<StartFreeze, Result<FreezeView>>,
        IRequestHandler<ReadFreeze, Result<FreezeView>>
{
    /// <summary>Freezes under way at most.</summary>
    private const int Most = 20;

    public async Task<Result<FreezeView>> Handle(StartFreeze request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.ReadAuthorityFigures, GrantTarget.All, cancellation: cancellationToken))
            return Error.NotFound;
        if ((await store.RunningAsync(cancellationToken)).Count >= Most)
            return new Error("queue-full", $"{Most} freezes are under way.");
        var now = clock.Now;
        // Nobody can say what will be known: a later instant means now.
        var known = request.KnownAt is { } at && at < now ? at : now;
        var freeze = new Freeze(
            Guid.NewGuid().ToString("N"),
            request.Year,
            request.AsOf,
            known,
            await store.PositionsAsync(known, cancellationToken),
            "running",
            0,
            null
        );
        await store.AddAsync(freeze, now, request.Caller.Name, cancellationToken);
        work.Wake();
        return await ViewAsync(freeze, cancellationToken);
    }

    public async Task<Result<FreezeView>> Handle(ReadFreeze request, CancellationToken cancellationToken)
    {
        if (
            !await policy.MayAsync(request.Caller, Act.ReadAuthorityFigures, GrantTarget.All, cancellation: cancellationToken)
            || await store.FindAsync(request.Id, cancellationToken) is not { } freeze
        )
            return Error.NotFound;
        return await ViewAsync(freeze, cancellationToken);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost(
                "/authority/freezes",
                async (FreezeBody body, Caller caller, IPolicy policy, IMediator mediator, CancellationToken cancellation) =>
                {
                    // The caller is judged before what was sent.
                    if (!await policy.MayAsync(caller, Act.ReadAuthorityFigures, GrantTarget.All, cancellation: cancellation))
                        return Problem.From(Error.NotFound);
                    var request = body.Read(caller);
                    if (request.Error is { } wrong)
                        return Problem.From(wrong);
                    var result = await mediator.Send(request.Value, cancellation);
                    return result.Error is { } error
                        ? Problem.From(error)
                        : Results.Json(result.Value, statusCode: StatusCodes.Status202Accepted);
                }
            )
            .WithName("startFreeze")
            .WithTags("Figures")
            .WithSummary("Work out the authority's figures as they were known at an instant")
            .WithDescription("For the authority. Answers 202 at once; read the freeze until its state is done.")
            .Produces<FreezeView>(StatusCodes.Status202Accepted)
            .ProducesProblems(400, 404, 413, 415, 422, 503, 507);
        routes
            .MapGet(
                "/authority/freezes/{id}",
                async (string id, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    var result = await mediator.Send(new ReadFreeze(caller, id), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(result.Value);
                }
            )
            .WithName("readFreeze")
            .WithTags("Figures")
            .WithSummary("Read how far a freeze is, and its figures")
            .Produces<FreezeView>()
            .ProducesProblems(404);
        routes
            .MapGet(
                "/authority/figures/{year}",
                async (
                    string year,
                    Caller caller,
                    IPolicy policy,
                    SchoolFigures figures,
                    CancellationToken cancellation,
                    string? asOf = null
                ) =>
                {
                    // A school year in a path has a hyphen: 2006-07.
                    if (
                        !await policy.MayAsync(caller, Act.ReadAuthorityFigures, GrantTarget.All, cancellation: cancellation)
                        || !AcademicYear.TryParse(year.Replace('-', '/'), out var parsed)
                    )
                        return Problem.From(Error.NotFound);
                    DateOnly? until = null;
                    if (asOf is not null)
                    {
                        if (!RollCheck.TryDate(asOf, out var date))
                            return Problem.From(Error.Validation("/asOf", "date-invalid", "A date is written yyyy-MM-dd."));
                        until = date;
                    }
                    var schools = await figures.SchoolsAsync(cancellation);
                    var sums = await figures.SumsAsync(
                        schools.Select(school => school.Laestab).ToList(),
                        parsed,
                        new Moment(until),
                        cancellation
                    );
                    return Results.Ok(Rows(schools, sums.ToDictionary(sum => sum.Key.Value, sum => sum.Value)));
                }
            )
            .WithName("readAuthorityFigures")
            .WithTags("Figures")
            .WithSummary("The authority's figures of a school year, as of a date")
            .WithDescription("For the authority. The year is written 2006-07. All schools together first, then by phase.")
            .Produces<IReadOnlyList<FrozenFigures>>()
            .ProducesProblems(404, 422);
    }

    private async Task<FreezeView> ViewAsync(Freeze freeze, CancellationToken cancellation) =>
        new(
            freeze.Id,
            freeze.Year.ToString(),
            freeze.AsOf,
            freeze.KnownAt,
            freeze.State,
            freeze.Done,
            freeze.Positions.Count,
            freeze.Positions.ToDictionary(pair => pair.Key.ToString(CultureInfo.InvariantCulture), pair => pair.Value),
            freeze.Result is { } sums ? Rows(await figures.SchoolsAsync(cancellation), sums) : null
        );

    private static List<FrozenFigures> Rows(IReadOnlyList<SchoolNode> schools, IReadOnlyDictionary<int, SessionSums> sums)
    {
        var counted = schools.Where(school => sums.ContainsKey(school.Laestab.Value)).ToList();
        var rows = new List<FrozenFigures> { Row(null, counted) };
        foreach (var phase in counted.GroupBy(school => school.Phase).OrderBy(phase => phase.Key))
            rows.Add(Row(phase.Key.Text(), [.. phase]));
        return rows;

        FrozenFigures Row(string? phase, List<SchoolNode> of)
        {
            var sum = of.Aggregate(default(SessionSums), (total, school) => total + sums[school.Laestab.Value]);
            return new FrozenFigures(
                phase,
                of.Count,
                sum.Enrolments,
                sum.Possible,
                sum.Attended,
                sum.Authorised,
                sum.Unauthorised,
                sum.Missing
            );
        }
    }
}

/// <summary>The school year ("2006/07"), the last date of sessions that count (all when left out), and the instant with an offset (now when left out).</summary>
internal sealed record FreezeBody(string Year, string? AsOf = null, string? KnownAt = null)
{
    public Result<StartFreeze> Read(Caller caller)
    {
        if (!AcademicYear.TryParse(Year, out var year))
            return Error.Validation("/year", "year-invalid", "A school year is written 2006/07.");
        DateOnly? asOf = null;
        if (AsOf is not null)
        {
            if (!RollCheck.TryDate(AsOf, out var date))
                return Error.Validation("/asOf", "date-invalid", "A date is written yyyy-MM-dd.");
            asOf = date;
        }
        DateTimeOffset? known = null;
        if (KnownAt is not null)
        {
            if (
                KnownAt.Length < 20
                || !(KnownAt[^1] is 'Z' or 'z' || KnownAt.LastIndexOfAny(['+', '-']) > 18)
                || !DateTimeOffset.TryParse(KnownAt, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at)
            )
                return Error.Validation("/knownAt", "offset-required", "An instant is written yyyy-MM-ddTHH:mm:ss with an offset or Z.");
            known = at;
        }
        return new StartFreeze(caller, year, asOf, known);
    }
}
