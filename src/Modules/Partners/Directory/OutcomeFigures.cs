using System.Collections.Frozen;
using System.ComponentModel;

namespace Attendance.Partners.Directory;

/// <summary>What has come of a responsibility, counted from what the product holds at this moment.</summary>
internal sealed class OutcomeFigures(IEnumerable<IOutcomeMeasures> folders)
{
    private readonly FrozenDictionary<string, CountOutcome> _measures = folders
        .SelectMany(folder => folder.Measures)
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The figures that a row names, in its order.</summary>
    public async Task<IReadOnlyList<OutcomeFigure>> OfAsync(AskedRow row, CancellationToken cancellation)
    {
        var figures = new List<OutcomeFigure>();
        foreach (var name in row.Source.Measures)
        {
            if (!_measures.TryGetValue(name, out var count))
                throw new InvalidOperationException($"No figure is called {name}.");
            figures.Add(await count(row, cancellation));
        }
        return figures;
    }
}

/// <summary>
/// What a folder counts for the rows of the strategy's tables. Every class of this module that implements it is found (<see cref="PartnersModule"/>); a name is given once.
/// </summary>
internal interface IOutcomeMeasures
{
    /// <summary>The names that rows use, and how each is counted.</summary>
    IReadOnlyDictionary<string, CountOutcome> Measures { get; }
}

/// <summary>Counts one figure for a row, at the moment of the answer; what several figures count is read once for the answer (<see cref="AnswerReads"/>).</summary>
internal delegate Task<OutcomeFigure> CountOutcome(AskedRow row, CancellationToken cancellation);

[Description("A figure that shows what came of a responsibility, counted at this moment.")]
internal sealed record OutcomeFigure(
    [property: Description("What is counted, in words.")] string Name,
    [property: Description("The count. Attendance and absence are in half-days.")] long? Count,
    [property: Description("Of how many; null where nothing is divided.")] long? OutOf,
    [property: Description("The count of those, in per cent; null when there are none.")] decimal? Percent,
    [property: Description("True when the group is under five children, so that nothing is told.")] bool Hidden
)
{
    /// <summary>A count that is divided by nothing.</summary>
    public static OutcomeFigure Of(string name, long count) => new(name, count, null, null, false);

    /// <summary>A count out of a larger one.</summary>
    public static OutcomeFigure Of(string name, long count, long outOf) =>
        new(name, count, outOf, Schools.Contracts.AbsenceRate.Percent(count, outOf, 1), false);

    /// <summary>What is not told.</summary>
    public static OutcomeFigure Unsaid(string name) => new(name, null, null, null, true);
}
