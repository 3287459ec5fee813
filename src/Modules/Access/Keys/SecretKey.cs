using System.Buffers.Text;
using System.Security.Cryptography;

namespace Attendance.Access.Keys;

/// <summary>32 random bytes, written as 43 characters of base64url. What is stored is their SHA-256: a key of that strength needs no salt.</summary>
internal static class SecretKey
{
    private const int Length = 32;

    public static (string Text, byte[] Hash) New()
    {
        var bytes = RandomNumberGenerator.GetBytes(Length);
        return (Base64Url.EncodeToString(bytes), SHA256.HashData(bytes));
    }

    /// <summary>The hash of a key as a client sent it, or false when it cannot be one.</summary>
    public static bool TryHash(ReadOnlySpan<char> text, out byte[] hash)
    {
        Span<byte> bytes = stackalloc byte[Length];
        hash = [];
        if (text.Length != 43 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written))
            return false;
        if (written != Length)
            return false;
        hash = SHA256.HashData(bytes);
        return true;
    }
}
