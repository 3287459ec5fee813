using Attendance.SharedKernel;

namespace Attendance.Casework.SchoolHours;

/// <summary>
/// Divides the hours of the locality teams among schools (S122): by the schools' shares of children on roll, of half-days missed and of children with an open flag of concern or action, each with a weight.
/// Pure and exact: half-hours are given by largest remainder, so that they add up, the smaller LAESTAB first where remainders are alike.
/// </summary>
internal static class SupportFormula
{
    /// <summary>The half-hours of each school. A criterion of which nobody has any counts for nothing; without any at all the hours are divided evenly.</summary>
    public static IReadOnlyDictionary<Laestab, int> Divide(
        IReadOnlyCollection<SchoolInputs> schools,
        int totalHours,
        SupportWeights weights
    )
    {
        var (roll, missed, need) = (
            schools.Sum(school => (long)school.Roll),
            schools.Sum(school => (long)school.Missed),
            schools.Sum(school => (long)school.Need)
        );
        var halves = totalHours * 2;
        var shares = schools
            .OrderBy(school => school.School.Value)
            .Select(school =>
                (
                    school.School,
                    Points: Part(weights.Roll, school.Roll, roll)
                        + Part(weights.Missed, school.Missed, missed)
                        + Part(weights.Need, school.Need, need)
                )
            )
            .ToList();
        var points = shares.Sum(share => share.Points);
        if (points == 0)
            shares = [.. shares.Select(share => (share.School, 1m))];
        points = shares.Sum(share => share.Points);
        var exact = shares.Select(share => (share.School, Halves: halves * share.Points / points)).ToList();
        var given = exact.ToDictionary(share => share.School, share => (int)Math.Floor(share.Halves));
        var left = halves - given.Values.Sum();
        foreach (var share in exact.OrderByDescending(share => share.Halves - Math.Floor(share.Halves)).Take(left))
            given[share.School]++;
        return given;
    }

    private static decimal Part(int weight, int own, long all) => all == 0 ? 0 : (decimal)weight * own / all;
}

/// <summary>What a school's hours are computed from. <paramref name="Missed"/>: half-days of the school year so far; <paramref name="Need"/>: children with an open flag of concern or action.</summary>
internal sealed record SchoolInputs(Laestab School, int Roll, int Missed, int Need);

/// <summary>How much each criterion counts, 0 to 100 each, not all 0.</summary>
internal sealed record SupportWeights(int Roll, int Missed, int Need)
{
    /// <summary>What is proposed. Ours: absence and need together count four times as much as size.</summary>
    public static SupportWeights Usual { get; } = new(20, 40, 40);
}
