using System.Security.Cryptography;
using System.Text;
using Attendance.Schools.Contracts;
using Attendance.Schools.Journal;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Schools.Registers;

/// <summary>Reads the marks that are held: those without an outcome.</summary>
internal sealed class HeldMarkReader(Database database)
{
    private const string Open = """
        select h.seq, h.ordinal, h.date, h.session, h.group_code, h.upn, h.code, h.minutes_late, h.problem, h.taken_at, h.recorded_at, h.client
        from schools_held_mark h
        where h.school_id = @school
          and not exists (select 1 from schools_held_outcome o where o.school_id = h.school_id and o.seq = h.seq and o.ordinal = h.ordinal)
        """;

    /// <summary>A school's held marks in the order they came.</summary>
    public Task<IReadOnlyList<HeldMarkRow>> OpenAsync(Laestab school) =>
        ReadAsync($"{Open} order by h.seq, h.ordinal", new { school = (long)school.Value });

    /// <summary>One held mark, or null when there is none (any more).</summary>
    public async Task<HeldMarkRow?> FindOpenAsync(Laestab school, long seq, int ordinal)
    {
        var rows = await ReadAsync(
            $"{Open} and h.seq = @seq and h.ordinal = @ordinal",
            new
            {
                school = (long)school.Value,
                seq,
                ordinal,
            }
        );
        return rows.Count == 0 ? null : rows[0];
    }

    private async Task<IReadOnlyList<HeldMarkRow>> ReadAsync(string sql, object parameters)
    {
        var rows = new List<HeldMarkRow>();
        await using var connection = await database.OpenAsync();
        await using var reader = await connection.ExecuteReaderAsync(sql, parameters);
        while (await reader.ReadAsync())
        {
            rows.Add(
                new HeldMarkRow(
                    reader.GetInt64(0),
                    reader.GetInt32(1),
                    JournalReader.Session(reader.GetValue(2), reader.GetString(3)),
                    reader.GetString(4),
                    reader.GetString(5),
                    reader.GetString(6),
                    reader.IsDBNull(7) ? null : reader.GetInt32(7),
                    reader.GetString(8),
                    reader.IsDBNull(9) ? null : SqlTypes.ToInstant(reader.GetValue(9)),
                    SqlTypes.ToInstant(reader.GetValue(10)),
                    reader.GetString(11)
                )
            );
        }
        return rows;
    }
}

/// <summary>A held mark as it was sent.</summary>
internal sealed record HeldMarkRow(
    long Seq,
    int Ordinal,
    SessionKey Session,
    string Group,
    string Upn,
    string Code,
    int? MinutesLate,
    string Problem,
    DateTimeOffset? TakenAt,
    DateTimeOffset RecordedAt,
    string Client
)
{
    /// <summary>The mark as a register of its own, with what was corrected; it keeps the time it was taken (or recorded, when nobody said).</summary>
    public RegisterPost ToPost(HeldRelease release, HeldTexts said) =>
        new()
        {
            Session = Session,
            Group = Group.Length == 0 ? null : Group,
            TakenAt = TakenAt ?? RecordedAt,
            Via = "release",
            PayloadHash = SHA256.HashData(
                Encoding.UTF8.GetBytes($"release {Seq}-{Ordinal} {release.Upn} {release.Code} {release.MinutesLate}")
            ),
            Marks =
            [
                new PostedMark(release.Upn ?? Upn, release.Code ?? Code, release.MinutesLate ?? MinutesLate, said.Comment, said.Reason),
            ],
        };
}
