using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.Registers;

/// <summary>The school's stale marks: see them, make one effective by a correction with a reason, or set it aside with one.</summary>
internal static class StaleMarks
{
    /// <summary>Marks in one answer at most.</summary>
    public const int Most = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/schools/{laestab}/stale-marks", ListAsync)
            .WithName("listStaleMarks")
            .WithTags("Registers")
            .WithSummary("List stale marks")
            .WithDescription(
                "Marks that were stored but are not in force, because a later one stood already. At most 500, after the id in `after`."
            )
            .Produces<IReadOnlyList<StaleMarkView>>()
            .ProducesProblems(404);
        routes
            .MapPost("/schools/{laestab}/stale-marks/{id}/adopt", AdoptAsync)
            .WithName("adoptStaleMark")
            .WithTags("Registers")
            .WithSummary("Make a stale mark effective")
            .WithDescription(
                "Stored as a correction of its own, with the reason; the mark that stood until then stays readable in the register's history."
            )
            .Accepts<ReasonBody>("application/json")
            .Produces<ReceiptBody>()
            .Produces<ReceiptBody>(StatusCodes.Status202Accepted)
            .ProducesProblems(400, 403, 404, 413, 415, 422, 503, 507);
        routes
            .MapPost("/schools/{laestab}/stale-marks/{id}/set-aside", SetAsideAsync)
            .WithName("setAsideStaleMark")
            .WithTags("Registers")
            .WithSummary("Set a stale mark aside")
            .Accepts<ReasonBody>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(400, 404, 413, 415, 422, 503, 507);
    }

    private static async Task<IResult> ListAsync(
        string laestab,
        Caller caller,
        IPolicy policy,
        StaleMarkReader reader,
        CancellationToken cancellation,
        long after = 0
    )
    {
        if (
            !Laestab.TryParse(laestab, out var school)
            || !await policy.MayAsync(caller, Act.SettleRegister, GrantTarget.Of(school), cancellation: cancellation)
        )
            return Problem.From(Error.NotFound);
        var marks = await reader.OpenAsync(school, after, Most, cancellation);
        foreach (var mark in marks)
            AuditScope.Current?.Show(mark.Pupil);
        return Results.Ok(marks.ConvertAll(StaleMarkView.Of));
    }

    private static async Task<IResult> AdoptAsync(
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
            || !TryParse(id, out var seq)
        )
            return Problem.From(Error.NotFound);
        var reason = await ReasonBody.ReadAsync(context.Request, cancellation);
        if (reason.Error is { } wrong)
            return Problem.From(wrong);
        var reply = await grains.GetGrain<ISchoolGrain>(school.Value).AdoptStale(seq, reason.Value, caller);
        return reply.Error is { } error ? Problem.From(error) : new RegisterAnswer(reply.Value);
    }

    private static async Task<IResult> SetAsideAsync(
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
            || !TryParse(id, out var seq)
        )
            return Problem.From(Error.NotFound);
        var reason = await ReasonBody.ReadAsync(context.Request, cancellation);
        if (reason.Error is { } wrong)
            return Problem.From(wrong);
        var reply = await grains.GetGrain<ISchoolGrain>(school.Value).SetAsideStale(seq, reason.Value, caller);
        return reply.Error is { } error ? Problem.From(error) : Results.NoContent();
    }

    /// <summary>Reads an entry's number.</summary>
    internal static bool TryParse(string id, out long seq) => long.TryParse(id, System.Globalization.NumberStyles.None, null, out seq);
}

/// <summary>A stale mark as its school sees it. The id is its number in the school's journal; <paramref name="Standing"/> is the mark in force.</summary>
internal sealed record StaleMarkView(
    string Id,
    DateOnly Date,
    string Session,
    string? Group,
    string Upn,
    string Code,
    int? MinutesLate,
    DateTimeOffset? TakenAt,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    string Client,
    StandingMark Standing
)
{
    public static StaleMarkView Of(StaleMark mark) =>
        new(
            $"{mark.Seq}",
            mark.Session.Date,
            mark.Session.Half.ToString(),
            mark.Group.Length == 0 ? null : mark.Group,
            mark.Upn.Value,
            mark.Code,
            mark.MinutesLate,
            mark.TakenAt,
            mark.RecordedAt,
            mark.RecordedBy,
            mark.Client,
            new StandingMark(mark.StandingSeq, mark.StandingCode, mark.StandingMinutesLate)
        );
}

/// <summary>The mark in force: its number in the journal, code, and minutes late.</summary>
internal sealed record StandingMark(long Seq, string Code, int? MinutesLate);

/// <summary>Why, in 1 to 500 characters.</summary>
internal sealed record ReasonBody(string Reason)
{
    /// <summary>Reads a body that holds a reason and nothing else.</summary>
    public static async Task<Result<string>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var bytes = await StrictJson.ReadAsync(request, cancellation);
        if (bytes.Error is { } unread)
            return unread;
        var body = StrictJson.Parse(bytes.Value.Span, RegisterJson.Default.ReasonBody);
        if (body.Error is { } malformed)
            return malformed;
        return Refuse(body.Value.Reason) is { } wrong ? wrong : body.Value.Reason;
    }

    /// <summary>What is wrong with a reason, or null.</summary>
    public static Error? Refuse(string reason) =>
        string.IsNullOrWhiteSpace(reason) || reason.Length > 500
            ? new Error("validation", "A reason of 1 to 500 characters is needed.", [new FieldError("/reason", "required")])
            : null;
}
