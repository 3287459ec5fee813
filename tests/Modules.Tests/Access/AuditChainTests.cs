using System.Globalization;
using Attendance.Access.Audit;
using Attendance.Access.Contracts;
using Attendance.Modules.Tests.Schools;
using Attendance.SharedKernel.Data;
using Xunit;

namespace Attendance.Modules.Tests.Access;

/// <summary>PROMISES I-19: whatever is done to the audit behind the product's back is seen.</summary>
public sealed class AuditChainTests(ITestOutputHelper output)
{
    private const int Records = 60;
    private const int Rounds = 200;
    private static readonly Caller Setup = Caller.System("test");

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Tamperings_of_seven_kinds_are_all_seen(DatabaseProvider provider)
    {
        await using var data = await ReferenceData.StartAsync(provider);
        var writer = new Tables(data.Database, data.AuditWriter);
        await FillAsync(data, Records / 2);
        var old = await writer.ReadAsync();
        await FillAsync(data, Records - (Records / 2));
        var checkpoint = (await data.SendAsync(new MakeCheckpoint(Setup))).Value;
        var whole = await writer.ReadAsync();
        Assert.Empty((await data.SendAsync(new VerifyAudit(Setup, checkpoint))).Value.Problems);

        var random = new Random(4);
        var missed = new List<string>();
        var kinds = new (string Name, Func<Table, Table> Tamper)[]
        {
            ("edit", table => Edit(table, random)),
            ("delete", table => Delete(table, random)),
            ("insert", table => Insert(table, random)),
            ("swap", table => Swap(table, random)),
            ("truncate", table => Truncate(table, random)),
            ("rewrite", table => Rewrite(table, random)),
            ("restore", table => Restore(table, old, random)),
        };
        // On PostgreSQL the same SQL tells the same: fewer rounds, unless ATTENDANCE_TAMPERINGS says how many of each kind.
        var rounds =
            Environment.GetEnvironmentVariable("ATTENDANCE_TAMPERINGS") is { } asked ? int.Parse(asked, CultureInfo.InvariantCulture)
            : provider is DatabaseProvider.Sqlite ? Rounds
            : 5;
        foreach (var (name, tamper) in kinds)
        {
            for (var round = 0; round < rounds; round++)
            {
                await writer.WriteAsync(tamper(whole));
                if ((await data.SendAsync(new VerifyAudit(Setup, checkpoint))).Value.Problems.Count == 0)
                    missed.Add($"{name} {round}");
            }
        }
        output.WriteLine($"{provider}: {kinds.Length * rounds} tamperings, {missed.Count} undetected");
        Assert.Empty(missed);
        await writer.WriteAsync(whole);
        Assert.Empty((await data.SendAsync(new VerifyAudit(Setup, checkpoint))).Value.Problems);
    }

    [Fact]
    public async Task A_checkpoint_from_outside_that_was_changed_does_not_hold()
    {
        await using var data = await ReferenceData.StartAsync(DatabaseProvider.Sqlite);
        await FillAsync(data, 3);
        var checkpoint = (await data.SendAsync(new MakeCheckpoint(Setup))).Value;

        Assert.NotEmpty(
            (await data.SendAsync(new VerifyAudit(Setup, checkpoint.Replace("seq\\u0022:3", "seq\\u0022:2", StringComparison.Ordinal))))
                .Value
                .Problems
        );
        Assert.NotEmpty((await data.SendAsync(new VerifyAudit(Setup, "no checkpoint"))).Value.Problems);
        Assert.Empty((await data.SendAsync(new VerifyAudit(Setup, checkpoint))).Value.Problems);
    }

    [Fact]
    public async Task Records_of_many_at_once_make_one_chain_without_gaps()
    {
        await using var data = await ReferenceData.StartAsync(DatabaseProvider.Sqlite);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => FillAsync(data, 30)));

        var report = (await data.SendAsync(new VerifyAudit(Setup))).Value;

        Assert.Equal((1200, 1, 1), (report.Records, report.Writers, report.Checkpoints));
        Assert.Empty(report.Problems);
    }

    private static async Task FillAsync(ReferenceData data, int count)
    {
        var trail = data.Get<AuditTrail>();
        for (var i = 0; i < count; i++)
            await trail.AppendAsync([
                new AuditRecord(
                    new DateTimeOffset(2006, 11, 1, 9, 0, 0, TimeSpan.Zero).AddSeconds(i),
                    $"request-{i}",
                    "person/7",
                    "HeadTeacher",
                    "graphql pupil",
                    "",
                    i % 5 == 0 ? "denied" : "read",
                    i % 2 == 0 ? "review" : null,
                    [i + 1, i + 100],
                    null
                ),
            ]);
    }

    private static Table Edit(Table table, Random random)
    {
        var rows = table.Records.ToList();
        var at = random.Next(rows.Count);
        var row = rows[at];
        rows[at] = random.Next(6) switch
        {
            0 => Copy(row, who: "person/8"),
            1 => Copy(row, outcome: "changed"),
            2 => Copy(row, children: "5"),
            3 => Copy(row, at: row.At.AddMilliseconds(1)),
            4 => Copy(row, purpose: (row.Purpose ?? "") + "x"),
            _ => Copy(row, resource: "school/1"),
        };
        return table with { Records = rows };
    }

    private static Table Delete(Table table, Random random) => Without(table, random.Next(table.Records.Count - 1), 1);

    private static Table Truncate(Table table, Random random)
    {
        var keep = random.Next(table.Records.Count);
        // With the checkpoints that would tell, as one who knows the product would.
        return Without(table, keep, table.Records.Count - keep) with { Checkpoints = [] };
    }

    private static Table Insert(Table table, Random random)
    {
        var rows = table.Records.ToList();
        var at = random.Next(rows.Count);
        var forged = Copy(rows[at], who: "person/9");
        // What stood there and after moves on by one, its own hashes kept.
        for (var i = at; i < rows.Count; i++)
            rows[i] = Copy(rows[i], seq: rows[i].Seq + 1);
        rows.Insert(at, Chained(forged, forged.PrevHash));
        return Children(table with { Records = rows });
    }

    private static Table Swap(Table table, Random random)
    {
        var rows = table.Records.ToList();
        var one = random.Next(rows.Count);
        var other = (one + 1 + random.Next(rows.Count - 1)) % rows.Count;
        (rows[one], rows[other]) = (Copy(rows[other], seq: rows[one].Seq), Copy(rows[one], seq: rows[other].Seq));
        return Children(table with { Records = rows });
    }

    // The hash has no secret: from some record on, all is written anew and chained as it should be.
    private static Table Rewrite(Table table, Random random)
    {
        var rows = table.Records.ToList();
        var at = random.Next(rows.Count);
        rows[at] = Copy(rows[at], who: "person/9");
        for (var i = at; i < rows.Count; i++)
            rows[i] = Chained(rows[i], i == 0 ? AuditRecord.Start : rows[i - 1].Hash);
        return table with { Records = rows, Checkpoints = random.Next(2) == 0 ? [] : table.Checkpoints };
    }

    private static Table Restore(Table table, Table old, Random random)
    {
        var keep = 1 + random.Next(old.Records.Count);
        return Without(old, keep, old.Records.Count - keep) with { Checkpoints = random.Next(2) == 0 ? [] : table.Checkpoints };
    }

    private static Table Without(Table table, int at, int count)
    {
        var rows = table.Records.ToList();
        rows.RemoveRange(at, count);
        return Children(table with { Records = rows });
    }

    private static Table Children(Table table) =>
        table with
        {
            Children = [.. table.Records.SelectMany(row => row.ChildIds.Select(child => (child, row.Writer, row.Seq)))],
        };

    private static StoredRecord Chained(StoredRecord row, byte[] previous) =>
        Copy(row, prev: previous, hash: row.ToRecord().Hash(previous, row.Writer, row.Seq));

    private static StoredRecord Copy(
        StoredRecord row,
        long? seq = null,
        DateTimeOffset? at = null,
        string? who = null,
        string? resource = null,
        string? outcome = null,
        string? purpose = null,
        string? children = null,
        byte[]? prev = null,
        byte[]? hash = null
    ) =>
        new()
        {
            Writer = row.Writer,
            Seq = seq ?? row.Seq,
            At = at ?? row.At,
            RequestId = row.RequestId,
            Who = who ?? row.Who,
            Roles = row.Roles,
            Action = row.Action,
            Resource = resource ?? row.Resource,
            Outcome = outcome ?? row.Outcome,
            Purpose = purpose ?? row.Purpose,
            Children = children ?? row.Children,
            Detail = row.Detail,
            PrevHash = prev ?? row.PrevHash,
            Hash = hash ?? row.Hash,
        };
}
