using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>POST_HOLIDAY: missing the first school day after a holiday (six closed days or more), more than once in a school year.</summary>
internal sealed class AfterHoliday : FlagRule
{
    public override string Id => "POST_HOLIDAY";

    public override string Title => "Missing after holidays";

    private const int Times = 3;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(UsualCloseAfter, [FlagSeverity.Notice], new RuleOption("times", 2, 1, 10, "Once is chance."));

    public override int OpensOn => AbsentClasses;

    public override bool EndsWithYear => true;

    public override bool OpensAt(PupilView view, int session, byte code) => view.FollowsHoliday(session >> 1);

    public override int Level(PupilView view, int session, int[] options)
    {
        // Any other session is on the good side: the flag speaks of a return that was missed.
        return view.IsAbsent(session) && view.FollowsHoliday(session >> 1) && Count(view, session, null) >= options[Times] ? 1 : 0;
    }

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays) => Count(view, session, halfDays);

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var count = Count(view, session, null);
        return new Explanation(
            $"Missed the first day after {count} holidays this school year; the threshold is {options[Times]}.",
            [new EvidenceFigure("returnsMissed", count, options[Times])],
            ClosesAfter(options, "after the return") + " Ends with the school year."
        );
    }

    private static int Count(PupilView view, int session, List<int>? halfDays)
    {
        var count = 0;
        var last = -1;
        for (var s = Math.Max(PupilView.YearStart(session), view.First); s <= session; s++)
        {
            if (!view.IsAbsent(s) || !view.FollowsHoliday(s >> 1))
                continue;
            if (last != s >> 1)
                count++;
            last = s >> 1;
            halfDays?.Add(s);
        }
        return count;
    }
}
