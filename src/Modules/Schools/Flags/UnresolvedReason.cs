using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>UNRESOLVED_N: code N still stands five school days after its session (RULES 2.4). Opened by the daily work: only days that it has ended count. One episode a school year, from the earliest such session.</summary>
internal sealed class UnresolvedReason : FlagRule
{
    public override string Id => "UNRESOLVED_N";

    public override string Title => "No reason after five school days";

    private const int Days = 3;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            UsualCloseAfter,
            [FlagSeverity.Notice],
            new RuleOption("days", 5, 1, 60, "School days in which N must become another code.")
        );

    /// <summary>Nothing: no mark opens it.</summary>
    public override int OpensOn => 0;

    public override int Level(PupilView view, int session, int[] options) => IsOverdue(view, session, options) ? 1 : 0;

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays)
    {
        var before = (StatisticalPeriods.YearOf(session >> 1).LastDay.DayNumber + 1) * 2;
        for (var s = session; s < Math.Min(before, view.End); s++)
        {
            if (view.Code(s) == PupilView.N && IsOverdue(view, s, options))
                halfDays.Add(s);
        }
    }

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var halfDays = new List<int>();
        Collect(view, session, options, halfDays);
        return new Explanation(
            $"{halfDays.Count} half-days have had no reason for {options[Days]} school days or more, the first on {Day(session)}.",
            [new EvidenceFigure("withoutReason", halfDays.Count, 1)],
            "Closes when each has another code, or with the school year."
        );
    }

    /// <summary>The episodes that the marks and the days done make, one a school year at most.</summary>
    public static List<FlagEpisode> Episodes(PupilView view)
    {
        var episodes = new List<FlagEpisode>();
        var rule = FlagRules.All[FlagRules.Daily];
        for (var s = view.First; s < view.End; s++)
        {
            if (view.Code(s) != PupilView.N)
                continue;
            var values = view.Context.Options.On(s >> 1)[FlagRules.Daily];
            var last = StatisticalPeriods.YearOf(s >> 1).LastDay.DayNumber;
            if (values[Enabled] == 1 && IsOverdue(view, s, values))
                episodes.Add(
                    new FlagEpisode
                    {
                        Rule = (byte)FlagRules.Daily,
                        Level = 1,
                        Severity = (byte)Severity(1, values),
                        Opened = s,
                        LevelAt = s,
                        Closed = view.State.DayDone > last ? (last * 2) + 1 : 0,
                    }
                );
            // Later ones of the year fall due later: the earliest decides.
            s = (last * 2) + 1;
        }
        return episodes;
    }

    private static bool IsOverdue(PupilView view, int session, int[] options)
    {
        var end = Math.Min(view.State.DayDone, StatisticalPeriods.YearOf(session >> 1).LastDay.DayNumber);
        var days = 0;
        for (var day = (session >> 1) + 1; day <= end; day++)
        {
            if (view.IsSchoolDayOrWeekday(day) && ++days == options[Days])
                return true;
        }
        return false;
    }
}
