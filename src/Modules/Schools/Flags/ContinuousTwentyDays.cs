using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>CONT_20D: twenty school days running without authority; taking the name off the roll may be considered, never done by the system (RULES 4.2). Until August 2024 never authorised; then every mark G, N or O, and any other code rules it out. A child who was traced, or whose absence has an unavoidable cause, is left out.</summary>
internal sealed class ContinuousTwentyDays : FlagRule
{
    public override string Id => "CONT_20D";

    public override string Title => "Twenty school days running without authority";

    private const int Days = 3;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            UsualCloseAfter,
            [FlagSeverity.Action],
            new RuleOption("days", 20, 1, 60, "Twenty school days: regulation 8(1)(h) of 2006, regulation 9(1)(i) of 2024.")
        );

    public override int OpensOn => 1 << (int)MarkClass.Unauthorised;

    public override int Level(PupilView view, int session, int[] options)
    {
        var run = DayRun.EndingAt(view, session, Kind(session));
        if (run.Days < options[Days])
            return 0;
        foreach (var contact in view.Context.Contacts)
        {
            if (
                contact.Outcome is AbsenceContactOutcome.Traced or AbsenceContactOutcome.UnavoidableCause
                && contact.Date.DayNumber >= run.First >> 1
                && contact.Date.DayNumber <= session >> 1
            )
                return 0;
        }
        return 1;
    }

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays) =>
        DayRun.EndingAt(view, session, Kind(session)).Collect(view, session, Kind(session), halfDays);

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var run = DayRun.EndingAt(view, session, Kind(session));
        return new Explanation(
            $"Never authorised on {run.Days} school days running from {Day(run.First)} to {Day(session)}; the threshold is {options[Days]}. Opens enquiries, nothing more.",
            [new EvidenceFigure("days", run.Days, options[Days])],
            ClosesAfter(options, "after the run is broken, the child traced or a cause known")
        );
    }

    private static DayRunKind Kind(int session) => session >> 1 >= August2024 ? DayRunKind.OnlyGno : DayRunKind.Unauthorised;
}
