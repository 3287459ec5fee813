using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.Rolls;

/// <summary>
/// Takes a merge back: the record that first held <paramref name="Upn"/> stands by itself again, with what was recorded under it before the merge. What was recorded
/// for the survivor since stays with the survivor. Errors: not-found, validation, unknown-pupil.
/// </summary>
internal sealed record UnmergePupils(Caller Caller, string? Upn, string? Reason) : IRequest<Result<IdentityChange>>;

/// <summary>The body of an unmerge: a UPN of the record that was merged into another.</summary>
internal sealed record UnmergePupilsBody(string Upn, string Reason);

internal sealed class UnmergePupilsHandler(IPolicy policy, RollWriter writer) : IRequestHandler<UnmergePupils, Result<IdentityChange>>
{
    public async Task<Result<IdentityChange>> Handle(UnmergePupils request, CancellationToken cancellationToken)
    {
        if (!await IdentityChange.MayAsync(policy, request.Caller, cancellationToken))
            return Error.NotFound;
        var upn = IdentityChange.Upn(request.Upn, "/upn");
        if ((upn.Error ?? MergePupilsHandler.CheckReason(request.Reason)) is { } error)
            return error;
        return await writer.RunAsync(request.Caller, change => UnmergeAsync(change, upn.Value, request.Reason!), cancellationToken);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/pupils/unmerges",
                async (UnmergePupilsBody body, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    var result = await mediator.Send(new UnmergePupils(caller, body.Upn, body.Reason), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(result.Value);
                }
            )
            .WithName("unmergePupils")
            .WithTags("Pupils")
            .WithSummary("Take a merge of two records back")
            .WithDescription("For the authority's loader.")
            .Produces<IdentityChange>()
            .ProducesIdentityProblems();

    private static async Task<Result<IdentityChange>> UnmergeAsync(RollTransaction change, Upn upn, string reason)
    {
        var holders = await change.Rows.HoldersAsync([upn], change.Cancellation);
        if (!holders.TryGetValue(upn, out var merged))
            return IdentityChange.UnknownPupil("/upn");
        var survivor = (await change.Rows.AliasesAsync(change.Cancellation)).Survivor(merged);
        if (survivor == merged)
            return new IdentityChange(false);
        await MergePupilsHandler.SaveAsync(change, merged, into: null, reason, "unmerge", survivor);
        return new IdentityChange(true);
    }
}
