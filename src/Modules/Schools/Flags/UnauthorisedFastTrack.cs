using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>UNAUTH_FT: 15% unauthorised in six school weeks, nine sessions of sixty (the fast-track threshold of a county, RULES 4.1).</summary>
internal sealed class UnauthorisedFastTrack : FlagRule
{
    public override string Id => "UNAUTH_FT";

    public override string Title => "Fast-track threshold of unauthorised absence";

    private const int Weeks = 3;
    private const int Sessions = 4;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            UsualCloseAfter,
            [FlagSeverity.Concern],
            new RuleOption("weeks", 6, 1, 40, "Rolling school weeks."),
            new RuleOption("sessions", 9, 1, 100, "15% of the 60 sessions of six weeks.")
        );

    public override int OpensOn => 1 << (int)MarkClass.Unauthorised;

    public override int Level(PupilView view, int session, int[] options) =>
        view.Count(view.WeeksBack(session, options[Weeks]), session).Unauthorised >= options[Sessions] ? 1 : 0;

    // Within a week the count only grows.
    public override bool StillMet(int before, int session, bool attended) => SameWeek(before, session);

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays)
    {
        for (var s = Math.Max(view.WeeksBack(session, options[Weeks]), view.First); s <= session; s++)
        {
            if (view.Class(s) == MarkClass.Unauthorised)
                halfDays.Add(s);
        }
    }

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var from = view.WeeksBack(session, options[Weeks]);
        var counts = view.Count(from, session);
        return new Explanation(
            $"{counts.Unauthorised} unauthorised half-days in {options[Weeks]} school weeks from {Day(from)}; the threshold is {options[Sessions]}.",
            [new EvidenceFigure("unauthorised", counts.Unauthorised, options[Sessions]), new EvidenceFigure("possible", counts.Possible)],
            ClosesAfter(options, $"with fewer than {options[Sessions]} in the window")
        );
    }
}
