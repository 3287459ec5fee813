using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.Registers;

/// <summary>POST /schools/{laestab}/registers/{date}/{AM|PM}: the front door for marks. Reads and checks the form; the school's grain judges.</summary>
internal static class PostRegister
{
    /// <summary>Marks in one register at most.</summary>
    public const int MostMarks = 5_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/schools/{laestab}/registers/{date}/{session}", HandleAsync)
            .WithName("postRegister")
            .WithMetadata(new OnRecordElsewhere())
            .WithTags("Registers")
            .WithSummary("Post a register")
            .WithDescription(
                "Answers 200 with a receipt when the marks are durable and visible, 202 when they are durable only. A repeat with the same key gets the same bytes. "
                    + "A mark that is wrong in itself is held and the others are stored; a register that is wrong as a whole is refused and nothing is stored."
            )
            .Accepts<RegisterBody>("application/json")
            .Produces<ReceiptBody>(StatusCodes.Status200OK)
            .Produces<ReceiptBody>(StatusCodes.Status202Accepted)
            .ProducesProblems(400, 403, 404, 412, 413, 415, 422, 429, 503, 507);

    private static async Task<IResult> HandleAsync(
        string laestab,
        string date,
        string session,
        HttpContext context,
        Caller caller,
        IPolicy policy,
        RegisterQueue queue,
        CancellationToken cancellation
    )
    {
        if (
            !Laestab.TryParse(laestab, out var school)
            || !await policy.MayAsync(caller, Act.PostRegister, GrantTarget.Of(school), cancellation: cancellation)
            || !SessionKey.TryParseHalf(session, out var half)
        )
            return Problem.From(Error.NotFound);
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return Problem.From("session-not-open");
        var body = await StrictJson.ReadAsync(context.Request, cancellation);
        if (body.Error is { } unread)
            return Problem.From(unread);
        var parsed = Read(body.Value.Span, new SessionKey(day, half), context.Request.Headers);
        if (parsed.Error is { } refused)
            return Problem.From(refused);

        var post = parsed.Value with { Via = Via(caller, context.Request.Headers) };
        var reply = await queue.PostAsync(school, post, caller);
        if (reply.Error is { } error)
        {
            if (error.Code == "version-conflict" && error.Fields is [{ Detail: { } version }])
                context.Response.Headers.ETag = $"\"{version}\"";
            return Problem.From(error);
        }
        FailPoint.Hit("before-reply");
        return new RegisterAnswer(reply.Value);
    }

    /// <summary>How the marks came: from a school's system, or from a person's page, which says in its own header whether out of a file.</summary>
    private static string Via(Caller caller, IHeaderDictionary headers) =>
        caller.Kind is not CallerKind.Person ? "rest"
        : headers["X-Attendance"] == "csv" ? "csv"
        : "hand";

    /// <summary>The post that a body and its headers mean, or what is wrong with them as a whole.</summary>
    internal static Result<RegisterPost> Read(ReadOnlySpan<byte> bytes, SessionKey session, IHeaderDictionary headers)
    {
        var parsed = StrictJson.Parse(bytes, RegisterJson.Default.RegisterBody);
        if (parsed.Error is { } malformed)
            return malformed;
        var body = parsed.Value;
        var marks = Marks(body.Marks, body.Group, body.TakenBy);
        if (marks.Error is { } refused)
            return refused;

        DateTimeOffset? takenAt = null;
        if (body.TakenAt is { } text)
        {
            var time = TakenAt(text);
            if (time.Error is { } wrong)
                return wrong;
            takenAt = time.Value;
        }
        var key = Key(headers, body.SubmissionId);
        if (key.Error is { } invalid)
            return invalid;
        long? ifMatch = null;
        if (headers.IfMatch.Count > 0)
            ifMatch = long.TryParse(headers.IfMatch.ToString().Trim('"'), NumberStyles.None, null, out var version) ? version : -1;
        return new RegisterPost
        {
            Session = session,
            Group = Text(body.Group),
            TakenAt = takenAt,
            TakenBy = Text(body.TakenBy),
            Key = key.Value.Length == 0 ? null : key.Value,
            PayloadHash = Hash(bytes, session),
            IfMatch = ifMatch,
            Marks = marks.Value,
        };
    }

    /// <summary>The marks as posted, by whatever road; or what is wrong with the register as a whole: too few or too many marks, texts that are too long.</summary>
    internal static Result<PostedMark[]> Marks(IReadOnlyList<MarkBody?> bodies, string? group, string? takenBy)
    {
        if (bodies.Count == 0)
            return new Error("empty", "A register needs at least one mark.", [new FieldError("/marks", "empty")]);
        if (bodies.Count > MostMarks)
            return new Error("too-large", $"A register has at most {MostMarks} marks.");

        var errors = new List<FieldError>();
        Length(errors, "/group", group, 50);
        Length(errors, "/takenBy", takenBy, 100);
        var marks = new PostedMark[bodies.Count];
        for (var i = 0; i < marks.Length; i++)
        {
            var mark = bodies[i];
            if (mark is null)
            {
                errors.Add(new FieldError($"/marks/{i}", "required"));
                continue;
            }
            if (mark.Upn.Length > 64 || mark.Code.Length > 64 || mark.Comment?.Length > 1_000 || mark.Reason?.Length > 500)
            {
                Length(errors, $"/marks/{i}/upn", mark.Upn, 64);
                Length(errors, $"/marks/{i}/code", mark.Code, 64);
                Length(errors, $"/marks/{i}/comment", mark.Comment, 1_000);
                Length(errors, $"/marks/{i}/reason", mark.Reason, 500);
            }
            marks[i] = new PostedMark(mark.Upn, mark.Code, mark.MinutesLate, Text(mark.Comment), Text(mark.Reason));
        }
        return errors.Count > 0 ? new Error("validation", "Some values are not valid.", errors.Take(100).ToList()) : marks;
    }

    private static void Length(List<FieldError> errors, string pointer, string? text, int most)
    {
        if (text?.Length > most)
            errors.Add(new FieldError(pointer, "too-long", $"At most {most} characters."));
    }

    /// <summary>A text that says something, or null.</summary>
    internal static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static readonly string[] TimeForms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>RFC 3339 with an offset; cut to milliseconds, which is what both databases give back.</summary>
    private static Result<DateTimeOffset> TakenAt(string text)
    {
        var time = text.IndexOf('T', StringComparison.OrdinalIgnoreCase);
        var tail = time < 0 ? "" : text[time..];
        if (!tail.EndsWith('Z') && !tail.EndsWith('z') && tail.IndexOfAny(['+', '-']) < 0)
            return new Error(
                "offset-required",
                "takenAt needs a date, a time and an offset: 2006-09-04T09:05:00+01:00.",
                [new FieldError("/takenAt", "offset-required")]
            );
        if (!DateTimeOffset.TryParseExact(Shorten(text), TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value))
            return new Error("validation", "takenAt is not a time.", [new FieldError("/takenAt", "not-a-time")]);
        return Cut(value);
    }

    /// <summary>In UTC and cut to milliseconds, which is what both databases give back.</summary>
    internal static DateTimeOffset Cut(DateTimeOffset value) =>
        new(value.UtcTicks - (value.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    /// <summary>In capitals, and without the digits of a fraction beyond the seventh: a tick is the least that is kept.</summary>
    private static string Shorten(string text)
    {
        var upper = text.ToUpperInvariant();
        var point = upper.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
            return upper;
        var end = point + 1;
        while (end < upper.Length && char.IsAsciiDigit(upper[end]))
            end++;
        return end - point <= 8 ? upper : upper.Remove(point + 8, end - point - 8);
    }

    /// <summary>The submission's key from header and body; "" when there is none.</summary>
    private static Result<string> Key(IHeaderDictionary headers, string? submissionId)
    {
        var header = headers["Idempotency-Key"];
        if (header.Count > 1 || (header.Count == 1 && !IsKey(header[0])))
            return new Error("idempotency-key-invalid", "A key has 1 to 255 visible ASCII characters.");
        if (submissionId is not null && !IsKey(submissionId))
            return new Error(
                "idempotency-key-invalid",
                "A key has 1 to 255 visible ASCII characters.",
                [new FieldError("/submissionId", "idempotency-key-invalid")]
            );
        if (header.Count == 1 && submissionId is not null && header[0] != submissionId)
            return new Error(
                "validation",
                "Idempotency-Key and submissionId differ.",
                [new FieldError("/submissionId", "differs-from-header")]
            );
        return submissionId ?? (header.Count == 1 ? header[0]! : "");
    }

    internal static bool IsKey(string? key) => key is { Length: >= 1 and <= 255 } && key.All(c => c is >= '!' and <= '~');

    /// <summary>The body and the session it was posted to, so that a key used on another route is a reused key.</summary>
    private static byte[] Hash(ReadOnlySpan<byte> body, SessionKey session)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(session.ToString()));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}

/// <summary>The answer: the receipt's bytes as they were first made.</summary>
internal sealed class RegisterAnswer(RegisterReply reply) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = reply.Visible ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        response.ContentType = "application/json";
        response.ContentLength = reply.Body.Length;
        if (reply.Version is { } version)
            response.Headers.ETag = $"\"{version}\"";
        if (reply.Replayed)
            response.Headers["Idempotency-Replayed"] = "true";
        return response.Body.WriteAsync(reply.Body, httpContext.RequestAborted).AsTask();
    }
}

/// <summary>A receipt, as <see cref="Receipt"/> renders it.</summary>
/// <param name="Receipt">The receipt's number, school and place in its journal; null when the post changed nothing and was not kept.</param>
/// <param name="School">LAESTAB.</param>
/// <param name="Date">The session's date.</param>
/// <param name="Session">AM or PM.</param>
/// <param name="RecordedAt">When it became durable, UTC.</param>
/// <param name="Stored">Marks journalled and effective.</param>
/// <param name="Unchanged">Marks equal to the effective ones.</param>
/// <param name="Stale">Marks journalled but not effective, because a later one stands.</param>
/// <param name="Held">Marks kept aside, because they are wrong in themselves.</param>
/// <param name="Marks">stored, unchanged, stale or held, in the order of the body.</param>
/// <param name="Problems">What is wrong or worth saying, by JSON pointer.</param>
internal sealed record ReceiptBody(
    string? Receipt,
    string School,
    DateOnly Date,
    string Session,
    DateTimeOffset? RecordedAt,
    int Stored,
    int Unchanged,
    int Stale,
    int Held,
    IReadOnlyList<string> Marks,
    IReadOnlyList<FieldError> Problems
);
