using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>DOW: absence gathers on Mondays and Fridays: over twelve school weeks with six absent sessions or more, 60% of them on those days and on four dates (RULES 4.4). Study leave is left out.</summary>
internal sealed class MondayFriday : FlagRule
{
    public override string Id => "DOW";

    public override string Title => "Mondays and Fridays";

    private const int Weeks = 3;
    private const int MinAbsent = 4;
    private const int Percentage = 5;
    private const int Dates = 6;
    private static readonly byte StudyLeave = AttendanceCode.Parse("S").Id;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            UsualCloseAfter,
            [FlagSeverity.Notice],
            new RuleOption("weeks", 12, 1, 40, "Rolling school weeks."),
            new RuleOption("minAbsent", 6, 1, 100, "Fewer absent sessions make no pattern."),
            new RuleOption("percent", 60, 1, 100, "Two days of five would be 40%."),
            new RuleOption("dates", 4, 1, 100, "Different Mondays and Fridays: one long illness is no pattern."),
            CarePlanOption
        );

    public override int SoftenedBy => Options.Count - 1;

    public override int OpensOn => AbsentClasses;

    public override bool OpensAt(PupilView view, int session, byte code) => code != StudyLeave;

    public override int Level(PupilView view, int session, int[] options)
    {
        var (ends, absent, dates) = Count(view, session, options);
        return absent >= options[MinAbsent] && dates >= options[Dates] && ends * 100 >= options[Percentage] * absent ? 1 : 0;
    }

    // An attended session changes no count.
    public override bool StillMet(int before, int session, bool attended) => attended && SameWeek(before, session);

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays)
    {
        for (var s = Math.Max(view.WeeksBack(session, options[Weeks]), view.First); s <= session; s++)
        {
            if (IsEnd(s) && view.IsAbsent(s) && view.Code(s) != StudyLeave)
                halfDays.Add(s);
        }
    }

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var (ends, absent, dates) = Count(view, session, options);
        return new Explanation(
            $"{ends} of {absent} missed half-days in {options[Weeks]} school weeks were on Mondays or Fridays ({Percent(ends, absent)}), on {dates} dates.",
            [
                new EvidenceFigure("mondayFriday", ends, ((options[Percentage] * absent) + 99) / 100),
                new EvidenceFigure("missed", absent, options[MinAbsent]),
                new EvidenceFigure("dates", dates, options[Dates]),
            ],
            ClosesAfter(options, $"with under {options[Percentage]}% on those days, or fewer dates")
        );
    }

    private static bool IsEnd(int session) => (session >> 1) % 7 is 0 or 4;

    private static (int Ends, int Absent, int Dates) Count(PupilView view, int session, int[] options)
    {
        var ends = 0;
        var absent = 0;
        var dates = 0;
        var last = -1;
        for (var s = Math.Max(view.WeeksBack(session, options[Weeks]), view.First); s <= session; s++)
        {
            if (!view.IsAbsent(s) || view.Code(s) == StudyLeave)
                continue;
            absent++;
            if (!IsEnd(s))
                continue;
            ends++;
            if (last != s >> 1)
                dates++;
            last = s >> 1;
        }
        return (ends, absent, dates);
    }
}
