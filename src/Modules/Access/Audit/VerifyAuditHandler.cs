using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;
using MediatR;

namespace Attendance.Access.Audit;

/// <summary>Reads every chain from its first record. Takes about a second for 100,000 records.</summary>
internal sealed class VerifyAuditHandler(Database database, Checkpoints checkpoints) : IRequestHandler<VerifyAudit, Result<AuditReport>>
{
    private const int MostProblems = 100;

    public async Task<Result<AuditReport>> Handle(VerifyAudit request, CancellationToken cancellationToken)
    {
        if (request.Caller.Kind is not CallerKind.System)
            return Error.NotFound;
        var problems = new List<string>();
        Checkpoint? outside = null;
        if (request.Checkpoint is { } text)
        {
            outside = Checkpoint.Parse(text);
            if (outside is null)
                problems.Add("The checkpoint from outside cannot be read.");
        }
        await using var connection = await database.Audit.OpenAsync(cancellationToken);
        var stored = await StoredAsync(connection);
        var expected = new Dictionary<(string Writer, long Seq), List<(string Hash, string By)>>();
        Expect(stored, outside, expected, problems);
        var (records, writers) = await ChainsAsync(connection, expected, problems, cancellationToken);
        // What a checkpoint names and no chain has: cut off, or an old copy.
        foreach (var ((writer, seq), claims) in expected)
            problems.Add($"Record {seq} of writer {writer} is missing: {claims[0].By} names it.");
        var strays = await connection.ExecuteScalarAsync<long>(
            "select count(*) from audit_child c where not exists (select 1 from audit_record r where r.writer = c.writer and r.seq = c.seq)"
        );
        if (strays > 0)
            problems.Add($"{strays} rows of children belong to no record.");
        return new AuditReport(records, writers, stored.Count, [.. problems.Take(MostProblems)]);
    }

    private static async Task<List<Checkpoint>> StoredAsync(DbConnection connection) =>
        [
            .. (
                await connection.QueryAsync<StoredCheckpoint>("select number, at, heads, signature from audit_checkpoint order by number")
            ).Select(row => new Checkpoint(row.Number, row.At, row.Heads, row.Signature)),
        ];

    private void Expect(
        List<Checkpoint> stored,
        Checkpoint? outside,
        Dictionary<(string, long), List<(string, string)>> expected,
        List<string> problems
    )
    {
        for (var i = 0; i < stored.Count; i++)
        {
            if (stored[i].Number != i + 1)
                problems.Add($"Checkpoint {i + 1} is missing.");
            Add(stored[i], $"checkpoint {stored[i].Number}");
        }
        if (outside is null)
            return;
        Add(outside, "the checkpoint from outside");
        if (stored.Find(one => one.Number == outside.Number) is not { } same || same.Heads != outside.Heads)
            problems.Add($"Checkpoint {outside.Number} is not the one from outside.");

        void Add(Checkpoint checkpoint, string name)
        {
            if (!checkpoints.IsGenuine(checkpoint))
                problems.Add($"The signature of {name} does not hold.");
            if (Checkpoints.Heads(checkpoint.Heads) is not { } heads)
            {
                problems.Add($"The heads of {name} cannot be read.");
                return;
            }
            foreach (var (writer, head) in heads)
            {
                if (!expected.TryGetValue((writer, head.Seq), out var claims))
                    expected[(writer, head.Seq)] = claims = [];
                claims.Add((head.Hash, name));
            }
        }
    }

    private static async Task<(long Records, int Writers)> ChainsAsync(
        DbConnection connection,
        Dictionary<(string Writer, long Seq), List<(string Hash, string By)>> expected,
        List<string> problems,
        CancellationToken cancellation
    )
    {
        var children = (
            await connection.QueryAsync<ChildRow>(
                new CommandDefinition("select pupil, writer, seq from audit_child", cancellationToken: cancellation)
            )
        ).ToLookup(row => (row.Writer, row.Seq), row => row.Pupil);
        var (records, writers) = (0L, 0);
        string? writer = null;
        var (seq, hash) = (0L, AuditRecord.Start);
        var rows = connection.QueryUnbufferedAsync<StoredRecord>($"select {AuditRows.Columns} from audit_record order by writer, seq");
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            if (row.Writer != writer)
            {
                (writer, seq, hash) = (row.Writer, 0, AuditRecord.Start);
                writers++;
            }
            records++;
            var name = $"Record {row.Seq} of writer {row.Writer}";
            if (row.Seq != seq + 1)
                problems.Add($"{name} does not follow record {seq}.");
            if (!row.PrevHash.AsSpan().SequenceEqual(hash))
                problems.Add($"{name} is not chained to the one before.");
            if (!IsWhole(row, children[(row.Writer, row.Seq)]))
                problems.Add($"{name} was changed.");
            if (expected.Remove((row.Writer, row.Seq), out var claims))
                problems.AddRange(
                    claims
                        .Where(claim => claim.Hash != Convert.ToHexStringLower(row.Hash))
                        .Select(claim => $"{name} is not the one that {claim.By} signed.")
                );
            (seq, hash) = (row.Seq, row.Hash);
        }
        return (records, writers);
    }

    private static bool IsWhole(StoredRecord row, IEnumerable<long> children)
    {
        try
        {
            var record = row.ToRecord();
            return record.Hash(row.PrevHash, row.Writer, row.Seq).AsSpan().SequenceEqual(row.Hash)
                && record.ChildrenText == row.Children
                && record.Children.Order().SequenceEqual(children.Order());
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private sealed class ChildRow
    {
        public long Pupil { get; init; }
        public string Writer { get; init; } = "";
        public long Seq { get; init; }
    }

    private sealed class StoredCheckpoint
    {
        public long Number { get; init; }
        public DateTimeOffset At { get; init; }
        public string Heads { get; init; } = "";
        public byte[] Signature { get; init; } = [];
    }
}
