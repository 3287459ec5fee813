using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Attendance.Access.Keys;
using Dapper;

namespace Attendance.Access.Audit;

/// <summary>Signs the heads of all chains, and reads such signatures.</summary>
internal sealed class Checkpoints(KeyFiles keys, TimeProvider time)
{
    /// <summary>Makes the next checkpoint in the transaction.</summary>
    public async Task<Checkpoint> MakeAsync(DbTransaction transaction)
    {
        var connection = transaction.Connection!;
        var heads = await connection.QueryAsync<AuditHead>(
            """
            select r.writer, r.seq, r.hash from audit_record r
            where r.seq = (select max(s.seq) from audit_record s where s.writer = r.writer) order by r.writer
            """,
            transaction: transaction
        );
        var number =
            1
            + await connection.ExecuteScalarAsync<long>("select coalesce(max(number), 0) from audit_checkpoint", transaction: transaction);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var text = JsonSerializer.Serialize(
            new SortedDictionary<string, CheckpointHead>(
                heads.ToDictionary(head => head.Writer, head => new CheckpointHead(head.Seq, Convert.ToHexStringLower(head.Hash))),
                StringComparer.Ordinal
            ),
            CheckpointJson.Default.SortedDictionaryStringCheckpointHead
        );
        var signature = Sign(number, at, text);
        await connection.ExecuteAsync(
            "insert into audit_checkpoint (number, at, heads, signature) values (@number, @at, @text, @signature)",
            new
            {
                number,
                at,
                text,
                signature,
            },
            transaction
        );
        return new Checkpoint(number, at, text, signature);
    }

    /// <summary>True when this installation signed it.</summary>
    public bool IsGenuine(Checkpoint checkpoint)
    {
        using var key = Key();
        return key.VerifyData(Signed(checkpoint.Number, checkpoint.At, checkpoint.Heads), checkpoint.Signature, HashAlgorithmName.SHA256);
    }

    /// <summary>The heads that a checkpoint holds; null when it is not readable.</summary>
    public static SortedDictionary<string, CheckpointHead>? Heads(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, CheckpointJson.Default.SortedDictionaryStringCheckpointHead);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private byte[] Sign(long number, DateTimeOffset at, string heads)
    {
        using var key = Key();
        return key.SignData(Signed(number, at, heads), HashAlgorithmName.SHA256);
    }

    private ECDsa Key()
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(keys.Signing, out _);
        return key;
    }

    private static byte[] Signed(long number, DateTimeOffset at, string heads) =>
        Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"attendance audit checkpoint\n{number}\n{at.ToUnixTimeMilliseconds()}\n{heads}")
        );
}

/// <summary>A signed statement of where every chain ended at a time. As a file it is this in JSON.</summary>
internal sealed record Checkpoint(long Number, DateTimeOffset At, string Heads, byte[] Signature)
{
    /// <summary>As text, for a file.</summary>
    public string ToText() => JsonSerializer.Serialize(this, CheckpointJson.Default.Checkpoint);

    /// <summary>From the text of a file; null when it is none.</summary>
    public static Checkpoint? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, CheckpointJson.Default.Checkpoint) is { Heads: not null, Signature: not null } found
                ? found
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The last record of one writer: its number, and its hash in hexadecimal.</summary>
internal sealed record CheckpointHead(long Seq, string Hash);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SortedDictionary<string, CheckpointHead>))]
[JsonSerializable(typeof(Checkpoint))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
