using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>LATE_U: late after the register closed five times in four school weeks, or at a tenth of the possible mornings of the year.</summary>
internal sealed class LateAfterClose : FlagRule
{
    public override string Id => "LATE_U";

    public override string Title => "Often late after the register closed";

    private const int Weeks = 3;
    private const int Times = 4;
    private const int Percentage = 5;
    private const int MinPossible = 6;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            UsualCloseAfter,
            [FlagSeverity.Concern],
            new RuleOption("weeks", 4, 1, 40, "Rolling school weeks."),
            new RuleOption("times", 5, 1, 100, "Once a week is a habit; late after close is absence without authority."),
            new RuleOption("percent", 10, 1, 100, "Mornings with U out of possible mornings of the year."),
            new RuleOption("minPossible", 20, 1, 100, "A percentage of fewer possible sessions says little.")
        );

    public override int OpensOn => AbsentClasses;

    public override bool OpensAt(PupilView view, int session, byte code) => code == PupilView.U;

    public override int Level(PupilView view, int session, int[] options)
    {
        if (CountCode(view, view.WeeksBack(session, options[Weeks]), session, PupilView.U) >= options[Times])
            return 1;
        var (late, possible) = Mornings(view, session);
        return view.Totals.Child.Possible >= options[MinPossible] && late * 100 >= options[Percentage] * possible && late > 0 ? 1 : 0;
    }

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays) =>
        CollectCode(view, PupilView.YearStart(session), session, PupilView.U, halfDays);

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var recent = CountCode(view, view.WeeksBack(session, options[Weeks]), session, PupilView.U);
        var (late, possible) = Mornings(view, session);
        return new Explanation(
            $"Late after close {recent} times in {options[Weeks]} school weeks, and on {late} of {possible} mornings this year ({Percent(late, possible)}).",
            [
                new EvidenceFigure("lateRecently", recent, options[Times]),
                new EvidenceFigure("lateMornings", late, ((options[Percentage] * possible) + 99) / 100),
                new EvidenceFigure("possibleMornings", possible),
            ],
            ClosesAfter(options, $"with fewer than {options[Times]} in {options[Weeks]} weeks and under {options[Percentage]}% of mornings")
        );
    }

    private static (int Late, int Possible) Mornings(PupilView view, int session)
    {
        var late = 0;
        var possible = 0;
        for (var s = PupilView.YearStart(session); s <= session; s += 2)
        {
            var code = view.Code(s);
            if (code == 0 || !PupilView.IsPossible(view.ClassOf(code, s)))
                continue;
            possible++;
            if (code == PupilView.U)
                late++;
        }
        return (late, possible);
    }
}
