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

    public PupilState State { get; } = state;

    public PupilContext Context { get; } = context;

    /// <summary>Running totals up to the session being judged.</summary>
    public Totals Totals => State.Totals!;

    /// <summary>First session number with a byte at any school; 0 when there is none.</summary>
    public int First
    {
        get
        {
            var schools = State.Schools;
            if (schools.Length == 1)
                return schools[0].First;
            var first = int.MaxValue;
            foreach (var marks in schools)
            {
                if (marks.Bytes.Length > 0)
                    first = Math.Min(first, marks.First);
            }
            return first == int.MaxValue ? 0 : first;
        }
    }

    /// <summary>Beyond the last session number with a byte; 0 when there is none.</summary>
    public int End
    {
        get
        {
            var end = 0;
            foreach (var marks in State.Schools)
                end = Math.Max(end, marks.End);
            return end;
        }
    }

    /// <summary>The code that counts for the child; 0 when none does.</summary>
    public byte Code(int session)
    {
        var schools = State.Schools;
        if (schools.Length == 1)
        {
            var only = schools[0][session];
            return only < SchoolMarks.Uncounted ? only : (byte)0;
        }
        return CodeAtMany(session, out _);
    }

    /// <summary>How a code counts on the day of a session: no absence is unauthorised outside compulsory school age (RULES 2.4).</summary>
    public MarkClass ClassOf(byte code, int session)
    {
        var day = session >> 1;
        var markClass = AttendanceCode.ClassOn(code, day);
        return markClass == MarkClass.Unauthorised && !Context.IsCompulsory(day) ? MarkClass.Authorised : markClass;
    }

    /// <summary>How the session counts for the child.</summary>
    public MarkClass Class(int session)
    {
        var code = Code(session);
        return code == 0 ? MarkClass.Missing : ClassOf(code, session);
    }

    /// <summary>The school whose mark counts at a session.</summary>
    public Laestab SchoolAt(int session)
    {
        if (State.Schools.Length == 1)
            return State.Schools[0].Laestab;
        CodeAtMany(session, out var school);
        return State.Schools[school].Laestab;
    }

    /// <summary>First session number of the school year that holds a session.</summary>
    public static int YearStart(int session) => StatisticalPeriods.YearOf(session >> 1).FirstDay.DayNumber * 2;

    /// <summary>First session number of the window of so many school weeks (Monday to Sunday, any session open) that ends with the week of a session.</summary>
    public int WeeksBack(int session, int weeks)
    {
        var monday = Monday(session >> 1);
        var earliest = (First >> 1) - 7;
        for (var left = weeks - 1; left > 0 && monday > earliest; )
        {
            monday -= 7;
            if (IsSchoolWeek(monday))
                left--;
        }
        return monday * 2;
    }

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
        Counts counts = default;
        for (var s = Math.Max(from, First); s <= to; s++)
            counts.Add(Class(s), 1);
        return counts;
    }

    /// <summary>Authorised or unauthorised.</summary>
    public bool IsAbsent(int session) => Class(session) is MarkClass.Authorised or MarkClass.Unauthorised;

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

    private byte CodeAtMany(int session, out int at)
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
