using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>LATE_L: late, before the register closed, eight times in one half term.</summary>
internal sealed class LateBeforeClose : FlagRule
{
    public override string Id => "LATE_L";

    public override string Title => "Often late";

    private const int Times = 3;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(UsualCloseAfter, [FlagSeverity.Notice], new RuleOption("times", 8, 1, 100, "More than once a week of a half term."));

    public override int OpensOn => AttendedClasses;

    public override bool OpensAt(PupilView view, int session, byte code) => code == PupilView.L;

    public override int Level(PupilView view, int session, int[] options) =>
        CountCode(view, Start(session), session, PupilView.L) >= options[Times] ? 1 : 0;

    // Within a half term the count only grows.
    public override bool StillMet(int before, int session, bool attended) => Start(before) == Start(session);

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays) =>
        CollectCode(view, Start(session), session, PupilView.L, halfDays);

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var count = CountCode(view, Start(session), session, PupilView.L);
        return new Explanation(
            $"Late {count} times in {StatisticalPeriods.HalfTermOf(session >> 1)}; the threshold is {options[Times]}.",
            [new EvidenceFigure("late", count, options[Times])],
            ClosesAfter(options, "in the next half term")
        );
    }

    private static int Start(int session) =>
        StatisticalPeriods.FirstDay(StatisticalPeriods.YearOf(session >> 1), StatisticalPeriods.HalfTermOf(session >> 1)).DayNumber * 2;
}
