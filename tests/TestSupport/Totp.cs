using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Attendance.TestSupport;

/// <summary>An authenticator app: RFC 6238 with SHA-1, six digits, thirty seconds; written from the RFC and not with the product's code.</summary>
public static class Totp
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The code that a key shows at an instant.</summary>
    public static string Code(string key, DateTimeOffset at)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, at.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // RFC 6238 as authenticator apps speak it.
        var hash = HMACSHA1.HashData(Decode(key), counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 0xF;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset, 4)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6");
    }

    private static byte[] Decode(string key)
    {
        var bits = key.Where(char.IsLetterOrDigit)
            .SelectMany(letter =>
                Convert.ToString(Alphabet.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal), 2).PadLeft(5, '0')
            )
            .ToArray();
        return [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
    }
}
