using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>SPELLS: four spells of absence in a term, or three that lie on a single day each (RULES 4.3). A spell that is still going on is not yet a single-day one.</summary>
internal sealed class Spells : FlagRule
{
    public override string Id => "SPELLS";

    public override string Title => "Spells of absence";

    private const int Count = 3;
    private const int Single = 4;

    public override IReadOnlyList<RuleOption> Options { get; } =
        WithCommon(
            UsualCloseAfter,
            [FlagSeverity.Notice],
            new RuleOption("spells", 4, 1, 50, "Spells in a term."),
            new RuleOption("singleDays", 3, 1, 50, "Ended spells of one day in a term."),
            CarePlanOption
        );

    public override int SoftenedBy => Options.Count - 1;

    public override int OpensOn => AbsentClasses | AttendedClasses;

    public override bool OpensAt(PupilView view, int session, byte code)
    {
        if (view.IsAbsent(session))
            return true;
        // An attended session opens it only when it ends a spell.
        for (var s = session - 1; s >= view.First; s--)
        {
            var markClass = view.Class(s);
            if (PupilView.IsPossible(markClass))
                return markClass is MarkClass.Authorised or MarkClass.Unauthorised;
        }
        return false;
    }

    public override int Level(PupilView view, int session, int[] options)
    {
        var (spells, single) = Counted(view, session);
        return spells >= options[Count] || single >= options[Single] ? 1 : 0;
    }

    // Within a term spells only grow in number.
    public override bool StillMet(int before, int session, bool attended) => TermStart(before) == TermStart(session);

    public override void Collect(PupilView view, int session, int[] options, List<int> halfDays) =>
        CollectAbsent(view, TermStart(session), session, halfDays);

    public override Explanation Explain(PupilView view, int session, int level, int[] options)
    {
        var (spells, single) = Counted(view, session);
        return new Explanation(
            $"{spells} spells of absence this term, {single} of them of a single day; the thresholds are {options[Count]} and {options[Single]}.",
            [new EvidenceFigure("spells", spells, options[Count]), new EvidenceFigure("singleDaySpells", single, options[Single])],
            ClosesAfter(options, "in the next term")
        );
    }

    private static int TermStart(int session) =>
        StatisticalPeriods
            .FirstDay(StatisticalPeriods.YearOf(session >> 1), (HalfTerm)((int)StatisticalPeriods.HalfTermOf(session >> 1) & ~1))
            .DayNumber * 2;

    private static (int Spells, int Single) Counted(PupilView view, int session) => Counted(view, TermStart(session), session);

    /// <summary>Spells from one session to another, and how many of them ended and lie on a single day.</summary>
    internal static (int Spells, int Single) Counted(PupilView view, int from, int session)
    {
        var spells = 0;
        var single = 0;
        var first = -1;
        var last = -1;
        for (var s = Math.Max(from, view.First); s <= session; s++)
        {
            switch (view.Class(s))
            {
                case MarkClass.Authorised:
                case MarkClass.Unauthorised:
                    if (first < 0)
                    {
                        spells++;
                        first = s >> 1;
                    }
                    last = s >> 1;
                    break;
                case MarkClass.Present:
                case MarkClass.Approved:
                    if (first >= 0 && first == last)
                        single++;
                    first = -1;
                    break;
                case MarkClass.Missing:
                case MarkClass.NotPossible:
                case MarkClass.Administrative:
                    break;
                default:
                    throw new InvalidOperationException("Unknown class.");
            }
        }
        return (spells, single);
    }
}
