using Attendance.SharedKernel;

namespace Attendance.Schools.Pupils;

/// <summary>
/// The effective marks of one child at one school: a byte per half-day from the first marked day on. The low seven bits are the code's id (0: no mark);
/// the high bit says that the mark is kept but does not count, because the calendar closes the session or the child was not on the roll.
/// </summary>
[Orleans.GenerateSerializer, Orleans.Alias("SchoolMarks")]
internal sealed class SchoolMarks
{
    /// <summary>Set on marks that are stored but do not count.</summary>
    public const byte Uncounted = 0x80;

    private const int Chunk = 64;

    /// <summary>The school's LAESTAB.</summary>
    [Orleans.Id(0)]
    public int School { get; set; }

    /// <summary>Position in the school's journal up to which these marks are folded.</summary>
    [Orleans.Id(1)]
    public long Position { get; set; }

    /// <summary>Session number of the first byte; always a morning.</summary>
    [Orleans.Id(2)]
    public int First { get; set; }

    /// <summary>The bytes; those beyond the last mark are 0.</summary>
    [Orleans.Id(3)]
    public byte[] Bytes { get; set; } = [];

    /// <summary>First session number beyond the bytes.</summary>
    public int End => First + Bytes.Length;

    /// <summary>The byte of a session; 0 outside.</summary>
    public byte this[int session]
    {
        get
        {
            var at = session - First;
            return unchecked((uint)at) < (uint)Bytes.Length ? Bytes[at] : (byte)0;
        }
    }

    /// <summary>Writes a byte, growing to either side as needed.</summary>
    public void Set(int session, byte value)
    {
        var at = session - First;
        if (unchecked((uint)at) < (uint)Bytes.Length)
        {
            Bytes[at] = value;
            return;
        }
        if (value == 0)
            return;
        if (Bytes.Length == 0)
        {
            First = session & ~1;
            Bytes = new byte[Chunk];
        }
        else if (at < 0)
        {
            var first = session & ~1;
            var grown = new byte[Bytes.Length + First - first];
            Bytes.CopyTo(grown, First - first);
            (First, Bytes) = (first, grown);
        }
        else
        {
            var grown = new byte[(at + Chunk) / Chunk * Chunk];
            Bytes.CopyTo(grown, 0);
            Bytes = grown;
        }
        Bytes[session - First] = value;
    }

    /// <summary>The school as its type.</summary>
    public Laestab Laestab => Laestab.From(School);

    public SchoolMarks Clone() =>
        new()
        {
            School = School,
            Position = Position,
            First = First,
            Bytes = [.. Bytes],
        };
}
