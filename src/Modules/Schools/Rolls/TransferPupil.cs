using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Files;
using Attendance.SharedKernel.Problems;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.Rolls;

/// <summary>
/// Moves a child from one school to another: leaves here on the last day, joins there on the first, in one step. The same move twice changes nothing.
/// Errors: not-found, validation, unknown-pupil, conflict (not on roll here then, or on roll there already).
/// </summary>
internal sealed record TransferPupil(Caller Caller, TransferPupilBody Body) : IRequest<Result<IdentityChange>>;

/// <summary>The body of a transfer. Dates: yyyy-MM-dd. Status there: C unless said.</summary>
internal sealed record TransferPupilBody(
    string Upn,
    string From,
    string To,
    string LastDay,
    string FirstDay,
    string YearGroup,
    string? Group = null,
    string? Status = null
);

internal sealed class TransferPupilHandler(IPolicy policy, RollWriter writer) : IRequestHandler<TransferPupil, Result<IdentityChange>>
{
    public async Task<Result<IdentityChange>> Handle(TransferPupil request, CancellationToken cancellationToken)
    {
        if (!await IdentityChange.MayAsync(policy, request.Caller, cancellationToken))
            return Error.NotFound;
        var move = Read(request.Body);
        return move.Error is { } error
            ? error
            : await writer.RunAsync(request.Caller, change => MoveAsync(change, move.Value), cancellationToken);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/pupils/transfers",
                async (TransferPupilBody body, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    var result = await mediator.Send(new TransferPupil(caller, body), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(result.Value);
                }
            )
            .WithName("transferPupil")
            .WithTags("Pupils")
            .WithSummary("Move a child to another school")
            .WithDescription("For the authority's loader. Leaves one roll on the last day and joins the other on the first, in one step.")
            .Produces<IdentityChange>()
            .ProducesIdentityProblems();

    private static Result<Move> Read(TransferPupilBody body)
    {
        var upn = IdentityChange.Upn(body.Upn, "/upn");
        if (upn.Error is { } error)
            return error;
        if (!Laestab.TryParse(body.From, out var from))
            return Error.Validation("/from", "laestab-invalid", "A LAESTAB has seven digits.");
        if (!Laestab.TryParse(body.To, out var to) || to == from)
            return Error.Validation("/to", "laestab-invalid", "Another school, with a LAESTAB of seven digits.");
        if (!RollCheck.TryDate(body.LastDay, out var last))
            return Error.Validation("/lastDay", "date-invalid", "A date is written yyyy-MM-dd.");
        if (!RollCheck.TryDate(body.FirstDay, out var first))
            return Error.Validation("/firstDay", "date-invalid", "A date is written yyyy-MM-dd.");
        if (first <= last)
            return Error.Validation("/firstDay", "date-order", "The first day there is after the last day here.");
        if (!RollCheck.IsYearGroup(body.YearGroup))
            return Error.Validation("/yearGroup", "year-group-invalid", "A year group is N1, N2, R, 1 to 14 or X.");
        if (body.Group is { } group && (group.Trim().Length is 0 or > 40 || !PlainText.IsPlain(group)))
            return Error.Validation("/group", "too-long", "A group has 1 to 40 characters.");
        if (body.Status is not (null or "C" or "M" or "S" or "F" or "O" or "G"))
            return Error.Validation("/status", "status-invalid", "An enrolment status is C, M, S, F, O or G.");
        return new Move(upn.Value, from, to, last, first, body.YearGroup, body.Group?.Trim(), (EnrolmentStatus)(body.Status ?? "C")[0]);
    }

    private static async Task<Result<IdentityChange>> MoveAsync(RollTransaction change, Move move)
    {
        foreach (var school in new[] { move.From, move.To }.Order())
            if (await change.LockAsync(school) is null)
                return Error.NotFound;
        var holders = await change.Rows.HoldersAsync([move.Upn], change.Cancellation);
        if (!holders.TryGetValue(move.Upn, out var holder))
            return IdentityChange.UnknownPupil("/upn");
        var aliases = await change.Rows.AliasesAsync(change.Cancellation);
        var child = aliases.Survivor(holder);
        var enrolments = await change.Rows.EnrolmentsOfAsync(aliases.WithAll([child]), change.Cancellation);
        var here = enrolments.Find(row => row.School == move.From && row.EntryDate <= move.Last && !(row.LeavingDate < move.Last));
        if (here is null)
            return IdentityChange.Conflict("/from", "not-on-roll", "The child is not on this roll on its last day.");
        var joined = new EnrolmentRow(
            move.To,
            new PupilId(child),
            move.First,
            change.NextRollVersion(move.To),
            null,
            move.Status,
            false,
            move.YearGroup,
            move.Group,
            []
        );
        var there = enrolments.Find(row => row.School == move.To && !(row.LeavingDate < move.First));
        if (there is not null && there.EntryDate != move.First)
            return IdentityChange.Conflict("/to", "enrolment-overlap", "The child is on that roll already.");

        var left = here with { LeavingDate = move.Last, Version = change.NextRollVersion(move.From) };
        var changes = new List<EnrolmentRow>();
        if (!left.Same(here))
        {
            changes.Add(left);
            await change.TouchRollAsync(move.From, "transfer", [child]);
        }
        if (there is null)
        {
            changes.Add(joined);
            await change.TouchRollAsync(move.To, "transfer", [child]);
        }
        await change.SaveEnrolmentsAsync(changes);
        await change.SaveGroupsAsync(move.To, there is null ? [joined] : []);
        return new IdentityChange(changes.Count > 0);
    }

    private sealed record Move(
        Upn Upn,
        Laestab From,
        Laestab To,
        DateOnly Last,
        DateOnly First,
        string YearGroup,
        string? Group,
        EnrolmentStatus Status
    );
}
