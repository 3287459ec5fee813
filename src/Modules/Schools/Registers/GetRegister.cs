using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Schools.Calendars;
using Attendance.Schools.Data;
using Attendance.Schools.Journal;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Problems;
using Attendance.SharedKernel.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Schools.Registers;

/// <summary>
/// GET /schools/{laestab}/registers/{date}/{AM|PM}: the session as it stands, every mark with all that was journalled about it, and which groups are
/// complete. The ETag is the version for If-Match.
/// </summary>
internal static class GetRegister
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/schools/{laestab}/registers/{date}/{session}", HandleAsync)
            .WithName("getRegister")
            .WithTags("Registers")
            .WithSummary("Read a register")
            .WithDescription(
                "The whole register for the school and the managers of its locality; others see the children in their scope, without the state of groups. "
                    + "A group is complete when every child on roll has an effective mark."
            )
            .Produces<RegisterView>()
            .ProducesProblems(404);

    private static async Task<IResult> HandleAsync(
        string laestab,
        string date,
        string session,
        HttpContext context,
        Caller caller,
        RegisterReader reader,
        CancellationToken cancellation
    )
    {
        if (
            !Laestab.TryParse(laestab, out var school)
            || !SessionKey.TryParseHalf(session, out var half)
            || !DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || await reader.ReadAsync(school, new SessionKey(day, half), caller, cancellation) is not { } view
        )
            return Problem.From(Error.NotFound);
        context.Response.Headers.ETag = $"\"{view.Version}\"";
        return Results.Ok(view);
    }
}

/// <summary>Puts a register together from roll, calendar and journal.</summary>
internal sealed class RegisterReader(
    Database database,
    RollReader rolls,
    SchoolCalendars calendars,
    RegisterTexts texts,
    SchoolClock clock,
    IPolicy policy
)
{
    /// <summary>
    /// The session's register as far as the caller may read it; null when there is no such school, its calendar has no such session, or no child of it is in
    /// the caller's scope.
    /// </summary>
    public async Task<RegisterView?> ReadAsync(Laestab school, SessionKey session, Caller caller, CancellationToken cancellation)
    {
        var whole = await policy.CouldAsync(caller, Act.ReadRegister, GrantTarget.Of(school), cancellation);
        if (!whole && caller.Kind is not CallerKind.Person)
        {
            await policy.MayAsync(caller, Act.ReadRegister, GrantTarget.Of(school), cancellation: cancellation);
            return null;
        }
        var calendar = await calendars.GetAsync(school);
        if (await rolls.LoadAsync(school, null, cancellation) is not { } roll || calendar.Line(session) is not { } line)
            return null;
        var rights = whole ? null : await policy.OfAsync(caller, roll.Pupils.Select(pupil => pupil.Id).ToList(), cancellation);
        if (rights is not null && !rights.Values.Any(child => child.May(Act.ReadHistory)))
        {
            await policy.MayAsync(caller, Act.ReadRegister, GrantTarget.Of(school), cancellation: cancellation);
            return null;
        }
        var index = new SchoolRollIndex(roll);
        var (version, entries) = await EntriesAsync(school, session, cancellation);
        var history = entries.ToLookup(entry => index.Survivor(entry.Pupil), entry => entry.Entry);
        var marks = new List<RegisterMark>();
        var groups = new SortedDictionary<string, (int Expected, int Marked)>(StringComparer.Ordinal);
        foreach (var pupil in roll.Pupils)
        {
            if (rights is not null && !rights.GetValueOrDefault(pupil.Id).May(Act.ReadHistory))
                continue;
            var effective = history[pupil.Id].LastOrDefault(entry => entry.Effective);
            var place = SchoolRollIndex.Enrolment(pupil, session.Date);
            var due = place is not null && calendar.For(place.YearGroup).IsOpen(session.Number);
            if (due && whole)
            {
                var (expected, marked) = groups.GetValueOrDefault(place!.Group ?? "");
                groups[place.Group ?? ""] = (expected + 1, marked + (effective is null ? 0 : 1));
            }
            if (!due && !history.Contains(pupil.Id))
                continue;
            AuditScope.Current?.Show(pupil.Id);
            marks.Add(new RegisterMark(pupil.Upn.Value, place?.Group, effective?.Code, effective?.MinutesLate, history[pupil.Id].ToList()));
        }
        var closed = SchoolClock.Instant(session.Date, line.Close) <= clock.Now;
        return new RegisterView(
            school.ToString(),
            session.Date,
            session.Half.ToString(),
            version,
            closed,
            groups
                .Select(group => new RegisterGroup(
                    group.Key.Length == 0 ? null : group.Key,
                    Status(group.Value),
                    group.Value.Expected,
                    group.Value.Marked
                ))
                .ToList(),
            marks
        );
    }

    private static string Status((int Expected, int Marked) group) =>
        group.Marked == 0 ? "missing"
        : group.Marked < group.Expected ? "partial"
        : "complete";

    private async Task<(long Version, List<(PupilId Pupil, RegisterEntry Entry)> Entries)> EntriesAsync(
        Laestab school,
        SessionKey session,
        CancellationToken cancellation
    )
    {
        var version = 0L;
        var entries = new List<(PupilId, RegisterEntry)>();
        var said = await texts.OfSessionAsync(school, session, cancellation);
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        await using var command = transaction
            .Command(
                """
                select s.first_seq, e.seq, e.pupil_id, e.code, e.minutes_late, e.supersedes_seq, e.effective, s.kind, s.taken_at, s.recorded_at, s.recorded_by, s.via, s.client
                from schools_submission s left join schools_entry e on e.school_id = s.school_id and e.seq > s.first_seq and e.seq <= s.last_seq
                where s.school_id = @school and s.date = @date and s.session = @half
                order by s.first_seq, e.seq
                """
            )
            .With("school", (long)school.Value)
            .With("date", session.Date)
            .With("half", session.Half is HalfDay.AM ? "AM" : "PM");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            version = reader.GetInt64(0);
            if (reader.IsDBNull(1))
                continue;
            entries.Add(
                (
                    new PupilId(reader.GetInt64(2)),
                    new RegisterEntry(
                        reader.GetInt64(1),
                        reader.GetString(3),
                        reader.IsDBNull(4) ? null : reader.GetInt32(4),
                        reader.GetBoolean(6),
                        reader.IsDBNull(5) ? null : reader.GetInt64(5),
                        ((SubmissionKind)reader.GetInt32(7)).ToString().ToLowerInvariant(),
                        reader.IsDBNull(8) ? null : SqlTypes.ToInstant(reader.GetValue(8)),
                        SqlTypes.ToInstant(reader.GetValue(9)),
                        reader.GetString(10),
                        reader.GetString(11),
                        reader.GetString(12),
                        [.. said[reader.GetInt64(1)]]
                    )
                )
            );
        }
        return (version, entries);
    }
}

/// <summary>A register as its school sees it. <paramref name="Closed"/>: the time for taking it is over, so a group without marks is missing.</summary>
internal sealed record RegisterView(
    string School,
    DateOnly Date,
    string Session,
    long Version,
    bool Closed,
    IReadOnlyList<RegisterGroup> Groups,
    IReadOnlyList<RegisterMark> Marks
);

/// <summary>A class: missing, partial or complete, by its children on roll with an effective mark.</summary>
internal sealed record RegisterGroup(string? Group, string Status, int Expected, int Marked);

/// <summary>One child of the register: the effective mark, or null, and everything journalled for the session, oldest first.</summary>
internal sealed record RegisterMark(string Upn, string? Group, string? Code, int? MinutesLate, IReadOnlyList<RegisterEntry> History);

/// <summary>One journalled mark. Not effective: stale, a later one stood already. <paramref name="Kind"/>: register, correction or release.</summary>
internal sealed record RegisterEntry(
    long Seq,
    string Code,
    int? MinutesLate,
    bool Effective,
    long? Supersedes,
    string Kind,
    DateTimeOffset? TakenAt,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    string Via,
    string Client,
    IReadOnlyList<RegisterText> Texts
);
