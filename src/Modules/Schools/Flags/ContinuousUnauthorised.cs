using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>CONT_UNAUTH_10D: absent without authority for ten school days running; the school returns the name to the authority (2006 regulation 12, RULES 4.2).</summary>
internal sealed class ContinuousUnauthorised : FlagRule
{
    public override string Id => "CONT_UNAUTH_10D";

    public override string Title => "Unauthorised for ten school days running";

    private const int Days = 3;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            UsualCloseAfter,
            [FlagSeverity.Action],
            new RuleOption("days", 10, 1, 60, "Not less than ten school days: regulation 12 of 2006.")
        );

    public override int OpensOn => 1 << (int)MarkClass.Unauthorised;

    public override int Level(PupilView view, int session, int[] options) =>
        DayRun.EndingAt(view, session, DayRunKind.Unauthorised).Days >= options[Days] ? 1 : 0;

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays) =>
        DayRun.EndingAt(view, session, DayRunKind.Unauthorised).Collect(view, session, DayRunKind.Unauthorised, halfDays);

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var run = DayRun.EndingAt(view, session, DayRunKind.Unauthorised);
        return new Explanation(
            $"Unauthorised on {run.Days} school days running from {Day(run.First)} to {Day(session)}; the threshold is {options[Days]}.",
            [new EvidenceFigure("days", run.Days, options[Days])],
            ClosesAfter(options, "after the run is broken")
        );
    }
}
