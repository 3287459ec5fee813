using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>SICK_15D: code I on the half-days of fifteen school days in the school year; the school makes a sickness return (2024 regulations).</summary>
internal sealed class SickFifteenDays : FlagRule
{
    public override string Id => "SICK_15D";

    public override string Title => "Fifteen days of sickness";

    private const int Sessions = 3;
    private static readonly byte I = AttendanceCode.Parse("I").Id;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            UsualCloseAfter,
            [FlagSeverity.Concern],
            new RuleOption("sessions", 30, 1, 200, "Fifteen days of two half-days, consecutive or not."),
            CarePlanOption
        );

    public override int SoftenedBy => Options.Count - 1;

    public override int OpensOn => 1 << (int)MarkClass.Authorised;

    public override int From => August2024;

    public override bool EndsWithYear => true;

    public override bool OpensAt(PupilView view, int session, byte code) => code == I;

    public override int Level(PupilView view, int session, int[] options) =>
        CountCode(view, PupilView.YearStart(session), session, I) >= options[Sessions] ? 1 : 0;

    // Within a year the count only grows.
    public override bool StillMet(int before, int session, bool attended) => PupilView.YearStart(before) == PupilView.YearStart(session);

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays) =>
        CollectCode(view, PupilView.YearStart(session), session, I, halfDays);

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var count = CountCode(view, PupilView.YearStart(session), session, I);
        return new Explanation(
            $"{count} half-days of illness this school year; {options[Sessions]} are {options[Sessions] / 2} days.",
            [new EvidenceFigure("illness", count, options[Sessions])],
            "Ends with the school year."
        );
    }
}
