using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Flags;

/// <summary>
/// A rule of early identification: given a child's marks up to a possible session, how bad is it? Pure and without memory: the episode around it
/// (<see cref="Episodes"/>) keeps it open until enough good sessions. A level rises only at a mark of a class in <see cref="OpensOn"/>, so that the hot
/// path skips every other rule.
/// </summary>
internal abstract class FlagRule
{
    /// <summary>Option 0 of every rule: 0 switches it off.</summary>
    public const int Enabled = 0;

    /// <summary>Option 1 of every rule: possible sessions on the good side that close an episode.</summary>
    public const int CloseAfter = 1;

    /// <summary>Option 2 of every rule: severity of level 1; the following options are those of levels 2, 3, ... when the rule has them.</summary>
    public const int FirstSeverity = 2;

    /// <summary>Why ten sessions close most episodes.</summary>
    protected const int UsualCloseAfter = 10;

    /// <summary>The first day of the 2024 regulations (SI 2024/208).</summary>
    protected static readonly int August2024 = new DateOnly(2024, 8, 19).DayNumber;

    /// <summary>The classes that concern absence.</summary>
    protected const int AbsentClasses = (1 << (int)MarkClass.Authorised) | (1 << (int)MarkClass.Unauthorised);

    /// <summary>The classes of sessions attended.</summary>
    protected const int AttendedClasses = (1 << (int)MarkClass.Present) | (1 << (int)MarkClass.Approved);

    /// <summary>Stable name, as in RULES 4.1.</summary>
    public abstract string Id { get; }

    /// <summary>What it says, in plain words.</summary>
    public abstract string Title { get; }

    /// <summary>Rises when the code of the rule changes its meaning.</summary>
    public virtual int Version => 1;

    /// <summary>How many levels it has; severities are options 2 to 1 + Levels.</summary>
    public virtual int Levels => 1;

    /// <summary>Every option, in the order of their indexes.</summary>
    public abstract IReadOnlyList<RuleOption> Options { get; }

    /// <summary>Bits (1 shifted by the class) of the marks at which it can open or get worse.</summary>
    public abstract int OpensOn { get; }

    /// <summary>Whether this session, whose class is in <see cref="OpensOn"/>, is one at which it can open or get worse.</summary>
    public virtual bool OpensAt(PupilView view, int session, byte code) => true;

    /// <summary>First day number of sessions it judges.</summary>
    public virtual int From => 0;

    /// <summary>Last day number of sessions it judges.</summary>
    public virtual int To => int.MaxValue;

    /// <summary>True when an episode ends with its school year.</summary>
    public virtual bool EndsWithYear => false;

    /// <summary>The level at a possible session: 0 when the rule is not met. Looks at nothing later than the session.</summary>
    public abstract int Level(PupilView view, int session, int[] options);

    /// <summary>
    /// True when a level that was met at the judged session before is surely still met at this one; spares the scan of its window. A rule that is not sure
    /// says false.
    /// </summary>
    public virtual bool StillMet(int before, int session, bool attended) => false;

    /// <summary>True when both sessions lie in the same week: a window of school weeks then starts on the same day.</summary>
    protected static bool SameWeek(int before, int session) => PupilView.Monday(before >> 1) == PupilView.Monday(session >> 1);

    /// <summary>
    /// The index of the option that says whether what rests on illness under a medical care plan is a notice at most; -1 for a rule that no plan softens.
    /// </summary>
    public virtual int SoftenedBy => -1;

    /// <summary>The level that a view without running totals asks for: <see cref="PupilView.WithoutPlannedIllness"/>.</summary>
    protected virtual int LevelOf(PupilView rest, int session, int[] options) => Level(rest, session, options);

    /// <summary>True for a child and a rule that a medical care plan may soften.</summary>
    public bool MaySoften(PupilView view, int[] options) => SoftenedBy >= 0 && view.Context.CarePlans.Count > 0 && options[SoftenedBy] == 1;

    /// <summary>
    /// The severity of a level at a session: where illness under a medical care plan is needed to reach the level, that of the level without it, and a notice when there is none.
    /// </summary>
    public FlagSeverity SeverityAt(PupilView view, int session, int level, int[] options)
    {
        var full = Severity(level, options);
        if (full <= FlagSeverity.Notice || !MaySoften(view, options))
            return full;
        var without = LevelOf(view.WithoutPlannedIllness(session), session, options);
        var softened = without == 0 ? FlagSeverity.Notice : Severity(Math.Min(without, level), options);
        return softened < full ? softened : full;
    }

    /// <summary>The half-days (session numbers) that the level at a session rests on, in time order.</summary>
    public abstract void Collect(PupilView view, int session, int[] options, List<int> halfDays);

    /// <summary>The arithmetic in words and numbers, and what would clear it.</summary>
    public abstract Explanation Explain(PupilView view, int session, int level, int[] options);

    /// <summary>The severity of a level.</summary>
    public static FlagSeverity Severity(int level, int[] options) => (FlagSeverity)options[FirstSeverity + level - 1];

    /// <summary>The absent half-days from one session to another, both included.</summary>
    protected static void CollectAbsent(PupilView view, int from, int to, List<int> halfDays)
    {
        for (var s = Math.Max(from, view.First); s <= to; s++)
        {
            if (view.IsAbsent(s))
                halfDays.Add(s);
        }
    }

    /// <summary>The half-days with a code.</summary>
    protected static void CollectCode(PupilView view, int from, int to, byte code, List<int> halfDays)
    {
        for (var s = Math.Max(from, view.First); s <= to; s++)
        {
            if (view.Code(s) == code)
                halfDays.Add(s);
        }
    }

    /// <summary>How many half-days have a code.</summary>
    protected static int CountCode(PupilView view, int from, int to, byte code)
    {
        var count = 0;
        for (var s = Math.Max(from, view.First); s <= to; s++)
        {
            if (view.Code(s) == code)
                count++;
        }
        return count;
    }

    /// <summary>A percentage with one decimal, half up, for a sentence.</summary>
    protected static string Percent(int part, int whole) =>
        whole == 0
            ? "no possible session"
            : Math.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero)
                .ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) + "%";

    /// <summary>A day as people write it.</summary>
    protected static string Day(int session) =>
        DateOnly.FromDayNumber(session >> 1).ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The sentence that rules with the usual hysteresis end with.</summary>
    protected static string ClosesAfter(int[] options, string condition) =>
        $"Closes after {options[CloseAfter]} possible sessions in a row {condition}.";

    /// <summary>The option of rules that a medical care plan softens; always the last.</summary>
    protected static RuleOption CarePlanOption { get; } =
        new("carePlan", 1, 0, 1, "1: what rests on illness (I, M) under a medical care plan is a notice at most.");

    /// <summary>The options that every rule has, then the rule's own.</summary>
    protected static RuleOption[] WithCommon(int closeAfter, FlagSeverity[] severities, params RuleOption[] own) =>
        [
            new RuleOption("enabled", 1, 0, 1, "Switches the rule off."),
            new RuleOption("closeAfter", closeAfter, 1, 100, "Possible sessions on the good side that close an episode."),
            .. severities.Select(
                (severity, i) =>
                    new RuleOption($"severity{i + 1}", (int)severity, 1, 3, $"Severity of level {i + 1}: 1 notice, 2 concern, 3 action.")
            ),
            .. own,
        ];
}

/// <summary>A whole number that a rule takes, with its default, its range and why it is so.</summary>
internal sealed record RuleOption(string Name, int Default, int Min, int Max, string Reason);

/// <summary>The words and numbers of an evidence; the half-days come from <see cref="FlagRule.Collect"/>.</summary>
internal readonly record struct Explanation(string Sentence, IReadOnlyList<EvidenceFigure> Figures, string ClearsWhen);
