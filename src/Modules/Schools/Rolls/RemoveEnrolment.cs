using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.Rolls;

/// <summary>
/// Takes an enrolment back that was entered by mistake (another child, a wrong entry date): it counts as never there, and the history keeps it.
/// A child that leaves is not removed but has a leaving date. Errors: not-found, validation, unknown-pupil, conflict.
/// </summary>
internal sealed record RemoveEnrolment(Caller Caller, Laestab School, string? Upn, string? EntryDate) : IRequest<Result<IdentityChange>>;

/// <summary>The body of a removal.</summary>
internal sealed record RemoveEnrolmentBody(string Upn, string EntryDate);

internal sealed class RemoveEnrolmentHandler(IPolicy policy, RollWriter writer) : IRequestHandler<RemoveEnrolment, Result<IdentityChange>>
{
    public async Task<Result<IdentityChange>> Handle(RemoveEnrolment request, CancellationToken cancellationToken)
    {
        if (!await IdentityChange.MayAsync(policy, request.Caller, cancellationToken))
            return Error.NotFound;
        var upn = IdentityChange.Upn(request.Upn, "/upn");
        if (upn.Error is { } error)
            return error;
        if (!RollCheck.TryDate(request.EntryDate, out var entry))
            return Error.Validation("/entryDate", "date-invalid", "A date is written yyyy-MM-dd.");
        return await writer.RunAsync(request.Caller, change => RemoveAsync(change, request.School, upn.Value, entry), cancellationToken);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/schools/{laestab}/roll/removals",
                async (string laestab, RemoveEnrolmentBody body, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    if (!Laestab.TryParse(laestab, out var school))
                        return Problem.From(Error.NotFound);
                    var result = await mediator.Send(new RemoveEnrolment(caller, school, body.Upn, body.EntryDate), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(result.Value);
                }
            )
            .WithName("removeEnrolment")
            .WithTags("Rolls")
            .WithSummary("Take back an enrolment entered by mistake")
            .WithDescription("For the authority's loader. It counts as never there; the history keeps it.")
            .Produces<IdentityChange>()
            .ProducesIdentityProblems();

    private static async Task<Result<IdentityChange>> RemoveAsync(RollTransaction change, Laestab school, Upn upn, DateOnly entry)
    {
        if (await change.LockAsync(school) is null)
            return Error.NotFound;
        var holders = await change.Rows.HoldersAsync([upn], change.Cancellation);
        if (!holders.TryGetValue(upn, out var holder))
            return IdentityChange.UnknownPupil("/upn");
        var aliases = await change.Rows.AliasesAsync(change.Cancellation);
        var child = aliases.Survivor(holder);
        var enrolments = await change.Rows.EnrolmentsOfAsync(aliases.WithAll([child]), change.Cancellation);
        var row = enrolments.Find(row => row.School == school && row.EntryDate == entry);
        if (row is null)
            return new IdentityChange(false);
        await change.RemoveEnrolmentAsync(row with { Version = change.NextRollVersion(school) });
        await change.TouchRollAsync(school, "removal", [child]);
        return new IdentityChange(true);
    }
}
