using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>
/// An unbroken run of whole school days that ends with a session (RULES 4.2): <paramref name="Days"/> whole days, from session number
/// <paramref name="First"/>. A day counts when each of its possible sessions extends the run and no session of it can still follow.
/// </summary>
internal readonly record struct DayRun(int Days, int First)
{
    private static readonly byte G = AttendanceCode.Parse("G").Id;
    private static readonly byte O = AttendanceCode.Parse("O").Id;

    /// <summary>The run that ends with a session.</summary>
    public static DayRun EndingAt(PupilView view, int session, DayRunKind kind)
    {
        var unfinished = view.EndsDay(session) ? -1 : session >> 1;
        var days = 0;
        var first = session;
        var firstOfDay = session;
        var day = -1;
        var lowest = view.First;
        for (var s = session; s >= lowest; s--)
        {
            var code = view.Code(s);
            var step = code == 0 ? Step.Skips : Judge(view, s, code, kind);
            if (step == Step.Skips)
                continue;
            if (step == Step.Breaks)
            {
                if (day == s >> 1)
                    day = -1;
                break;
            }
            if (day != s >> 1)
            {
                if (day >= 0)
                {
                    first = firstOfDay;
                    if (day != unfinished)
                        days++;
                }
                day = s >> 1;
            }
            firstOfDay = s;
        }
        if (day >= 0)
        {
            first = firstOfDay;
            if (day != unfinished)
                days++;
        }
        return new DayRun(days, first);
    }

    /// <summary>The half-days of the run up to a session.</summary>
    public void Collect(PupilView view, int session, DayRunKind kind, List<int> halfDays)
    {
        for (var s = First; s <= session; s++)
        {
            var code = view.Code(s);
            if (code != 0 && Judge(view, s, code, kind) == Step.Extends)
                halfDays.Add(s);
        }
    }

    private static Step Judge(PupilView view, int session, byte code, DayRunKind kind)
    {
        var markClass = view.ClassOf(code, session);
        switch (kind)
        {
            case DayRunKind.Unauthorised:
                return !PupilView.IsPossible(markClass) ? Step.Skips
                    : markClass == MarkClass.Unauthorised ? Step.Extends
                    : Step.Breaks;
            case DayRunKind.NoReason:
                return !PupilView.IsPossible(markClass) ? Step.Skips
                    : code == PupilView.N ? Step.Extends
                    : Step.Breaks;
            case DayRunKind.OnlyGno:
                if (markClass is MarkClass.Missing or MarkClass.Administrative)
                    return Step.Skips;
                return markClass == MarkClass.Unauthorised && (code == G || code == O || code == PupilView.N) ? Step.Extends : Step.Breaks;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }

    private enum Step
    {
        Skips,
        Extends,
        Breaks,
    }
}

/// <summary>What extends a run of days.</summary>
internal enum DayRunKind
{
    /// <summary>Unauthorised absence; sessions that are not possible are skipped.</summary>
    Unauthorised,

    /// <summary>Code N; sessions that are not possible are skipped.</summary>
    NoReason,

    /// <summary>Codes G, N and O; any other code breaks it, D and Y too; only days without a session are skipped (2024 regulations).</summary>
    OnlyGno,
}
