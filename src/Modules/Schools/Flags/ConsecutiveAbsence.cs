using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>CONSEC_ABS: absent for six sessions running, for any reason; level 2 from twenty. Sessions that are not possible neither break nor count.</summary>
internal sealed class ConsecutiveAbsence : FlagRule
{
    public override string Id => "CONSEC_ABS";

    public override string Title => "Absent several days running";

    private const int Sessions = 4;

    public override int Levels => 2;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            UsualCloseAfter,
            [FlagSeverity.Notice, FlagSeverity.Concern],
            new RuleOption("sessions", 6, 2, 100, "Three days, the length at which schools ask."),
            new RuleOption("moreSessions", 20, 2, 200, "Ten days."),
            CarePlanOption
        );

    public override int SoftenedBy => Options.Count - 1;

    public override int OpensOn => AbsentClasses;

    public override int Level(PupilView view, int session, int[] options)
    {
        var run = Run(view, session, options[Sessions + 1]).Sessions;
        return run >= options[Sessions + 1] ? 2
            : run >= options[Sessions] ? 1
            : 0;
    }

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays) =>
        CollectAbsent(view, Run(view, session, int.MaxValue).First, session, halfDays);

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var (sessions, first) = Run(view, session, int.MaxValue);
        return new Explanation(
            $"{sessions} half-days missed running, from {Day(first)} to {Day(session)}; the threshold is {options[Sessions + level - 1]}.",
            [new EvidenceFigure("missedRunning", sessions, options[Sessions + level - 1])],
            ClosesAfter(options, "after the run is broken")
        );
    }

    /// <summary>The run of absent sessions that ends with a session, counted up to a number.</summary>
    internal static (int Sessions, int First) Run(PupilView view, int session, int enough)
    {
        var run = 0;
        var first = session;
        var lowest = view.First;
        for (var s = session; s >= lowest && run < enough; s--)
        {
            var markClass = view.Class(s);
            if (!PupilView.IsPossible(markClass))
                continue;
            if (markClass is MarkClass.Present or MarkClass.Approved)
                break;
            run++;
            first = s;
        }
        return (run, first);
    }
}
