using Attendance.SharedKernel;

namespace Attendance.Schools.Pupils;

/// <summary>
/// The effective marks of one child at one school: a byte per half-day of whole weeks, from the Monday of the first marked week on. A week is ten bytes,
/// Monday to Friday, until a weekend is marked; then fourteen. The low seven bits are the code's id (0: no mark); the high bit says that the mark is kept
/// but does not count, because the calendar closes the session or the child was not on the roll.
/// </summary>
[Orleans.GenerateSerializer, Orleans.Alias("SchoolMarks")]
internal sealed class SchoolMarks
{
    /// <summary>Set on marks that are stored but do not count.</summary>
    public const byte Uncounted = 0x80;

    // Session 0 is the morning of Monday, 1 January of the year 1.
    private const int Week = 14;
    private const int SchoolWeek = 10;

    /// <summary>Weeks by which the bytes grow.</summary>
    private const int Chunk = 4;

    /// <summary>The school's LAESTAB.</summary>
    [Orleans.Id(0)]
    public int School { get; set; }

    /// <summary>Position in the school's journal up to which these marks are folded.</summary>
    [Orleans.Id(1)]
    public long Position { get; set; }

    /// <summary>Session number of the first byte; always a Monday morning.</summary>
    [Orleans.Id(2)]
    public int First { get; set; }

    /// <summary>The bytes, by session if <see cref="Weekends"/>, else without Saturdays and Sundays; those beyond the last mark are 0.</summary>
    [Orleans.Id(3)]
    public byte[] Bytes { get; set; } = [];

    /// <summary>Whether a Saturday or Sunday was ever marked.</summary>
    [Orleans.Id(4)]
    public bool Weekends { get; set; }

    /// <summary>First session number beyond the bytes; always a Monday morning.</summary>
    public int End => First + (Bytes.Length / Width * Week);

    private int Width => Weekends ? Week : SchoolWeek;

    /// <summary>The byte of a session; 0 outside.</summary>
    public byte this[int session]
    {
        get
        {
            var slot = Slot(session);
            return unchecked((uint)slot) < (uint)Bytes.Length ? Bytes[slot] : (byte)0;
        }
    }

    /// <summary>Writes a byte, growing to either side as needed.</summary>
    public void Set(int session, byte value)
    {
        var slot = Slot(session);
        if (unchecked((uint)slot) < (uint)Bytes.Length)
        {
            Bytes[slot] = value;
            return;
        }
        if (value == 0)
            return;
        if (session % Week >= SchoolWeek && !Weekends)
            TakeWeekends();
        var monday = session - (session % Week);
        if (Bytes.Length == 0)
        {
            First = monday;
            Bytes = new byte[Chunk * Width];
        }
        else if (session < First)
        {
            Bytes = [.. new byte[(First - monday) / Week * Width], .. Bytes];
            First = monday;
        }
        else if (Slot(session) >= Bytes.Length)
        {
            var grown = new byte[((monday - First) / Week / Chunk + 1) * Chunk * Width];
            Bytes.CopyTo(grown, 0);
            Bytes = grown;
        }
        Bytes[Slot(session)] = value;
    }

    /// <summary>The place of a session among the bytes, perhaps outside them; -1 when there can be none.</summary>
    private int Slot(int session)
    {
        var at = session - First;
        if (at < 0 || Weekends)
            return at < 0 ? -1 : at;
        var (week, half) = Math.DivRem(at, Week);
        return half < SchoolWeek ? (week * SchoolWeek) + half : -1;
    }

    private void TakeWeekends()
    {
        var weeks = Bytes.Length / SchoolWeek;
        var wide = new byte[weeks * Week];
        for (var i = 0; i < weeks; i++)
            Bytes.AsSpan(i * SchoolWeek, SchoolWeek).CopyTo(wide.AsSpan(i * Week));
        (Bytes, Weekends) = (wide, true);
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
            Weekends = Weekends,
        };
}
