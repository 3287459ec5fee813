using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.Rolls;

/// <summary>
/// Gives a child another UPN; the one it had still finds it. Back to a former one is a change too. Errors: not-found, validation, unknown-pupil, conflict
/// (the new UPN is another child's).
/// </summary>
internal sealed record ChangeUpn(Caller Caller, string? Upn, string? NewUpn) : IRequest<Result<IdentityChange>>;

/// <summary>The body of a change of UPN.</summary>
internal sealed record ChangeUpnBody(string Upn, string NewUpn);

internal sealed class ChangeUpnHandler(IPolicy policy, RollWriter writer) : IRequestHandler<ChangeUpn, Result<IdentityChange>>
{
    public async Task<Result<IdentityChange>> Handle(ChangeUpn request, CancellationToken cancellationToken)
    {
        if (!await IdentityChange.MayAsync(policy, request.Caller, cancellationToken))
            return Error.NotFound;
        var (from, to) = (IdentityChange.Upn(request.Upn, "/upn"), IdentityChange.Upn(request.NewUpn, "/newUpn"));
        if ((from.Error ?? to.Error) is { } error)
            return error;
        return await writer.RunAsync(request.Caller, change => ChangeAsync(change, from.Value, to.Value), cancellationToken);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/pupils/upn-changes",
                async (ChangeUpnBody body, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    var result = await mediator.Send(new ChangeUpn(caller, body.Upn, body.NewUpn), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(result.Value);
                }
            )
            .WithName("changeUpn")
            .WithTags("Pupils")
            .WithSummary("Give a child another UPN")
            .WithDescription("For the authority's loader. The former UPN still finds the child.")
            .Produces<IdentityChange>()
            .ProducesIdentityProblems();

    private static async Task<Result<IdentityChange>> ChangeAsync(RollTransaction change, Upn from, Upn to)
    {
        var holders = await change.Rows.HoldersAsync([from, to], change.Cancellation);
        var aliases = await change.Rows.AliasesAsync(change.Cancellation);
        if (!holders.TryGetValue(from, out var holder))
            return IdentityChange.UnknownPupil("/upn");
        var child = aliases.Survivor(holder);
        if (holders.TryGetValue(to, out var other) && other != child)
            return aliases.Survivor(other) == child
                ? IdentityChange.Conflict(
                    "/newUpn",
                    "upn-of-merged",
                    "This UPN came with a merged record: merge the other way round instead."
                )
                : IdentityChange.Conflict("/newUpn", "upn-of-another", "This UPN is another child's.");
        var stored = (await change.Rows.PupilsAsync([child], change.Cancellation))[0];
        if (stored.Upn == to)
            return new IdentityChange(false);
        await change.SavePupilsAsync([stored with { Version = stored.Version + 1, Upn = to }]);
        if (!holders.ContainsKey(to))
            await change.SaveUpnsAsync([(to, child)]);
        await change.TouchEveryRollAsync("upn", [child]);
        return new IdentityChange(true);
    }
}
