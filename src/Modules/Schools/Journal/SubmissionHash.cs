using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Attendance.Schools.Journal;

/// <summary>
/// The chain: SHA-256 over the previous hash and every stored field of a submission and its entries and held marks, length-prefixed, in a fixed order.
/// Sealed texts are left out, so that erasing a child's data key keeps the chain whole.
/// </summary>
internal static class SubmissionHash
{
    /// <summary>The hash before a school's first submission.</summary>
    public static readonly byte[] Genesis = new byte[32];

    [ThreadStatic]
    private static byte[]? _buffer;

    /// <summary>Computes the hash from the submission's fields.</summary>
    public static byte[] Compute(Submission s)
    {
        var writer = new Writer(_buffer ??= new byte[16 * 1024]);
        writer.Bytes(s.PrevHash);
        writer.Number(s.School.Value);
        writer.Number(s.FirstSeq);
        writer.Number(s.Session.Number);
        writer.Number((int)s.Kind);
        writer.Text(s.Group);
        writer.Number(s.TakenAt?.ToUnixTimeMilliseconds() ?? long.MinValue);
        writer.Number(s.RecordedAt.ToUnixTimeMilliseconds());
        writer.Text(s.RecordedBy);
        writer.Text(s.Via);
        writer.Text(s.Client);
        writer.Text(s.Key ?? "\0");
        writer.Bytes(s.PayloadHash);
        writer.Text(s.Receipt);
        writer.Number(s.Entries.Length);
        foreach (var entry in s.Entries)
        {
            writer.Number(entry.Seq);
            writer.Number(entry.Pupil.Value);
            writer.Number(entry.Code | (entry.Effective ? 1L << 8 : 0) | ((long)(entry.MinutesLate ?? -1) << 9));
            writer.Number(entry.SupersedesSeq ?? -1);
        }
        writer.Number(s.Held.Count);
        foreach (var held in s.Held)
        {
            writer.Number(held.Ordinal);
            writer.Text(held.Upn);
            writer.Text(held.Code);
            writer.Number(held.MinutesLate ?? long.MinValue);
            writer.Text(held.Problem);
        }
        _buffer = writer.Buffer;
        return SHA256.HashData(writer.Written);
    }

    private ref struct Writer(byte[] buffer)
    {
        private int _length;

        public byte[] Buffer { get; private set; } = buffer;

        public readonly ReadOnlySpan<byte> Written => Buffer.AsSpan(0, _length);

        public void Number(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(Space(8), value);
            _length += 8;
        }

        public void Text(string value)
        {
            var count = Encoding.UTF8.GetByteCount(value);
            Number(count);
            Encoding.UTF8.GetBytes(value, Space(count));
            _length += count;
        }

        public void Bytes(byte[] value)
        {
            Number(value.Length);
            value.CopyTo(Space(value.Length));
            _length += value.Length;
        }

        private Span<byte> Space(int count)
        {
            if (_length + count > Buffer.Length)
            {
                var bigger = new byte[Math.Max(Buffer.Length * 2, _length + count)];
                Buffer.AsSpan(0, _length).CopyTo(bigger);
                Buffer = bigger;
            }
            return Buffer.AsSpan(_length, count);
        }
    }
}
