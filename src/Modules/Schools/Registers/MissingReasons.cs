using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.Registers;

/// <summary>The school's changed marks that came without a reason (warning reason-missing): see them, and give the reason.</summary>
internal static class MissingReasons
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/schools/{laestab}/missing-reasons", ListAsync)
            .WithName("listMissingReasons")
            .WithTags("Registers")
            .WithSummary("List changed marks without a reason")
            .WithDescription("At most 500, after the id in `after`.")
            .Produces<IReadOnlyList<MissingReasonView>>()
            .ProducesProblems(404);
        routes
            .MapPut("/schools/{laestab}/missing-reasons/{id}", GiveAsync)
            .WithName("giveReason")
            .WithTags("Registers")
            .WithSummary("Give the reason of a changed mark")
            .Accepts<ReasonBody>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(400, 404, 413, 415, 422, 503, 507);
    }

    private static async Task<IResult> ListAsync(
        string laestab,
        Caller caller,
        IPolicy policy,
        MissingReasonReader reader,
        CancellationToken cancellation,
        long after = 0
    )
    {
        if (
            !Laestab.TryParse(laestab, out var school)
            || !await policy.MayAsync(caller, Act.SettleRegister, GrantTarget.Of(school), cancellation: cancellation)
        )
            return Problem.From(Error.NotFound);
        var marks = await reader.OpenAsync(school, after, StaleMarks.Most, cancellation);
        foreach (var mark in marks)
            AuditScope.Current?.Show(mark.Pupil);
        return Results.Ok(marks.ConvertAll(MissingReasonView.Of));
    }

    private static async Task<IResult> GiveAsync(
        string laestab,
        string id,
        HttpContext context,
        Caller caller,
        IPolicy policy,
        IGrainFactory grains,
        CancellationToken cancellation
    )
    {
        if (
            !Laestab.TryParse(laestab, out var school)
            || !await policy.MayAsync(caller, Act.SettleRegister, GrantTarget.Of(school), cancellation: cancellation)
            || !StaleMarks.TryParse(id, out var seq)
        )
            return Problem.From(Error.NotFound);
        var reason = await ReasonBody.ReadAsync(context.Request, cancellation);
        if (reason.Error is { } wrong)
            return Problem.From(wrong);
        var reply = await grains.GetGrain<ISchoolGrain>(school.Value).GiveReason(seq, reason.Value, caller);
        return reply.Error is { } error ? Problem.From(error) : Results.NoContent();
    }
}

/// <summary>A changed mark without a reason, as its school sees it. The id is its number in the school's journal.</summary>
internal sealed record MissingReasonView(
    string Id,
    DateOnly Date,
    string Session,
    string? Group,
    string Upn,
    string Code,
    string Before,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    string Client
)
{
    public static MissingReasonView Of(MissingReason mark) =>
        new(
            $"{mark.Seq}",
            mark.Session.Date,
            mark.Session.Half.ToString(),
            mark.Group.Length == 0 ? null : mark.Group,
            mark.Upn.Value,
            mark.Code,
            mark.Before,
            mark.RecordedAt,
            mark.RecordedBy,
            mark.Client
        );
}
