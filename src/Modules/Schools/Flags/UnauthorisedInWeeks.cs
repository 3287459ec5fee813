using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>So many unauthorised sessions in so many rolling school weeks: the thresholds differ by whose they are.</summary>
internal abstract class UnauthorisedInWeeks : FlagRule
{
    private const int Weeks = 3;
    private const int Sessions = 4;

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
