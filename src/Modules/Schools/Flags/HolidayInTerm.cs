using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>HOLIDAY: level 2 for a holiday without leave (code G); level 1 for leave or an agreed holiday (C, H, F) of five days or more next to a school holiday.</summary>
internal sealed class HolidayInTerm : FlagRule
{
    public override string Id => "HOLIDAY";

    public override string Title => "Holiday in term time";

    private const int Sessions = 4;
    private static readonly byte G = AttendanceCode.Parse("G").Id;
    private static readonly byte C = AttendanceCode.Parse("C").Id;
    private static readonly byte H = AttendanceCode.Parse("H").Id;
    private static readonly byte F = AttendanceCode.Parse("F").Id;

    public override int Levels => 2;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            UsualCloseAfter,
            [FlagSeverity.Notice, FlagSeverity.Notice],
            new RuleOption("sessions", 10, 2, 100, "Five days of leave.")
        );

    public override int OpensOn => AbsentClasses;

    public override bool OpensAt(PupilView view, int session, byte code) => code == G || IsLeave(code);

    public override int Level(PupilView view, int session, int[] options)
    {
        var code = view.Code(session);
        if (code == G)
            return 2;
        if (!IsLeave(code))
            return 0;
        var (sessions, first) = Run(view, session);
        if (sessions < options[Sessions])
            return 0;
        return view.FollowsHoliday(first >> 1) || (view.EndsDay(session) && view.PrecedesHoliday(session >> 1)) ? 1 : 0;
    }

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays)
    {
        var (_, first) = Run(view, session);
        CollectAbsent(view, first, session, halfDays);
    }

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var (sessions, first) = Run(view, session);
        return level == 2
            ? new Explanation(
                $"{sessions} half-days of holiday without leave, from {Day(first)}.",
                [new EvidenceFigure("holiday", sessions, 1)],
                ClosesAfter(options, "after it")
            )
            : new Explanation(
                $"{sessions} half-days of leave next to a school holiday, from {Day(first)}; the threshold is {options[Sessions]}.",
                [new EvidenceFigure("leave", sessions, options[Sessions])],
                ClosesAfter(options, "after it")
            );
    }

    private static bool IsLeave(byte code) => code == C || code == H || code == F;

    /// <summary>The run of possible sessions that ends here and has codes of the same kind: G, or leave.</summary>
    private static (int Sessions, int First) Run(PupilView view, int session)
    {
        var run = 0;
        var first = session;
        var unauthorised = view.Code(session) == G;
        for (var s = session; s >= view.First; s--)
        {
            var code = view.Code(s);
            if (code == 0 || !PupilView.IsPossible(view.ClassOf(code, s)))
                continue;
            if (unauthorised ? code != G : !IsLeave(code))
                break;
            run++;
            first = s;
        }
        return (run, first);
    }
}
