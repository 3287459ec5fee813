using Attendance.Access.Audit;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Modules.Tests.Access;

/// <summary>The audit's tables as somebody with the database's password reads and writes them.</summary>
internal sealed class Tables(Database database, IWriter writer)
{
    public async Task<Table> ReadAsync()
    {
        await using var connection = await database.Audit.OpenAsync();
        return new Table(
            [.. await connection.QueryAsync<StoredRecord>($"select {AuditRows.Columns} from audit_record order by writer, seq")],
            [
                .. (await connection.QueryAsync<Child>("select pupil, writer, seq from audit_child")).Select(row =>
                    (row.Pupil, row.Writer, row.Seq)
                ),
            ],
            [.. await connection.QueryAsync<Signed>("select number, at, heads, signature from audit_checkpoint order by number")]
        );
    }

    public Task WriteAsync(Table table) =>
        writer.Run(async transaction =>
        {
            var connection = transaction.Connection!;
            foreach (var name in new[] { "audit_record", "audit_child", "audit_checkpoint" })
                await connection.ExecuteAsync($"delete from {name}", transaction: transaction);
            foreach (var row in table.Records)
                await connection.ExecuteAsync(
                    $"""
                    insert into audit_record ({AuditRows.Columns})
                    values (@Writer, @Seq, @At, @RequestId, @Who, @Roles, @Action, @Resource, @Outcome, @Purpose, @Children, @Detail, @PrevHash, @Hash)
                    """,
                    row,
                    transaction
                );
            foreach (var (pupil, name, seq) in table.Children)
                await connection.ExecuteAsync(
                    "insert into audit_child (pupil, writer, seq) values (@pupil, @name, @seq)",
                    new
                    {
                        pupil,
                        name,
                        seq,
                    },
                    transaction
                );
            foreach (var row in table.Checkpoints)
                await connection.ExecuteAsync(
                    "insert into audit_checkpoint (number, at, heads, signature) values (@Number, @At, @Heads, @Signature)",
                    row,
                    transaction
                );
        });

    private sealed class Child
    {
        public long Pupil { get; init; }
        public string Writer { get; init; } = "";
        public long Seq { get; init; }
    }
}

/// <summary>All rows of the audit.</summary>
internal sealed record Table(
    IReadOnlyList<StoredRecord> Records,
    IReadOnlyList<(long Pupil, string Writer, long Seq)> Children,
    IReadOnlyList<Signed> Checkpoints
);

/// <summary>A checkpoint as stored.</summary>
internal sealed class Signed
{
    public long Number { get; init; }
    public DateTimeOffset At { get; init; }
    public string Heads { get; init; } = "";
    public byte[] Signature { get; init; } = [];
}
