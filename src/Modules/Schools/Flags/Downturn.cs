using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>TREND: attendance of the last three school weeks is at least ten points under that of the six before, with twenty possible sessions in each.</summary>
internal sealed class Downturn : FlagRule
{
    public override string Id => "TREND";

    public override string Title => "Sudden drop";

    private const int Weeks = 3;
    private const int WeeksBefore = 4;
    private const int Points = 5;
    private const int MinPossible = 6;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            UsualCloseAfter,
            [FlagSeverity.Notice],
            new RuleOption("weeks", 3, 1, 20, "The weeks now."),
            new RuleOption("weeksBefore", 6, 1, 40, "The weeks before them."),
            new RuleOption("points", 10, 1, 100, "Percentage points of attendance."),
            new RuleOption("minPossible", 20, 1, 100, "Possible sessions in each part.")
        );

    public override int OpensOn => AbsentClasses;

    public override int Level(PupilView view, int session, int[] options)
    {
        var (now, before) = Parts(view, session, options);
        if (now.Possible < options[MinPossible] || before.Possible < options[MinPossible])
            return 0;
        var drop = (100 * before.Attended * now.Possible) - (100 * now.Attended * before.Possible);
        return drop >= options[Points] * now.Possible * before.Possible ? 1 : 0;
    }

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays) =>
        CollectAbsent(view, view.WeeksBack(session, options[Weeks]), session, halfDays);

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var (now, before) = Parts(view, session, options);
        return new Explanation(
            $"Attended {Percent(now.Attended, now.Possible)} of the last {options[Weeks]} school weeks, and {Percent(before.Attended, before.Possible)} of the {options[WeeksBefore]} before; {options[Points]} points are a drop.",
            [
                new EvidenceFigure("attendedNow", now.Attended),
                new EvidenceFigure("possibleNow", now.Possible, options[MinPossible]),
                new EvidenceFigure("attendedBefore", before.Attended),
                new EvidenceFigure("possibleBefore", before.Possible, options[MinPossible]),
            ],
            ClosesAfter(options, $"with a drop under {options[Points]} points")
        );
    }

    private static (Counts Now, Counts Before) Parts(PupilView view, int session, int[] options)
    {
        var now = view.WeeksBack(session, options[Weeks]);
        var before = view.WeeksBack(session, options[Weeks] + options[WeeksBefore]);
        return (view.Count(now, session), view.Count(before, now - 1));
    }
}
