using Attendance.Access.Contracts;
using Attendance.Schools.Data;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Files;
using Attendance.SharedKernel.Problems;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.Rolls;

/// <summary>
/// Says that two records are one child: the record with <paramref name="Upn"/> is from now on shown under the one with <paramref name="Into"/>, with its marks,
/// enrolments and UPNs. Nothing is moved, so it can be taken back. Errors: not-found, validation, unknown-pupil.
/// </summary>
internal sealed record MergePupils(Caller Caller, string? Upn, string? Into, string? Reason) : IRequest<Result<IdentityChange>>;

/// <summary>The body of a merge. Why: 1 to 500 characters, kept with it.</summary>
internal sealed record MergePupilsBody(string Upn, string Into, string Reason);

internal sealed class MergePupilsHandler(IPolicy policy, RollWriter writer) : IRequestHandler<MergePupils, Result<IdentityChange>>
{
    public async Task<Result<IdentityChange>> Handle(MergePupils request, CancellationToken cancellationToken)
    {
        if (!await IdentityChange.MayAsync(policy, request.Caller, cancellationToken))
            return Error.NotFound;
        var (merged, survivor) = (IdentityChange.Upn(request.Upn, "/upn"), IdentityChange.Upn(request.Into, "/into"));
        if ((merged.Error ?? survivor.Error ?? CheckReason(request.Reason)) is { } error)
            return error;
        return await writer.RunAsync(
            request.Caller,
            change => MergeAsync(change, merged.Value, survivor.Value, request.Reason!),
            cancellationToken
        );
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/pupils/merges",
                async (MergePupilsBody body, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    var result = await mediator.Send(new MergePupils(caller, body.Upn, body.Into, body.Reason), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(result.Value);
                }
            )
            .WithName("mergePupils")
            .WithTags("Pupils")
            .WithSummary("Say that two records are one child")
            .WithDescription(
                "For the authority's loader. Nothing is moved: both streams of marks count for the survivor, and a merge can be taken back."
            )
            .Produces<IdentityChange>()
            .ProducesIdentityProblems();

    internal static Error? CheckReason(string? reason) =>
        string.IsNullOrWhiteSpace(reason) || reason.Length > 500 || !PlainText.IsPlain(reason)
            ? Error.Validation("/reason", "reason-invalid", "A reason has 1 to 500 characters.")
            : null;

    /// <summary>Writes one row of the alias history, keeps the latest state in step, and notes every roll that shows either record.</summary>
    internal static async Task SaveAsync(RollTransaction change, long pupil, long? into, string reason, string kind, long other)
    {
        var before = await change.Rows.AliasesAsync(change.Cancellation);
        var family = before.WithAll([pupil, other]);
        var versions = await change
            .Transaction.Command("select coalesce(max(version), 0) from schools_pupil_alias where pupil_id = @pupil")
            .With("pupil", pupil)
            .ReadAsync(reader => reader.GetInt32(0), change.Cancellation);
        await change
            .Transaction.Command(
                """
                insert into schools_pupil_alias (pupil_id, version, merged_into, reason, recorded_at, recorded_by)
                values (@pupil, @version, @into, @reason, @at, @by)
                """
            )
            .With("pupil", pupil)
            .With("version", versions[0] + 1)
            .With("into", into)
            .With("reason", reason.Trim())
            .With("at", change.RecordedAt)
            .With("by", change.RecordedBy)
            .RunAsync(change.Cancellation);
        var after = await change.Rows.AliasesAsync(change.Cancellation);
        foreach (var member in family.Order())
        {
            var survivor = after.Survivor(member);
            await change
                .Transaction.Command("update schools_pupil set merged_into = @into where pupil_id = @pupil")
                .With("pupil", member)
                .With("into", survivor == member ? null : survivor)
                .RunAsync(change.Cancellation);
        }
        var enrolments = await change.Rows.EnrolmentsOfAsync(family, change.Cancellation);
        foreach (var school in enrolments.Select(row => row.School).Distinct().Order())
            await change.TouchRollAsync(school, kind, [pupil, other]);
    }

    private static async Task<Result<IdentityChange>> MergeAsync(RollTransaction change, Upn upn, Upn into, string reason)
    {
        var holders = await change.Rows.HoldersAsync([upn, into], change.Cancellation);
        if (!holders.TryGetValue(upn, out var merged))
            return IdentityChange.UnknownPupil("/upn");
        if (!holders.TryGetValue(into, out var survivor))
            return IdentityChange.UnknownPupil("/into");
        var aliases = await change.Rows.AliasesAsync(change.Cancellation);
        (merged, survivor) = (aliases.Survivor(merged), aliases.Survivor(survivor));
        if (merged == survivor)
            return new IdentityChange(false);
        await SaveAsync(change, merged, survivor, reason, "merge", survivor);
        return new IdentityChange(true);
    }
}
