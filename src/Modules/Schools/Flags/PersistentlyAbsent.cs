using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>PA: persistently absent by the rule of the school year (RULES 3.4). In the years of standard thresholds the count alone decides.</summary>
internal sealed class PersistentlyAbsent : FlagRule
{
    public override string Id => "PA";

    public override string Title => "Persistently absent";

    private const int MinPossible = 3;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            UsualCloseAfter,
            [FlagSeverity.Concern],
            new RuleOption("minPossible", 20, 1, 100, "A percentage of fewer possible sessions says little."),
            CarePlanOption
        );

    public override int SoftenedBy => Options.Count - 1;

    public override int OpensOn => AbsentClasses | AttendedClasses;

    public override bool EndsWithYear => true;

    public override int Level(PupilView view, int session, int[] options) =>
        Met(view.Totals.Year, view.Totals.StatisticalAge, view.Totals.Measured, options) ? 1 : 0;

    protected override int LevelOf(PupilView rest, int session, int[] options)
    {
        var year = StatisticalPeriods.YearOf(session >> 1);
        return Met(year, SchoolAge.Statistical(rest.Context.BirthDate, year), rest.CountYear(session).Measured, options) ? 1 : 0;
    }

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays)
    {
        var year = StatisticalPeriods.YearOf(session >> 1);
        var age = SchoolAge.Statistical(view.Context.BirthDate, year);
        for (var s = Math.Max(PupilView.YearStart(session), view.First); s <= session; s++)
        {
            if (StatisticalPeriods.Counts(year, StatisticalPeriods.HalfTermOf(s >> 1), age) && view.IsAbsent(s))
                halfDays.Add(s);
        }
    }

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var year = StatisticalPeriods.YearOf(session >> 1);
        var (_, measured) = view.CountYear(session);
        var threshold = PersistentAbsence.YearThreshold(year, SchoolAge.Statistical(view.Context.BirthDate, year));
        return threshold is { } sessions
            ? new Explanation(
                $"{measured.Absent} half-days missed in {year}; {sessions} make persistent absence that year.",
                [new EvidenceFigure("missed", measured.Absent, sessions), new EvidenceFigure("possible", measured.Possible)],
                "Ends with the school year."
            )
            : new Explanation(
                $"{measured.Absent} of {measured.Possible} half-days missed in {year} ({Percent(measured.Absent, measured.Possible)}); 10% make persistent absence.",
                [
                    new EvidenceFigure("missed", measured.Absent, (measured.Possible + 9) / 10),
                    new EvidenceFigure("possible", measured.Possible, options[MinPossible]),
                ],
                ClosesAfter(options, "under 10% missed") + " Ends with the school year."
            );
    }

    private static bool Met(SharedKernel.AcademicYear year, int age, in Counts measured, int[] options)
    {
        if (PersistentAbsence.YearThreshold(year, age) is { } threshold)
            return measured.Absent >= threshold;
        return PersistentAbsence.MeasureOf(year) == PersistentAbsenceMeasure.TenPercentExact
            && measured.Possible >= options[MinPossible]
            && PersistentAbsence.IsTenPercent(measured.Possible, measured.Absent);
    }
}
