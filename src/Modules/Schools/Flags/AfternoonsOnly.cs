using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>PM_ONLY: in the morning but not in the afternoon, again and again (a repeated session, strategy line 338).</summary>
internal sealed class AfternoonsOnly : FlagRule
{
    public override string Id => "PM_ONLY";

    public override string Title => "Afternoons missed";

    private const int Weeks = 3;
    private const int Dates = 4;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            UsualCloseAfter,
            [FlagSeverity.Notice],
            new RuleOption("weeks", 6, 1, 40, "Rolling school weeks."),
            new RuleOption("dates", 4, 1, 100, "Days on which only the afternoon was missed.")
        );

    public override int OpensOn => AbsentClasses;

    public override bool OpensAt(PupilView view, int session, byte code) => (session & 1) == 1;

    public override int Level(PupilView view, int session, int[] options) => Count(view, session, options, null) >= options[Dates] ? 1 : 0;

    // Within a week the count only grows.
    public override bool StillMet(int before, int session, bool attended) => SameWeek(before, session);

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays) => Count(view, session, options, halfDays);

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var count = Count(view, session, options, null);
        return new Explanation(
            $"On {count} days in {options[Weeks]} school weeks only the afternoon was missed; the threshold is {options[Dates]}.",
            [new EvidenceFigure("afternoons", count, options[Dates])],
            ClosesAfter(options, $"with fewer than {options[Dates]} in the window")
        );
    }

    private static int Count(PupilView view, int session, int[] options, List<int>? halfDays)
    {
        var count = 0;
        for (var s = Math.Max(view.WeeksBack(session, options[Weeks]), view.First & ~1) + 1; s <= session; s += 2)
        {
            if (!view.IsAbsent(s) || view.Class(s - 1) is not (MarkClass.Present or MarkClass.Approved))
                continue;
            count++;
            halfDays?.Add(s);
        }
        return count;
    }
}
