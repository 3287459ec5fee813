using Attendance.City.Plan;

namespace Attendance.City.LookedAfter;

/// <summary>
/// Divides a row's half-days among its children: every sum exact, and exactly as many children as the row says on each side of the tenth and of the half. Where the row hides how many, it is left to
/// what fits. Pure.
/// </summary>
internal static class LookedAfterBudgets
{
    /// <summary>
    /// The budgets of children of whom each is on roll for at most <paramref name="days"/> school days, in their order; null: no year of marks adds up to the row.
    /// </summary>
    public static IReadOnlyList<Budget>? Divide(LookedAfterRow row, IReadOnlyList<int> days, CityRandom random)
    {
        if (Windows(row.Possible, days, random) is not { } windows)
            return null;
        var possible = windows.Select((window, i) => window - (i == 0 ? row.Possible % 2 : 0)).ToArray();
        var bands = Bands(row, days.Count);
        random.Shuffle(bands);
        var least = possible.Select((own, i) => Least(own, bands[i])).ToArray();
        var above = row.Overall - least.Sum();
        if (above < 0)
            return null;
        var absent = GroupBudgets.Apportion(
            above,
            [.. possible.Select((own, i) => Most(own, bands[i]) - least[i])],
            [.. possible.Select((own, i) => own * Weight(bands[i]) * Math.Exp(0.6 * random.Normal()))]
        );
        if (absent is null)
            return null;
        for (var i = 0; i < absent.Length; i++)
            absent[i] += least[i];
        var unauthorised = GroupBudgets.Apportion(
            row.Unauthorised,
            absent,
            [.. absent.Select(own => own * Math.Exp(0.9 * random.Normal()))]
        );
        return unauthorised is null
            ? null
            :
            [
                .. windows.Select(
                    (window, i) =>
                        new Budget
                        {
                            Window = window,
                            NotPossible = window - possible[i],
                            Absent = absent[i],
                            Unauthorised = unauthorised[i],
                            Persistent = bands[i] is not Band.Usual,
                        }
                ),
            ];
    }

    /// <summary>Half-days on roll of each: all the year, less what the row lacks, which is taken from a few who came late or left.</summary>
    private static int[]? Windows(int possible, IReadOnlyList<int> days, CityRandom random)
    {
        var missing = days.Sum() - ((possible + 1) / 2);
        if (missing < 0)
            return null;
        var left = days.ToArray();
        var order = Enumerable.Range(0, left.Length).ToList();
        random.Shuffle(order);
        foreach (var share in new[] { 0.5, 0.9 })
        {
            foreach (var i in order)
            {
                var take = Math.Min(missing, Math.Min((int)(days[i] * share * random.Share()), left[i] - 5));
                if (take <= 0)
                    continue;
                left[i] -= take;
                missing -= take;
            }
        }
        return missing == 0 ? [.. left.Select(own => 2 * own)] : null;
    }

    private static Band[] Bands(LookedAfterRow row, int children)
    {
        // Hidden counts are under 5 or give one away: none severely absent is as good as any.
        var severe = row.Severe ?? 0;
        var persistent = Math.Max(row.Persistent ?? severe, severe);
        return
        [
            .. Enumerable
                .Range(0, children)
                .Select(i =>
                    i < severe ? Band.Severe
                    : i < persistent ? Band.Persistent
                    : Band.Usual
                ),
        ];
    }

    private static int Least(int possible, Band band) =>
        band switch
        {
            Band.Severe => (possible + 1) / 2,
            Band.Persistent => (possible + 9) / 10,
            Band.Usual => 0,
            _ => throw new ArgumentOutOfRangeException(nameof(band)),
        };

    private static int Most(int possible, Band band) =>
        band switch
        {
            Band.Severe => possible * 9 / 10,
            Band.Persistent => (possible - 1) / 2,
            Band.Usual => (possible - 1) / 10,
            _ => throw new ArgumentOutOfRangeException(nameof(band)),
        };

    private static double Weight(Band band) => band is Band.Usual ? 0.4 : 1;

    /// <summary>On which side of the tenth and of the half a child is.</summary>
    private enum Band
    {
        Usual,
        Persistent,
        Severe,
    }
}
