using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Schools.Pupils;

/// <summary>
/// The effective marks of one child at one school: half a byte per half-day of whole weeks, from the Monday of the first marked week on; a byte once a mark comes that is
/// not one of the fifteen commonest. A week is ten half-days, Monday to Friday, until a weekend is marked; then fourteen. A mark is its code's id (0: none); the
/// high bit says that it is kept but does not count, because the calendar closes the session or the child was not on the roll.
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

    /// <summary>What half a byte can say: no mark, and the commonest codes of national statistics. The order is the layout of snapshots: change it and <see cref="PupilSnapshot"/> is another.</summary>
    private static readonly byte[] Common =
    [
        0,
        .. new[] { "/", "\\", "L", "I", "M", "C", "O", "U", "N", "G", "H", "B", "Y", "E", "X" }.Select(text =>
            AttendanceCode.Parse(text).Id
        ),
    ];

    private static readonly byte[] Nibbles = NibblesOf(Common);

    /// <summary>The school's LAESTAB.</summary>
    [Orleans.Id(0)]
    public int School { get; set; }

    /// <summary>Position in the school's journal up to which these marks are folded.</summary>
    [Orleans.Id(1)]
    public long Position { get; set; }

    /// <summary>Session number of the first half-day; always a Monday morning.</summary>
    [Orleans.Id(2)]
    public int First { get; set; }

    /// <summary>The marks, by session if <see cref="Weekends"/>, else without Saturdays and Sundays; those beyond the last mark are 0.</summary>
    [Orleans.Id(3)]
    public byte[] Bytes { get; set; } = [];

    /// <summary>Whether a Saturday or Sunday was ever marked.</summary>
    [Orleans.Id(4)]
    public bool Weekends { get; set; }

    /// <summary>Whether a half-day has a byte, not half of one.</summary>
    [Orleans.Id(5)]
    public bool Whole { get; set; }

    /// <summary>First session number beyond the bytes; always a Monday morning.</summary>
    public int End => First + (Slots / Width * Week);

    private int Width => Weekends ? Week : SchoolWeek;

    private int Slots => Whole ? Bytes.Length : Bytes.Length * 2;

    /// <summary>The mark of a session; 0 outside.</summary>
    public byte this[int session]
    {
        get
        {
            var slot = Slot(session);
            return unchecked((uint)slot) < (uint)Slots ? Read(slot) : (byte)0;
        }
    }

    /// <summary>Writes a mark, growing to either side as needed.</summary>
    public void Set(int session, byte value)
    {
        var slot = Slot(session);
        var inside = unchecked((uint)slot) < (uint)Slots;
        if (value == 0 && !inside)
            return;
        if (!Whole && value != 0 && Nibbles[value] == 0)
            Lay(whole: true, Weekends);
        if (!inside)
        {
            if (session % Week >= SchoolWeek && !Weekends)
                Lay(Whole, weekends: true);
            Reach(session - (session % Week));
            slot = Slot(session);
        }
        Write(slot, value);
    }

    /// <summary>Grows until the week of a Monday is inside.</summary>
    private void Reach(int monday)
    {
        if (Bytes.Length == 0)
        {
            First = monday;
            Bytes = new byte[Chunk * WeekBytes];
        }
        else if (monday < First)
        {
            Bytes = [.. new byte[(First - monday) / Week * WeekBytes], .. Bytes];
            First = monday;
        }
        else if (monday >= End)
        {
            var grown = new byte[((monday - First) / Week / Chunk + 1) * Chunk * WeekBytes];
            Bytes.CopyTo(grown, 0);
            Bytes = grown;
        }
    }

    private int WeekBytes => Whole ? Width : Width / 2;

    /// <summary>The place of a session among the half-days, perhaps outside them; -1 when there can be none.</summary>
    private int Slot(int session)
    {
        var at = session - First;
        if (at < 0 || Weekends)
            return at < 0 ? -1 : at;
        var (week, half) = Math.DivRem(at, Week);
        return half < SchoolWeek ? (week * SchoolWeek) + half : -1;
    }

    private byte Read(int slot) => Whole ? Bytes[slot] : Common[(Bytes[slot >> 1] >> ((slot & 1) * 4)) & 15];

    private void Write(int slot, byte value)
    {
        if (Whole)
        {
            Bytes[slot] = value;
            return;
        }
        var shift = (slot & 1) * 4;
        Bytes[slot >> 1] = (byte)((Bytes[slot >> 1] & ~(15 << shift)) | (Nibbles[value] << shift));
    }

    /// <summary>Lays the marks out anew.</summary>
    private void Lay(bool whole, bool weekends)
    {
        var kept = new List<(int Session, byte Mark)>();
        for (var session = First; session < End; session++)
        {
            if (this[session] is not 0 and var mark)
                kept.Add((session, mark));
        }
        var weeks = Slots / Width;
        (Whole, Weekends) = (whole, weekends);
        Bytes = new byte[weeks * WeekBytes];
        foreach (var (session, mark) in kept)
            Write(Slot(session), mark);
    }

    private static byte[] NibblesOf(byte[] common)
    {
        var nibbles = new byte[256];
        for (var i = 1; i < common.Length; i++)
            nibbles[common[i]] = (byte)i;
        return nibbles;
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
            Whole = Whole,
        };
}
