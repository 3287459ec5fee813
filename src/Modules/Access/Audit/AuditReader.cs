using System.Globalization;
using System.Text;
using Attendance.Access.GraphQL;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Access.Audit;

/// <summary>Reads records, newest first.</summary>
internal sealed class AuditReader(Database database)
{
    /// <summary>Records that match all that is given.</summary>
    public async Task<IReadOnlyList<StoredRecord>> ReadAsync(
        string? who,
        PupilId? child,
        AuditOutcome? outcome,
        AuditCursor? after,
        int count,
        CancellationToken cancellation
    )
    {
        var conditions = new List<string> { "1 = 1" };
        var values = new DynamicParameters();
        values.Add("count", count);
        if (who is not null)
            Add("who = @who", "who", who);
        if (outcome is { } wanted)
            Add("outcome = @outcome", "outcome", wanted.ToString().ToLowerInvariant());
        if (child is { } pupil)
            Add(
                "exists (select 1 from audit_child c where c.pupil = @pupil and c.writer = r.writer and c.seq = r.seq)",
                "pupil",
                pupil.Value
            );
        if (after is not null)
        {
            conditions.Add("(at < @at or (at = @at and (writer, seq) < (@writer, @seq)))");
            values.Add("at", after.At);
            values.Add("writer", after.Writer);
            values.Add("seq", after.Seq);
        }
        await using var connection = await database.Audit.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<StoredRecord>(
            new CommandDefinition(
                $"""
                select {AuditRows.Columns} from audit_record r where {string.Join(" and ", conditions)}
                order by at desc, writer desc, seq desc limit @count
                """,
                values,
                cancellationToken: cancellation
            )
        );
        return [.. rows];

        void Add(string condition, string name, object value)
        {
            conditions.Add(condition);
            values.Add(name, value);
        }
    }
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
