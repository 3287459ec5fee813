using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Schools.Pupils;

/// <summary>
/// The child's marks as the rules see them: one mark per session over all schools, only marks that count. Where two schools marked one session, D yields;
/// otherwise present, approved activity, authorised, unauthorised, not counted: the first wins.
/// </summary>
internal sealed class PupilView(PupilState state, PupilContext context)
{
    /// <summary>Late, before the register closed.</summary>
    public static readonly byte L = AttendanceCode.Parse("L").Id;

    /// <summary>Late, after the register closed.</summary>
    public static readonly byte U = AttendanceCode.Parse("U").Id;

    /// <summary>No reason yet.</summary>
    public static readonly byte N = AttendanceCode.Parse("N").Id;

    private static readonly byte D = AttendanceCode.Parse("D").Id;

    /// <summary>Classes by the stored byte, for each stretch of days between changes of class, in and out of compulsory school age. Uncounted: Missing.</summary>
    private static readonly byte[][] Tables = MakeTables();

    private byte[] _table = [];
    private int _tableFrom = int.MaxValue;
    private int _tableTo = int.MinValue;
    private int _week = -1;
    private int _weeksKnown;
    private int[]? _mondays;

    public PupilState State { get; } = state;

    public PupilContext Context { get; } = context;

    /// <summary>Running totals up to the session being judged.</summary>
    public Totals Totals => State.Totals!;

    /// <summary>First session number with a byte; 0 when there is none.</summary>
    public int First => State.Child!.First;

    /// <summary>Beyond the last session number with a byte; 0 when there is none.</summary>
    public int End => State.Child!.End;

    /// <summary>The code that counts for the child; 0 when none does.</summary>
    public byte Code(int session)
    {
        var code = State.Child![session];
        return code < SchoolMarks.Uncounted ? code : (byte)0;
    }

    /// <summary>How a code counts on the day of a session: no absence is unauthorised outside compulsory school age (RULES 2.4).</summary>
    public MarkClass ClassOf(byte code, int session) => (MarkClass)Table(session >> 1)[code];

    /// <summary>How the session counts for the child; Missing when there is no mark that counts.</summary>
    public MarkClass Class(int session) => (MarkClass)Table(session >> 1)[State.Child![session]];

    /// <summary>Makes the child's view of the marks when a load or a new school left it out.</summary>
    public void Resolve()
    {
        if (State.Child is not null)
            return;
        if (State.Schools.Length == 1)
        {
            State.Child = State.Schools[0];
            return;
        }
        var child = new SchoolMarks();
        State.Child = child;
        foreach (var marks in State.Schools)
        {
            for (var s = marks.First; s < marks.End; s++)
                child.Set(s, Resolved(s, out _));
        }
    }

    /// <summary>Takes over a session that changed at one of several schools.</summary>
    public void Resolve(int session)
    {
        if (State.Schools.Length > 1)
            State.Child!.Set(session, Resolved(session, out _));
    }

    /// <summary>The school whose mark counts at a session.</summary>
    public Laestab SchoolAt(int session)
    {
        if (State.Schools.Length == 1)
            return State.Schools[0].Laestab;
        Resolved(session, out var school);
        return State.Schools[school].Laestab;
    }

    /// <summary>
    /// The same marks up to a session without those that are illness under a medical care plan, as if nothing were known of these half-days. Has no running totals.
    /// </summary>
    public PupilView WithoutPlannedIllness(int upTo)
    {
        var rest = State.Child!.Clone();
        for (var s = rest.First; s < Math.Min(upTo + 1, rest.End); s++)
        {
            if (CarePlan.Covers(Context.CarePlans, s, Code(s)))
                rest.Set(s, 0);
        }
        return new PupilView(new PupilState { Schools = State.Schools, Child = rest }, Context);
    }

    /// <summary>First session number of the school year that holds a session.</summary>
    public static int YearStart(int session) => StatisticalPeriods.YearOf(session >> 1).FirstDay.DayNumber * 2;

    /// <summary>First session number of the window of so many school weeks (Monday to Sunday, any session open) that ends with the week of a session.</summary>
    public int WeeksBack(int session, int weeks)
    {
        var monday = Monday(session >> 1);
        _mondays ??= new int[16];
        if (monday != _week)
        {
            _week = monday;
            _mondays[0] = monday;
            _weeksKnown = 1;
        }
        if (weeks <= _weeksKnown)
            return _mondays[weeks - 1] * 2;
        var earliest = (First >> 1) - 7;
        monday = _mondays[_weeksKnown - 1];
        for (var known = _weeksKnown; known < weeks && monday > earliest; )
        {
            monday -= 7;
            if (!IsSchoolWeek(monday) && monday > earliest)
                continue;
            if (known < _mondays.Length)
            {
                _mondays[known] = monday;
                _weeksKnown = known + 1;
            }
            known++;
        }
        return monday * 2;
    }

    /// <summary>Forgets what was worked out about weeks, because earlier marks changed.</summary>
    public void ForgetWeeks() => _week = -1;

    /// <summary>The Monday of the week of a day, as day numbers. 0001-01-01 was a Monday.</summary>
    public static int Monday(int day) => day - (day % 7);

    /// <summary>True when a school of the child has a session that day; where no calendar knows the day, when the child has a mark.</summary>
    public bool IsSchoolDay(int day)
    {
        var known = false;
        foreach (var place in Context.Places)
        {
            if (!place.Covers(day))
                continue;
            if (place.DayBits(day) != 0)
                return true;
            known |= place.Knows(day);
        }
        return !known && (Code(day * 2) != 0 || Code((day * 2) + 1) != 0);
    }

    /// <summary>The same from calendars alone; where none knows the day, Monday to Friday.</summary>
    public bool IsSchoolDayOrWeekday(int day)
    {
        var known = false;
        foreach (var place in Context.Places)
        {
            if (!place.Covers(day))
                continue;
            if (place.DayBits(day) != 0)
                return true;
            known |= place.Knows(day);
        }
        return !known && day % 7 < 5;
    }

    /// <summary>True when no session of the same day can follow: an afternoon, or a morning of a day that the calendar ends at noon.</summary>
    public bool EndsDay(int session)
    {
        if ((session & 1) == 1)
            return true;
        var known = false;
        foreach (var place in Context.Places)
        {
            if (!place.Covers(session >> 1))
                continue;
            if (!place.Knows(session >> 1) || (place.DayBits(session >> 1) & 2) != 0)
                return false;
            known = true;
        }
        return known;
    }

    /// <summary>True when a school of the child, before or after its own time there, has a session on the day.</summary>
    private bool IsOpen(int day, int forPlacesOn)
    {
        foreach (var place in Context.Places)
        {
            if (place.Covers(forPlacesOn) && place.DayBits(day) != 0)
                return true;
        }
        return false;
    }

    /// <summary>True for the first school day after a holiday: six closed days or more before it.</summary>
    public bool FollowsHoliday(int day)
    {
        for (var before = day - 1; before >= day - 6; before--)
        {
            if (IsOpen(before, day))
                return false;
        }
        return IsOpen(day, day);
    }

    /// <summary>True for the last school day before a holiday: six closed days or more after it.</summary>
    public bool PrecedesHoliday(int day)
    {
        for (var after = day + 1; after <= day + 6; after++)
        {
            if (IsOpen(after, day))
                return false;
        }
        return IsOpen(day, day);
    }

    /// <summary>The child's totals of the school year up to and with a session, counted from the marks.</summary>
    public (Counts Child, Counts Measured) CountYear(int session)
    {
        Counts child = default;
        Counts measured = default;
        var year = StatisticalPeriods.YearOf(session >> 1);
        var age = SchoolAge.Statistical(Context.BirthDate, year);
        for (var s = Math.Max(YearStart(session), First); s <= session; s++)
        {
            var markClass = Class(s);
            child.Add(markClass, 1);
            if (StatisticalPeriods.Counts(year, StatisticalPeriods.HalfTermOf(s >> 1), age))
                measured.Add(markClass, 1);
        }
        return (child, measured);
    }

    /// <summary>The child's sessions from one to another, both included.</summary>
    public Counts Count(int from, int to)
    {
        Span<int> by = stackalloc int[8];
        var child = State.Child!;
        var last = Math.Min(to, child.End - 1);
        for (var s = Math.Max(from, child.First); s <= last; s++)
            by[Table(s >> 1)[child[s]] & 7]++;
        return new Counts
        {
            Attended = by[(int)MarkClass.Present] + by[(int)MarkClass.Approved],
            Authorised = by[(int)MarkClass.Authorised],
            Unauthorised = by[(int)MarkClass.Unauthorised],
        };
    }

    /// <summary>Authorised or unauthorised.</summary>
    public bool IsAbsent(int session) => Class(session) is MarkClass.Authorised or MarkClass.Unauthorised;

    /// <summary>The last session up to and with this one, of the same school year, at which the child was absent.</summary>
    public SessionKey? LastMissed(int upTo)
    {
        var child = State.Child!;
        var first = Math.Max(YearStart(upTo), child.First);
        for (var session = Math.Min(upTo, child.End - 1); session >= first; session--)
        {
            if (IsAbsent(session))
                return new SessionKey(session);
        }
        return null;
    }

    private bool IsSchoolWeek(int monday)
    {
        for (var day = monday; day < monday + 7; day++)
        {
            if (IsSchoolDay(day))
                return true;
        }
        return false;
    }

    /// <summary>Sessions whose mark for the child is "no value yet".</summary>
    public int CountMissing(int from, int before)
    {
        var missing = 0;
        for (var session = Math.Max(from, First); session < Math.Min(before, End); session++)
        {
            var code = Code(session);
            if (code != 0 && ClassOf(code, session) == MarkClass.Missing)
                missing++;
        }
        return missing;
    }

    /// <summary>Present, approved, authorised or unauthorised.</summary>
    public static bool IsPossible(MarkClass markClass) => markClass is >= MarkClass.Present and <= MarkClass.Unauthorised;

    private byte Resolved(int session, out int at)
    {
        byte best = 0;
        var rank = int.MaxValue;
        at = 0;
        for (var i = 0; i < State.Schools.Length; i++)
        {
            var code = State.Schools[i][session];
            if (code is 0 or >= SchoolMarks.Uncounted)
                continue;
            var r = code == D ? 100 : Rank(ClassOf(code, session));
            if (r < rank || (r == rank && State.Schools[i].School < State.Schools[at].School))
                (best, rank, at) = (code, r, i);
        }
        return best;
    }

    private byte[] Table(int day)
    {
        if (day < _tableFrom || day > _tableTo)
            SelectTable(day);
        return _table;
    }

    private void SelectTable(int day)
    {
        var changes = AttendanceCode.ChangeDays;
        var stretch = 0;
        while (stretch < changes.Length && day >= changes[stretch])
            stretch++;
        var compulsory = Context.IsCompulsory(day);
        _table = Tables[(stretch * 2) + (compulsory ? 1 : 0)];
        _tableFrom = stretch == 0 ? int.MinValue : changes[stretch - 1];
        _tableTo = stretch == changes.Length ? int.MaxValue : changes[stretch] - 1;
        if (compulsory)
        {
            _tableFrom = Math.Max(_tableFrom, Context.CompulsoryFrom);
            _tableTo = Math.Min(_tableTo, Context.CompulsoryTo);
        }
        else if (day < Context.CompulsoryFrom)
            _tableTo = Math.Min(_tableTo, Context.CompulsoryFrom - 1);
        else
            _tableFrom = Math.Max(_tableFrom, Context.CompulsoryTo + 1);
    }

    private static byte[][] MakeTables()
    {
        int[] days = [0, .. AttendanceCode.ChangeDays];
        var tables = new byte[days.Length * 2][];
        for (var i = 0; i < days.Length; i++)
        {
            var outside = new byte[256];
            foreach (var code in AttendanceCode.All)
                outside[code.Id] = (byte)AttendanceCode.ClassOn(code.Id, days[i]);
            tables[(i * 2) + 1] = [.. outside];
            for (var id = 0; id < 256; id++)
            {
                if (outside[id] == (byte)MarkClass.Unauthorised)
                    outside[id] = (byte)MarkClass.Authorised;
            }
            tables[i * 2] = outside;
        }
        return tables;
    }

    private static int Rank(MarkClass markClass) =>
        markClass switch
        {
            MarkClass.Present => 1,
            MarkClass.Approved => 2,
            MarkClass.Authorised => 3,
            MarkClass.Unauthorised => 4,
            MarkClass.NotPossible => 5,
            MarkClass.Administrative => 6,
            MarkClass.Missing => 7,
            _ => throw new ArgumentOutOfRangeException(nameof(markClass)),
        };
}
