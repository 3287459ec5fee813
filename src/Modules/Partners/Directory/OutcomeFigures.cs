using System.ComponentModel;
using Attendance.Schools.Contracts;

namespace Attendance.Partners.Directory;

/// <summary>What has come of a responsibility, counted from what the product holds at this moment.</summary>
internal sealed class OutcomeFigures(AbsenceFigures absence, ProgrammeBook programmes)
{
    private const string Bip = "bip";

    /// <summary>The figures that a row names, in its order.</summary>
    public async Task<IReadOnlyList<OutcomeFigure>> OfAsync(Responsibility row, CancellationToken cancellation)
    {
        var figures = new List<OutcomeFigure>();
        foreach (var measure in row.Measures)
            figures.Add(await OfAsync(measure, cancellation));
        return figures;
    }

    /// <summary>True when there is such a figure.</summary>
    public static bool Knows(string measure) =>
        measure is "attendance" or "authorised" or "unauthorised" or "bip-attendance" or "bip-unauthorised";

    private async Task<OutcomeFigure> OfAsync(string measure, CancellationToken cancellation) =>
        measure switch
        {
            "attendance" => Attended("Attendance of all schools this year", await absence.SumAsync(absence.Year)),
            "authorised" => Missed(
                "Authorised absence of all schools this year",
                await absence.SumAsync(absence.Year),
                sums => sums.Authorised
            ),
            "unauthorised" => Missed(
                "Unauthorised absence of all schools this year",
                await absence.SumAsync(absence.Year),
                sums => sums.Unauthorised
            ),
            "bip-attendance" => Attended("Attendance of the programme's schools this year", await BipAsync(cancellation)),
            "bip-unauthorised" => Missed(
                "Unauthorised absence of the programme's schools this year",
                await BipAsync(cancellation),
                sums => sums.Unauthorised
            ),
            _ => throw new InvalidOperationException($"No figure is called {measure}."),
        };

    private async Task<AbsenceSums> BipAsync(CancellationToken cancellation) =>
        await absence.SumAsync(absence.Year, (await programmes.ListAsync(cancellation)).Single(programme => programme.Id == Bip).Schools);

    private static OutcomeFigure Attended(string name, AbsenceSums sums) =>
        Missed(name, sums, all => all.Possible - all.Authorised - all.Unauthorised);

    private static OutcomeFigure Missed(string name, AbsenceSums sums, Func<AbsenceSums, long> count) =>
        sums.IsHidden
            ? new OutcomeFigure(name, null, null, null, true)
            : new OutcomeFigure(name, count(sums), sums.Possible, AbsenceRate.Percent(count(sums), sums.Possible, 1), false);
}

[Description("A figure that shows what came of a responsibility, counted at this moment.")]
internal sealed record OutcomeFigure(
    [property: Description("What is counted, in words.")] string Name,
    [property: Description("The count. Attendance and absence are in half-days.")] long? Count,
    [property: Description("Of how many; null where nothing is divided.")] long? OutOf,
    [property: Description("The count of those, in per cent; null when there are none.")] decimal? Percent,
    [property: Description("True when the group is under five children, so that nothing is told.")] bool Hidden
);
