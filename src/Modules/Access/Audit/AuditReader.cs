using System.Globalization;
using System.Text;
using Attendance.Access.Contracts;
using Attendance.Access.GraphQL;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Access.Audit;

/// <summary>Reads records, newest first.</summary>
internal sealed class AuditReader(Database database)
{
    /// <summary>Records that match all that is given.</summary>
    public async Task<IReadOnlyList<StoredRecord>> ReadAsync(AuditFilter filter, int count, CancellationToken cancellation)
    {
        var conditions = new List<string> { "1 = 1" };
        var values = new DynamicParameters();
        values.Add("count", count);
        if (filter.Who is { } who)
            Add("r.who = @who", "who", who);
        if (filter.Outcome is { } outcome)
            Add("r.outcome = @outcome", "outcome", outcome.ToString().ToLowerInvariant());
        if (filter.From is { } from)
            Add("r.at >= @from", "from", from);
        if (filter.Until is { } until)
            Add("r.at < @until", "until", until);
        if (filter.EmergencyOnly)
            Add("r.detail like @emergency", "emergency", $"{AuditRecord.Emergency}%");
        if (filter.Child is { } pupil)
            Add(
                "exists (select 1 from audit_child c where c.pupil = @pupil and c.writer = r.writer and c.seq = r.seq)",
                "pupil",
                pupil.Value
            );
        if (filter.Team is { } team)
        {
            conditions.Add(
                $"(r.who = @own or exists (select 1 from audit_child v where v.writer = r.writer and v.seq = r.seq and {team.Children.Sql}))"
            );
            values.Add("own", team.Own);
            team.Children.AddTo(values);
        }
        if (filter.After is { } after)
        {
            conditions.Add("(r.at < @at or (r.at = @at and (r.writer, r.seq) < (@writer, @seq)))");
            values.Add("at", after.At);
            values.Add("writer", after.Writer);
            values.Add("seq", after.Seq);
        }
        await using var connection = await database.Audit.OpenAsync(cancellation);
        // Who is whose is in the other file.
        var beside = filter.Team is not null && database.IsSqlite;
        if (beside)
            await connection.ExecuteAsync("attach database @file as main_file", new { file = database.Options.MainFile });
        try
        {
            var rows = await connection.QueryAsync<StoredRecord>(
                new CommandDefinition(
                    $"""
                    select {AuditRows.Columns} from audit_record r where {string.Join(" and ", conditions)}
                    order by r.at desc, r.writer desc, r.seq desc limit @count
                    """,
                    values,
                    cancellationToken: cancellation
                )
            );
            return [.. rows];
        }
        finally
        {
            // The connection goes back to the pool as it came.
            if (beside)
                await connection.ExecuteAsync("detach database main_file");
        }

        void Add(string condition, string name, object value)
        {
            conditions.Add(condition);
            values.Add(name, value);
        }
    }

    /// <summary>How often a person looked by an emergency access since an instant, and when last.</summary>
    public async Task<EmergencyLooks> LooksAsync(long person, string emergency, DateTimeOffset since, CancellationToken cancellation)
    {
        await using var connection = await database.Audit.OpenAsync(cancellation);
        return await connection.QuerySingleAsync<EmergencyLooks>(
            new CommandDefinition(
                """
                select count(*) as looks, max(at) as last from audit_record
                where who = @who and at >= @since and outcome = 'read' and detail = @detail
                """,
                new
                {
                    who = Caller.ForPerson(person).Name,
                    since,
                    detail = $"{AuditRecord.Emergency}{emergency}",
                },
                cancellationToken: cancellation
            )
        );
    }
}

/// <summary>Which records; null: whichever. <paramref name="Team"/>: a manager's own actions and whatever is about a child in reach.</summary>
internal sealed record AuditFilter(
    string? Who = null,
    PupilId? Child = null,
    AuditOutcome? Outcome = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null,
    bool EmergencyOnly = false,
    AuditTeam? Team = null,
    AuditCursor? After = null
);

/// <summary>A manager by name, and the children in reach as a condition on <c>v.pupil</c>.</summary>
internal sealed record AuditTeam(string Own, Visible Children);

/// <summary>Looks by one emergency access.</summary>
internal sealed class EmergencyLooks
{
    public long Looks { get; init; }
    public DateTimeOffset? Last { get; init; }
    public int Count => (int)Looks;
}

/// <summary>Where a page of the audit ended.</summary>
internal sealed record AuditCursor(DateTimeOffset At, string Writer, long Seq)
{
    /// <summary>The text that travels: opaque to clients.</summary>
    public string Text => Convert.ToBase64String(Encoding.ASCII.GetBytes($"{At.ToUnixTimeMilliseconds()}.{Writer}.{Seq}"));

    /// <summary>The place of a record.</summary>
    public static AuditCursor Of(StoredRecord row) => new(row.At, row.Writer, row.Seq);

    /// <summary>Reads a cursor; null when it is none.</summary>
    public static AuditCursor? Parse(string text)
    {
        var bytes = new byte[96];
        if (text.Length > 120 || !Convert.TryFromBase64String(text, bytes, out var length))
            return null;
        var parts = Encoding.ASCII.GetString(bytes, 0, length).Split('.');
        return
            parts.Length == 3
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at < 253402300799999
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? new AuditCursor(DateTimeOffset.FromUnixTimeMilliseconds(at), parts[1], seq)
            : null;
    }
}
