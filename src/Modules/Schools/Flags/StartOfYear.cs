using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>YEAR_START: much missed in the first two weeks of the school year.</summary>
internal sealed class StartOfYear : FlagRule
{
    public override string Id => "YEAR_START";

    public override string Title => "A bad start to the year";

    private const int Days = 3;
    private const int Sessions = 4;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            UsualCloseAfter,
            [FlagSeverity.Notice],
            new RuleOption("days", 10, 1, 40, "The first school days of the year."),
            new RuleOption("sessions", 6, 1, 80, "Missed half-days among them.")
        );

    public override int OpensOn => AbsentClasses;

    public override bool EndsWithYear => true;

    public override bool OpensAt(PupilView view, int session, byte code) => StatisticalPeriods.HalfTermOf(session >> 1) == HalfTerm.Aut1;

    public override int Level(PupilView view, int session, int[] options)
    {
        if (StatisticalPeriods.HalfTermOf(session >> 1) != HalfTerm.Aut1)
            return 0;
        var start = PupilView.YearStart(session);
        var days = 0;
        for (var day = start >> 1; day <= session >> 1; day++)
        {
            if (view.IsSchoolDay(day) && ++days > options[Days])
                return 0;
        }
        return view.Count(start, session).Absent >= options[Sessions] ? 1 : 0;
    }

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays) =>
        CollectAbsent(view, PupilView.YearStart(session), session, halfDays);

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var absent = view.Count(PupilView.YearStart(session), session).Absent;
        return new Explanation(
            $"{absent} half-days missed in the first {options[Days]} school days of the year; the threshold is {options[Sessions]}.",
            [new EvidenceFigure("missed", absent, options[Sessions])],
            ClosesAfter(options, "after those days")
        );
    }
}
