using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>SEVERE: missed at least half of the possible sessions of the school year (RULES 3.4).</summary>
internal sealed class SeverelyAbsent : FlagRule
{
    public override string Id => "SEVERE";

    public override string Title => "Severely absent";

    private const int MinPossible = 3;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            UsualCloseAfter,
            [FlagSeverity.Action],
            new RuleOption("minPossible", 20, 1, 100, "A percentage of fewer possible sessions says little.")
        );

    public override int OpensOn => AbsentClasses | AttendedClasses;

    public override bool EndsWithYear => true;

    public override int Level(PupilView view, int session, int[] options)
    {
        ref readonly var child = ref view.Totals.Child;
        return child.Possible >= options[MinPossible] && PersistentAbsence.IsSevere(child.Possible, child.Absent) ? 1 : 0;
    }

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays) =>
        CollectAbsent(view, PupilView.YearStart(session), session, halfDays);

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var (child, _) = view.CountYear(session);
        return new Explanation(
            $"{child.Absent} of {child.Possible} half-days missed ({Percent(child.Absent, child.Possible)}); half is severe absence.",
            [
                new EvidenceFigure("missed", child.Absent, (child.Possible + 1) / 2),
                new EvidenceFigure("possible", child.Possible, options[MinPossible]),
            ],
            ClosesAfter(options, "under half missed") + " Ends with the school year."
        );
    }
}
