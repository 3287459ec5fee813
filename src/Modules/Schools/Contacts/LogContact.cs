using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Schools.Data;
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
/// reached, traced, unavoidable-cause), by whom, and a note of up to 2,000 characters, which is kept under the child's data key.
/// </summary>
internal sealed record LogContactBody(string Upn, string Day, string At, string Mode, string Outcome, string By, string? Note = null);

internal sealed class LogContactHandler(IPolicy policy, RollWriter writer, RollReader rolls, PupilVault vault)
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
        TryInstant(body.At, out var at);
        var note = string.IsNullOrWhiteSpace(body.Note) ? null : await vault.SealAsync(pupil, body.Note.Trim(), cancellationToken);
        return await writer.RunAsync<IdentityChange>(
            caller,
            async change =>
            {
                if (await change.LockAsync(school) is null)
                    return Error.NotFound;
                var same = await change
                    .Transaction.Command(
                        "select 1 from schools_contact_log where pupil_id = @pupil and contacted_at = @at and mode = @mode and day = @day"
                    )
                    .With("pupil", pupil.Value)
                    .With("at", at)
                    .With("mode", body.Mode)
                    .With("day", day)
                    .ReadAsync(_ => true, change.Cancellation);
                if (same.Count > 0)
                    return new IdentityChange(false);
                var numbers = await change
                    .Transaction.Command("select coalesce(max(number), 0) from schools_contact_log where pupil_id = @pupil")
                    .With("pupil", pupil.Value)
                    .ReadAsync(reader => reader.GetInt32(0), change.Cancellation);
                await change
                    .Transaction.Command(
                        """
                        insert into schools_contact_log (pupil_id, number, school_id, day, contacted_at, mode, outcome, contacted_by, note,
                            recorded_at, recorded_by)
                        values (@pupil, @number, @school, @day, @at, @mode, @outcome, @by, @note, @recorded, @recorder)
                        """
                    )
                    .With("number", numbers[0] + 1)
                    .With("pupil", pupil.Value)
                    .With("school", (long)school.Value)
                    .With("day", day)
                    .With("at", at)
                    .With("mode", body.Mode)
                    .With("outcome", body.Outcome)
                    .With("by", body.By.Trim())
                    .With("note", note)
                    .With("recorded", change.RecordedAt)
                    .With("recorder", change.RecordedBy)
                    .RunAsync(change.Cancellation);
                await change.TouchRollAsync(school, "contact", [pupil.Value]);
                return new IdentityChange(true);
            },
            cancellationToken
        );
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
            return IdentityChange.Wrong("/day", "date-invalid", "A date is written yyyy-MM-dd.");
        if (!TryInstant(body.At, out _))
            return IdentityChange.Wrong("/at", "offset-required", "An instant is written yyyy-MM-ddTHH:mm:ss with an offset or Z.");
        if (!ContactWords.IsMode(body.Mode))
            return IdentityChange.Wrong("/mode", "mode-invalid", "A mode is phone, text, email, letter, visit or in-person.");
        if (!ContactWords.IsOutcome(body.Outcome))
            return IdentityChange.Wrong("/outcome", "outcome-invalid", "An outcome is no-answer, reached, traced or unavoidable-cause.");
        if (string.IsNullOrWhiteSpace(body.By) || body.By.Length > 100 || !PlainText.IsPlain(body.By))
            return IdentityChange.Wrong("/by", "text-invalid", "Who made the attempt, in 1 to 100 characters.");
        // Line breaks are welcome in a note.
        if (
            body.Note is { } note
            && (note.Length > 2000 || !PlainText.IsPlain(note.Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' ')))
        )
            return IdentityChange.Wrong("/note", "text-invalid", "A note has up to 2,000 characters.");
        return null;
    }

    private static bool TryInstant(string? text, out DateTimeOffset instant)
    {
        instant = default;
        return text is { Length: > 19 and < 40 }
            && (text[^1] == 'Z' || text.LastIndexOfAny(['+', '-']) > 18)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out instant);
    }
}
