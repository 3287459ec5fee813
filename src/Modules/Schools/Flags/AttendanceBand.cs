using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>ATTENDANCE_BAND: attendance of the school year is under a step of a ladder; level 1 is AT_RISK (under 95%), the others BELOW_92, _90, _85, _80 and _50.</summary>
internal sealed class AttendanceBand : FlagRule
{
    public override string Id => "ATTENDANCE_BAND";

    public override string Title => "Attendance is low";

    private const int MinPossible = 8;
    private const int FirstBand = 9;

    public override int Levels => 6;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            UsualCloseAfter,
            [
                FlagSeverity.Notice,
                FlagSeverity.Notice,
                FlagSeverity.Notice,
                FlagSeverity.Concern,
                FlagSeverity.Concern,
                FlagSeverity.Action,
            ],
            new RuleOption("minPossible", 20, 1, 100, "A percentage of fewer possible sessions says little."),
            Band(1, 95),
            Band(2, 92),
            Band(3, 90),
            Band(4, 85),
            Band(5, 80),
            Band(6, 50),
            CarePlanOption
        );

    public override int SoftenedBy => Options.Count - 1;

    public override int OpensOn => AbsentClasses | AttendedClasses;

    public override bool EndsWithYear => true;

    public override int Level(PupilView view, int session, int[] options) => LevelOf(view.Totals.Child, options);

    protected override int LevelOf(PupilView rest, int session, int[] options) => LevelOf(rest.CountYear(session).Child, options);

    private static int LevelOf(in Counts child, int[] options)
    {
        var possible = child.Possible;
        if (possible < options[MinPossible])
            return 0;
        var level = 0;
        while (level < 6 && child.Attended * 100 < options[FirstBand + level] * possible)
            level++;
        return level;
    }

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays) =>
        CollectAbsent(view, PupilView.YearStart(session), session, halfDays);

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var (child, _) = view.CountYear(session);
        var band = options[FirstBand + level - 1];
        return new Explanation(
            $"Attended {child.Attended} of {child.Possible} half-days ({Percent(child.Attended, child.Possible)}), under {band}%.",
            [
                new EvidenceFigure("attended", child.Attended, ((band * child.Possible) + 99) / 100),
                new EvidenceFigure("possible", child.Possible, options[MinPossible]),
            ],
            ClosesAfter(options, $"at {options[FirstBand]}% or more") + " Ends with the school year."
        );
    }

    private static RuleOption Band(int level, int percent) =>
        new($"band{level}", percent, 0, 100, "Attendance under this percentage; schools use 95, 90 and 85.");
}
