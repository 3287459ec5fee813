using Attendance.Access.Contracts;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.Contacts;

/// <summary>
/// Records an attempt to reach a child's family about a day of absence. For the school's system and loaders. The same attempt (child, instant, mode)
/// twice changes nothing. Errors: not-found, validation, unknown-pupil (also a child who was never on this roll).
/// </summary>
internal sealed record LogContact(Caller Caller, Laestab School, LogContactBody Body) : IRequest<Result<IdentityChange>>;

/// <summary>
/// An attempt: the day of absence, when it was made (with an offset), by which mode (phone, text, email, letter, visit, in-person), what came of it (no-answer,
/// reached, traced, unavoidable-cause), by whom, with whom, and a note of up to 2,000 characters; the last two
/// are kept under the child's data key.
/// </summary>
internal sealed record LogContactBody(
    string Upn,
    string Day,
    string At,
    string Mode,
    string Outcome,
    string By,
    string? With = null,
    string? Note = null
);

internal sealed class LogContactHandler(IPolicy policy, ContactWriter contacts, RollReader rolls)
    : IRequestHandler<LogContact, Result<IdentityChange>>
{
    public async Task<Result<IdentityChange>> Handle(LogContact request, CancellationToken cancellationToken)
    {
        var (caller, school, body) = request;
        if (!await policy.MayAsync(caller, Act.LogContact, GrantTarget.Of(school), cancellation: cancellationToken))
            return Error.NotFound;
        var upn = IdentityChange.Upn(body.Upn, "/upn");
        if ((upn.Error ?? Check(body)) is { } error)
            return error;
        if (await FindAsync(school, upn.Value, cancellationToken) is not { } pupil)
            return IdentityChange.UnknownPupil("/upn");
        RollCheck.TryDate(body.Day, out var day);
        ContactWriter.TryInstant(body.At, out var at);
        var attempt = new Attempt(pupil, day, at, body.Mode, body.Outcome, body.By, body.With, body.Note);
        return await contacts.WriteAsync(caller, school, attempt, cancellationToken);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/schools/{laestab}/contacts",
                async (string laestab, LogContactBody body, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    if (!Laestab.TryParse(laestab, out var school))
                        return Problem.From(Error.NotFound);
                    var result = await mediator.Send(new LogContact(caller, school, body), cancellation);
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(result.Value);
                }
            )
            .WithName("logContact")
            .WithTags("Pupils")
            .WithSummary("Record an attempt to reach a child's family about an absence")
            .WithDescription("For the school's own system and the authority's loader. The same attempt twice changes nothing.")
            .Produces<IdentityChange>()
            .ProducesIdentityProblems();

    private async Task<PupilId?> FindAsync(Laestab school, Upn upn, CancellationToken cancellation)
    {
        if (await rolls.FindAsync(upn, cancellation) is not { } pupil)
            return null;
        var record = (await rolls.LoadPupilsAsync([pupil], knownAt: null, cancellation))[pupil];
        return record.Enrolments.Any(enrolment => enrolment.School == school) ? pupil : null;
    }

    private static Error? Check(LogContactBody body)
    {
        if (!RollCheck.TryDate(body.Day, out _))
            return Error.Validation("/day", "date-invalid", "A date is written yyyy-MM-dd.");
        if (!ContactWriter.TryInstant(body.At, out _))
            return Error.Validation("/at", "offset-required", "An instant is written yyyy-MM-ddTHH:mm:ss with an offset or Z.");
        return ContactWriter.Check(body.Mode, body.Outcome, body.By, body.With, body.Note);
    }
}
