using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Lac.Ladder;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Lac.Audits;

/// <summary>Reads audits of children in a caller's scope.</summary>
internal sealed class AuditReader(Database database, IPupilTexts texts)
{
    /// <summary>The audits, open ones first, those due first before the others; without what was written into them.</summary>
    public Task<IReadOnlyList<AuditRow>> ListAsync(Visible visible, AuditState? state, CancellationToken cancellation) =>
        ReadAsync(visible, state, audit: null, cancellation);

    /// <summary>One audit; null when there is none in scope.</summary>
    public async Task<AuditRow?> FindAsync(Visible visible, long audit, CancellationToken cancellation) =>
        (await ReadAsync(visible, state: null, audit, cancellation)).SingleOrDefault();

    /// <summary>What stands in an audit: the last entry. Empty when nobody wrote yet, or when the child's texts were erased.</summary>
    public async Task<AuditForm> FormAsync(AuditRow audit, CancellationToken cancellation)
    {
        if (audit.LastEntry == 0)
            return AuditForm.Empty;
        byte[] form;
        await using (var connection = await database.OpenAsync(cancellation))
            form = await connection.QuerySingleAsync<byte[]>(
                "select form from lac_audit_entry where audit_id = @id and number = @number",
                new { id = audit.Id, number = audit.LastEntry }
            );
        var text = (await texts.OpenAsync(new PupilId(audit.PupilId), [form], cancellation))[0];
        return text is null ? AuditForm.Empty : JsonSerializer.Deserialize<AuditForm>(text)!;
    }

    private async Task<IReadOnlyList<AuditRow>> ReadAsync(Visible visible, AuditState? state, long? audit, CancellationToken cancellation)
    {
        var parameters = new DynamicParameters();
        visible.AddTo(parameters);
        parameters.Add("state", state?.ToString());
        parameters.Add("audit", audit);
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<AuditRow>(
            new CommandDefinition(
                $"""
                select a.*, c.session from lac_audit a
                join lac_crossing c on c.pupil_id = a.pupil_id and c.year = a.year and c.step = {LadderStep.TwentyFiveDays} and c.number = a.crossing
                where {visible.Sql} {(state is null ? "" : "and a.state = @state")} {(audit is null ? "" : "and a.id = @audit")}
                order by case when a.state = '{AuditState.Open}' then 0 else 1 end, a.due_on, a.id
                """,
                parameters,
                cancellationToken: cancellation
            )
        );
        return [.. rows];
    }

    /// <summary>A form, sealed.</summary>
    public Task<byte[]> SealAsync(PupilId pupil, AuditForm form, CancellationToken cancellation) =>
        texts.SealAsync(pupil, JsonSerializer.Serialize(form), cancellation);
}

/// <summary>An audit as it is listed. <see cref="Session"/>: the number of the session with which the 25th day was missed.</summary>
internal sealed class AuditRow
{
    public long Id { get; init; }
    public long PupilId { get; init; }
    public int Year { get; init; }
    public int Session { get; init; }
    public DateOnly OpenedOn { get; init; }
    public DateOnly DueOn { get; init; }
    public string State { get; init; } = "";
    public long? Owner { get; init; }
    public bool Kept { get; init; }
    public int LastEntry { get; init; }
    public DateTimeOffset? SignedAt { get; init; }
    public string? SignedBy { get; init; }
    public DateTimeOffset? ReversedAt { get; init; }
    public string? Trace { get; init; }
}
