using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.Registers;

/// <summary>The school's held marks: see them, enter them again with what was corrected, or discard them with a reason.</summary>
internal static class HeldMarks
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/schools/{laestab}/held-marks", ListAsync)
            .WithName("listHeldMarks")
            .WithTags("Registers")
            .WithSummary("List held marks")
            .Produces<IReadOnlyList<HeldMarkView>>()
            .ProducesProblems(404);
        routes
            .MapPost("/schools/{laestab}/held-marks/{id}/release", ReleaseAsync)
            .WithName("releaseHeldMark")
            .WithTags("Registers")
            .WithSummary("Enter a held mark again, corrected")
            .Accepts<HeldReleaseBody>("application/json")
            .Produces<ReceiptBody>()
            .ProducesProblems(400, 404, 413, 415, 422, 503, 507);
        routes
            .MapPost("/schools/{laestab}/held-marks/{id}/discard", DiscardAsync)
            .WithName("discardHeldMark")
            .WithTags("Registers")
            .WithSummary("Discard a held mark")
            .Accepts<HeldDiscardBody>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(400, 404, 413, 415, 422, 503, 507);
    }

    private static async Task<IResult> ListAsync(
        string laestab,
        Caller caller,
        IPolicy policy,
        HeldMarkReader reader,
        RegisterTexts texts,
        CancellationToken cancellation
    )
    {
        if (
            !Laestab.TryParse(laestab, out var school)
            || !await policy.MayAsync(caller, Act.SettleRegister, GrantTarget.Of(school), cancellation: cancellation)
        )
            return Problem.From(Error.NotFound);
        AuditScope.Current?.Show(GrantTarget.Of(school));
        var rows = await reader.OpenAsync(school);
        var said = await texts.HeldAsync(school, cancellation);
        return Results.Ok(
            rows.Select(row => HeldMarkView.Of(row, said.GetValueOrDefault((row.Seq, row.Ordinal), HeldTexts.None))).ToList()
        );
    }

    private static async Task<IResult> ReleaseAsync(
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
            || !TryParse(id, out var seq, out var ordinal)
        )
            return Problem.From(Error.NotFound);
        var bytes = await StrictJson.ReadAsync(context.Request, cancellation);
        if (bytes.Error is { } unread)
            return Problem.From(unread);
        var body = StrictJson.Parse(bytes.Value.Span, RegisterJson.Default.HeldReleaseBody);
        if (body.Error is { } malformed)
            return Problem.From(malformed);
        if (body.Value.Upn?.Length > 64 || body.Value.Code?.Length > 64)
            return Problem.From(new Error("validation", "Some values are too long."));
        var reply = await grains
            .GetGrain<ISchoolGrain>(school.Value)
            .ReleaseHeld(new HeldRelease(seq, ordinal, body.Value.Upn, body.Value.Code, body.Value.MinutesLate), caller);
        return reply.Error is { } error ? Problem.From(error) : new RegisterAnswer(reply.Value);
    }

    private static async Task<IResult> DiscardAsync(
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
            || !TryParse(id, out var seq, out var ordinal)
        )
            return Problem.From(Error.NotFound);
        var bytes = await StrictJson.ReadAsync(context.Request, cancellation);
        if (bytes.Error is { } unread)
            return Problem.From(unread);
        var body = StrictJson.Parse(bytes.Value.Span, RegisterJson.Default.HeldDiscardBody);
        if (body.Error is { } malformed)
            return Problem.From(malformed);
        if (body.Value.Reason.Length is 0 or > 500)
            return Problem.From(
                new Error("validation", "A reason of 1 to 500 characters is needed.", [new FieldError("/reason", "required")])
            );
        var reply = await grains.GetGrain<ISchoolGrain>(school.Value).DiscardHeld(seq, ordinal, body.Value.Reason, caller);
        return reply.Error is { } error ? Problem.From(error) : Results.NoContent();
    }

    /// <summary>Reads the id of a held mark: the submission's number and the mark's place in it, "41-3".</summary>
    internal static bool TryParse(string id, out long seq, out int ordinal)
    {
        var dash = id.IndexOf('-', StringComparison.Ordinal);
        ordinal = 0;
        seq = 0;
        return dash > 0 && long.TryParse(id.AsSpan(0, dash), out seq) && int.TryParse(id.AsSpan(dash + 1), out ordinal) && ordinal >= 0;
    }
}

/// <summary>A held mark as its school sees it. The id is the submission's number and the mark's place in it: "41-3".</summary>
internal sealed record HeldMarkView(
    string Id,
    DateOnly Date,
    string Session,
    string? Group,
    string Upn,
    string Code,
    int? MinutesLate,
    string Problem,
    string Detail,
    DateTimeOffset? TakenAt,
    DateTimeOffset RecordedAt,
    string Client,
    string? Comment,
    string? Reason
)
{
    public static HeldMarkView Of(HeldMarkRow row, HeldTexts said) =>
        new(
            $"{row.Seq}-{row.Ordinal}",
            row.Session.Date,
            row.Session.Half.ToString(),
            row.Group.Length == 0 ? null : row.Group,
            row.Upn,
            row.Code,
            row.MinutesLate,
            row.Problem,
            MarkProblem.Detail(row.Problem),
            row.TakenAt,
            row.RecordedAt,
            row.Client,
            said.Comment,
            said.Reason
        );
}

/// <summary>What was wrong with the mark, put right; leave out what stays.</summary>
internal sealed record HeldReleaseBody(string? Upn = null, string? Code = null, int? MinutesLate = null);

/// <summary>Why the mark is wrong for good, 1 to 500 characters.</summary>
internal sealed record HeldDiscardBody(string Reason);
