using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>PA_TRACK: absence since the start of the year has reached the published step of the half term (RULES 3.4; 2005/06 to 2014/15).</summary>
internal sealed class PersistentAbsenceTrack : FlagRule
{
    public override string Id => "PA_TRACK";

    public override string Title => "On the way to persistent absence";

    public override IReadOnlyList<RuleOption> Options { get; } = WithCommon(UsualCloseAfter, [FlagSeverity.Concern]);

    public override int OpensOn => AbsentClasses;

    public override int From { get; } = new DateOnly(2005, 8, 1).DayNumber;

    public override int To { get; } = new DateOnly(2015, 7, 31).DayNumber;

    public override bool EndsWithYear => true;

    public override int Level(PupilView view, int session, int[] options) =>
        PersistentAbsence.Step(view.Totals.Year, StatisticalPeriods.HalfTermOf(session >> 1), view.Totals.StatisticalAge) is { } step
        && view.Totals.Measured.Absent >= step
            ? 1
            : 0;

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays) =>
        CollectAbsent(view, PupilView.YearStart(session), session, halfDays);

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var year = StatisticalPeriods.YearOf(session >> 1);
        var half = StatisticalPeriods.HalfTermOf(session >> 1);
        var (_, measured) = view.CountYear(session);
        var step = PersistentAbsence.Step(year, half, SchoolAge.Statistical(view.Context.BirthDate, year));
        return new Explanation(
            $"{measured.Absent} half-days missed in {year} by {Day(session)}; the step of {half} is {step}.",
            [new EvidenceFigure("missed", measured.Absent, step), new EvidenceFigure("possible", measured.Possible)],
            ClosesAfter(options, "under the step of the half term") + " Ends with the school year."
        );
    }
}
