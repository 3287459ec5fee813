using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>BROKEN: weeks with both an attended and a missed session (RULES 4.3) come again and again.</summary>
internal sealed class BrokenWeeks : FlagRule
{
    public override string Id => "BROKEN";

    public override string Title => "Broken weeks";

    private const int Weeks = 3;
    private const int Broken = 4;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            UsualCloseAfter,
            [FlagSeverity.Notice],
            new RuleOption("weeks", 10, 1, 40, "Rolling school weeks."),
            new RuleOption("broken", 5, 1, 40, "Every second week."),
            CarePlanOption
        );

    public override int SoftenedBy => Options.Count - 1;

    public override int OpensOn => AbsentClasses;

    public override int Level(PupilView view, int session, int[] options) => Count(view, session, options, null) >= options[Broken] ? 1 : 0;

    // Within a week a broken week stays broken.
    public override bool StillMet(int before, int session, bool attended) => SameWeek(before, session);

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays) => Count(view, session, options, halfDays);

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var count = Count(view, session, options, null);
        return new Explanation(
            $"{count} broken weeks in {options[Weeks]} school weeks; the threshold is {options[Broken]}.",
            [new EvidenceFigure("brokenWeeks", count, options[Broken])],
            ClosesAfter(options, $"with fewer than {options[Broken]} broken weeks in the window")
        );
    }

    private static int Count(PupilView view, int session, int[] options, List<int>? halfDays)
    {
        var broken = 0;
        var from = view.WeeksBack(session, options[Weeks]);
        while (from + 14 <= view.First)
            from += 14;
        for (var week = from; week <= session; week += 14)
        {
            var counts = view.Count(week, Math.Min(week + 13, session));
            if (counts.Absent == 0 || counts.Attended == 0)
                continue;
            broken++;
            if (halfDays is not null)
                CollectAbsent(view, week, Math.Min(week + 13, session), halfDays);
        }
        return broken;
    }
}
