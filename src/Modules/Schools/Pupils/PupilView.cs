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

    /// <summary>First session number that any school marked; 0 when there is none.</summary>
    public int First => State.Schools.Length == 0 ? 0 : State.Schools.Min(marks => marks.First);

    /// <summary>Beyond the last session number with a byte.</summary>
    public int End => State.Schools.Length == 0 ? 0 : State.Schools.Max(marks => marks.End);

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
