using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>REINTEGRATE: the first attended session after ten days of absence or more; the strategy asks for a reintegration arrangement.</summary>
internal sealed class Reintegration : FlagRule
{
    public override string Id => "REINTEGRATE";

    public override string Title => "Back after a long absence";

    private const int Sessions = 3;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(UsualCloseAfter, [FlagSeverity.Concern], new RuleOption("sessions", 20, 2, 200, "Ten days of two half-days."));

    public override int OpensOn => AttendedClasses;

    public override int Level(PupilView view, int session, int[] options) =>
        Run(view, session, options[Sessions]).Sessions >= options[Sessions] ? 1 : 0;

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays)
    {
        var (_, first) = Run(view, session, int.MaxValue);
        CollectAbsent(view, first, session, halfDays);
    }

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var (sessions, first) = Run(view, session, int.MaxValue);
        return new Explanation(
            $"Back on {Day(session)} after {sessions} half-days missed running from {Day(first)}; {options[Sessions]} ask for a reintegration arrangement.",
            [new EvidenceFigure("missedRunning", sessions, options[Sessions])],
            $"Closes {options[CloseAfter]} possible sessions after the return."
        );
    }

    private static (int Sessions, int First) Run(PupilView view, int session, int enough)
    {
        if (view.Class(session) is not (MarkClass.Present or MarkClass.Approved))
            return (0, session);
        return ConsecutiveAbsence.Run(view, session - 1, enough);
    }
}
