using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Attendance.Access.Audit;

/// <summary>One record as it is chained. Children by id, in order; texts as stored.</summary>
internal sealed record AuditRecord(
    DateTimeOffset At,
    string RequestId,
    string Who,
    string Roles,
    string Action,
    string Resource,
    string Outcome,
    string? Purpose,
    IReadOnlyList<long> Children,
    string? Detail
)
{
    /// <summary>The hash before a writer's first record.</summary>
    public static readonly byte[] Start = new byte[SHA256.HashSizeInBytes];

    /// <summary>How the detail of a look by emergency access begins; the emergency's id follows.</summary>
    public const string Emergency = "emergency/";

    /// <summary>The children as they are stored.</summary>
    public string ChildrenText => string.Join(',', Children);

    /// <summary>SHA-256 over the hash before and every field, each with its length, so that no two records read alike.</summary>
    public byte[] Hash(byte[] previous, string writer, long seq)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        Number(seq);
        Number(At.ToUnixTimeMilliseconds());
        foreach (var text in (string?[])[writer, RequestId, Who, Roles, Action, Resource, Outcome, Purpose, ChildrenText, Detail])
            Text(text);
        return hash.GetHashAndReset();

        void Number(long value)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(bytes, value);
            hash.AppendData(bytes);
        }

        void Text(string? value)
        {
            var bytes = value is null ? [] : Encoding.UTF8.GetBytes(value);
            Number(value is null ? -1 : bytes.Length);
            hash.AppendData(bytes);
        }
    }
}
