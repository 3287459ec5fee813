using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Attendance.Access.Keys;
using Attendance.SharedKernel;

namespace Attendance.Access.Policy;

/// <summary>Makes the id under which an agency knows a child: HMAC-SHA-256 under the installation's key, 80 bits in hexadecimal.</summary>
internal sealed class Pseudonyms(KeyFiles keys)
{
    private const int Length = 10;

    /// <summary>The id of a child under an agreement.</summary>
    public string Of(string agreement, PupilId pupil)
    {
        var name = Encoding.UTF8.GetBytes(agreement);
        var bytes = new byte[name.Length + 1 + sizeof(long)];
        name.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(name.Length + 1), pupil.Value);
        return Convert.ToHexStringLower(HMACSHA256.HashData(keys.Pseudonyms, bytes)[..Length]);
    }
}
