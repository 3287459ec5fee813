using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Files;
using Attendance.SharedKernel.Problems;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.Rolls;

/// <summary>
/// Moves a school's groups up on 1 September of a year: every child in a named group on 31 August is in the next one from 1 September, or leaves on 31 August.
/// Earlier days keep their groups. The same rollover twice changes nothing. Errors: not-found, validation.
/// </summary>
internal sealed record RollOver(Caller Caller, Laestab School, RollOverBody Body) : IRequest<Result<RolledOver>>;

/// <summary>The body of a rollover: the calendar year of the 1 September, and what becomes of each group.</summary>
internal sealed record RollOverBody(int StartYear, IReadOnlyList<GroupMove> Moves);

/// <summary>
/// What becomes of the children of a year group, or of one group of it: where they are from 1 September (the year group: one up unless said), or that they leave.
/// </summary>
internal sealed record GroupMove(
    string YearGroup,
    string? Group = null,
    string? ToYearGroup = null,
    string? ToGroup = null,
    bool Leaves = false
);

/// <summary>How many children moved and how many left.</summary>
internal sealed record RolledOver(int Moved, int Left);

internal sealed class RollOverHandler(IPolicy policy, RollWriter writer) : IRequestHandler<RollOver, Result<RolledOver>>
{
    private static readonly string[] Ladder = ["N1", "N2", "R", .. Enumerable.Range(1, 14).Select(year => $"{year}")];

    public async Task<Result<RolledOver>> Handle(RollOver request, CancellationToken cancellationToken)
    {
        if (!await IdentityChange.MayAsync(policy, request.Caller, cancellationToken))
            return Error.NotFound;
        if (Check(request.Body) is { } error)
            return error;
        return await writer.RunAsync(request.Caller, change => MoveAsync(change, request.School, request.Body), cancellationToken);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/schools/{laestab}/rollovers",
                async (string laestab, RollOverBody body, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    if (!Laestab.TryParse(laestab, out var school))
                        return Problem.From(Error.NotFound);
                    var result = await mediator.Send(new RollOver(caller, school, body), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(result.Value);
                }
            )
            .WithName("rollOver")
            .WithTags("Rolls")
            .WithSummary("Move a school's groups up on 1 September")
            .WithDescription("For the authority's loader. Earlier days keep their groups, and rolling windows go on.")
            .Produces<RolledOver>()
            .ProducesIdentityProblems();

    /// <summary>The year group above; the last one and X have none.</summary>
    internal static string? Up(string yearGroup)
    {
        var place = Array.IndexOf(Ladder, yearGroup);
        return place < 0 || place == Ladder.Length - 1 ? null : Ladder[place + 1];
    }

    private static Error? Check(RollOverBody body)
    {
        if (body.StartYear is < 1990 or > 2200)
            return Error.Validation("/startYear", "year-invalid", "The calendar year of the 1 September.");
        for (var i = 0; i < body.Moves.Count; i++)
        {
            var move = body.Moves[i];
            if (!RollCheck.IsYearGroup(move.YearGroup))
                return Error.Validation($"/moves/{i}/yearGroup", "year-group-invalid", "A year group is N1, N2, R, 1 to 14 or X.");
            if (!move.Leaves && !RollCheck.IsYearGroup(move.ToYearGroup ?? Up(move.YearGroup)))
                return Error.Validation($"/moves/{i}/toYearGroup", "year-group-invalid", "A year group is N1, N2, R, 1 to 14 or X.");
            if (move.ToGroup is { } group && (group.Trim().Length is 0 or > 40 || !PlainText.IsPlain(group)))
                return Error.Validation($"/moves/{i}/toGroup", "too-long", "A group has 1 to 40 characters.");
        }
        return body.Moves.GroupBy(move => (move.YearGroup, move.Group)).Any(same => same.Skip(1).Any())
            ? Error.Validation("/moves", "duplicate-row", "The same group stands twice.")
            : null;
    }

    private static async Task<Result<RolledOver>> MoveAsync(RollTransaction change, Laestab school, RollOverBody body)
    {
        if (await change.LockAsync(school) is null)
            return Error.NotFound;
        var eve = new DateOnly(body.StartYear, 8, 31);
        var aliases = await change.Rows.AliasesAsync(change.Cancellation);
        var rows = new List<EnrolmentRow>();
        var left = 0;
        foreach (var row in await change.Rows.EnrolmentsAsync(school, change.Cancellation))
        {
            // Who left before, joined since, or was moved since by hand or by an earlier rollover is not moved.
            if (row.EntryDate > eve || row.LeavingDate <= eve || row.GroupFrom > eve)
                continue;
            var move =
                body.Moves.FirstOrDefault(m => m.YearGroup == row.YearGroup && m.Group is not null && m.Group == row.Group)
                ?? body.Moves.FirstOrDefault(m => m.YearGroup == row.YearGroup && m.Group is null);
            if (move is null)
                continue;
            var next = move.Leaves
                ? row with
                {
                    LeavingDate = eve,
                }
                : GroupMoves.Move(row, eve.AddDays(1), move.ToYearGroup ?? Up(row.YearGroup)!, move.ToGroup?.Trim());
            if (next.Same(row))
                continue;
            rows.Add(next with { Version = change.NextRollVersion(school) });
            left += move.Leaves ? 1 : 0;
        }
        if (rows.Count == 0)
            return new RolledOver(0, 0);
        await change.SaveEnrolmentsAsync(rows);
        await change.SaveGroupsAsync(school, rows);
        await change.TouchRollAsync(school, "rollover", rows.Select(row => aliases.Survivor(row.Pupil.Value)));
        return new RolledOver(rows.Count - left, left);
    }
}
