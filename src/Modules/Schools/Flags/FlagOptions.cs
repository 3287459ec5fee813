namespace Attendance.Schools.Flags;

/// <summary>
/// The options of every rule by the date of the session: a change takes effect on its date, not before, and a session is always judged by the options of
/// its own date. Immutable and shared by every grain.
/// </summary>
internal sealed class FlagOptions
{
    private readonly FlagOptionChange[] _changes;
    private readonly OptionSet[] _sets;

    public FlagOptions(IEnumerable<FlagOptionChange> changes)
    {
        _changes = [.. changes];
        var borders = new SortedSet<int> { 0 };
        foreach (var rule in FlagRules.All)
        {
            borders.Add(rule.From);
            if (rule.To < int.MaxValue)
                borders.Add(rule.To + 1);
        }
        foreach (var change in _changes)
        {
            var option = Find(change);
            if (change.Value < option.Min || change.Value > option.Max)
                throw new ArgumentOutOfRangeException(
                    nameof(changes),
                    $"{change.Rule}.{change.Option} must be {option.Min} to {option.Max}."
                );
            borders.Add(change.From.DayNumber);
        }
        _sets = [.. borders.Select(from => new OptionSet(from, _changes))];
    }

    /// <summary>Every rule with its defaults.</summary>
    public static FlagOptions Default { get; } = new([]);

    /// <summary>The changes to the defaults, in the order they were recorded.</summary>
    public IReadOnlyList<FlagOptionChange> Changes => _changes;

    /// <summary>These options with one more change. Throws when the rule or option is unknown or the value out of its range.</summary>
    public FlagOptions With(DateOnly from, string rule, string option, int value) =>
        new([.. _changes, new FlagOptionChange(from, rule, option, value)]);

    /// <summary>What applies to sessions of a day.</summary>
    public OptionSet On(int dayNumber)
    {
        var at = _sets.Length - 1;
        while (at > 0 && _sets[at].From > dayNumber)
            at--;
        return _sets[at];
    }

    private static RuleOption Find(FlagOptionChange change)
    {
        var rule = FlagRules.IndexOf(change.Rule);
        return (rule < 0 ? null : FlagRules.All[rule].Options.FirstOrDefault(option => option.Name == change.Option))
            ?? throw new ArgumentException($"No option {change.Rule}.{change.Option}.", nameof(change));
    }

    /// <summary>The options of every rule from a day on.</summary>
    internal sealed class OptionSet
    {
        private readonly int[][] _values;
        private readonly byte[][] _openers;

        public OptionSet(int from, FlagOptionChange[] changes)
        {
            From = from;
            _values = [.. FlagRules.All.Select(rule => rule.Options.Select(option => option.Default).ToArray())];
            foreach (var change in changes.Where(change => change.From.DayNumber <= from).OrderBy(change => change.From))
            {
                var rule = FlagRules.IndexOf(change.Rule);
                var option = FlagRules.All[rule].Options.Select((o, i) => (o, i)).First(x => x.o.Name == change.Option).i;
                _values[rule][option] = change.Value;
            }
            for (var i = 0; i < _values.Length; i++)
            {
                if (from < FlagRules.All[i].From || from > FlagRules.All[i].To)
                    _values[i][FlagRule.Enabled] = 0;
            }
            _openers =
            [
                .. Enumerable
                    .Range(0, 8)
                    .Select(markClass =>
                        Enumerable
                            .Range(0, FlagRules.All.Length)
                            .Where(i => _values[i][FlagRule.Enabled] == 1 && (FlagRules.All[i].OpensOn & (1 << markClass)) != 0)
                            .Select(i => (byte)i)
                            .ToArray()
                    ),
            ];
        }

        /// <summary>First day number.</summary>
        public int From { get; }

        /// <summary>The values of a rule's options, by index. Not to be changed.</summary>
        public int[] this[int rule] => _values[rule];

        /// <summary>The rules that a mark of a class can open.</summary>
        public byte[] Openers(Contracts.MarkClass markClass) => _openers[(int)markClass];
    }
}

/// <summary>An option of a rule has another value for sessions from a date on.</summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("FlagOptionChange")]
internal readonly record struct FlagOptionChange(
    [property: Orleans.Id(0)] DateOnly From,
    [property: Orleans.Id(1)] string Rule,
    [property: Orleans.Id(2)] string Option,
    [property: Orleans.Id(3)] int Value
);
