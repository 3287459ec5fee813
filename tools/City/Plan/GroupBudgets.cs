using Attendance.City.Figures;

namespace Attendance.City.Plan;

/// <summary>
/// Divides one group's totals among its enrolments: every sum exact, each enrolment on its side of the ten-per-cent line. Pure.
/// </summary>
internal static class GroupBudgets
{
    /// <summary>
    /// The group's budgets in the order of <paramref name="propensity"/> (deviations from the usual, one per enrolment), or null when no way was found for
    /// a year of <paramref name="days"/> whole days.
    /// </summary>
    public static Budget[]? Divide(GroupTotals group, bool persistent, int days, IReadOnlyList<double> propensity, CityRandom random)
    {
        if (group.Enrolments == 0)
            return group is { Possible: 0, Overall: 0 } ? [] : null;
        if (group.Possible < group.Enrolments)
            return null;
        for (var attempt = 0; attempt < 24; attempt++)
        {
            var window = Windows(group, days, random, fewLong: attempt < 12);
            if (window is null)
                continue;
            var odd = group.Possible % 2;
            var absent = Absences(group, persistent, window, odd, propensity, random);
            if (absent is null)
                continue;
            var unauthorised = Apportion(
                group.Unauthorised,
                absent,
                [.. propensity.Select((p, i) => absent[i] * Math.Exp((1.1 * p) + (0.8 * random.Normal())))]
            );
            if (unauthorised is null)
                continue;
            return
            [
                .. window.Select(
                    (size, i) =>
                        new Budget
                        {
                            Window = size,
                            NotPossible = i == 0 ? odd : 0,
                            Absent = absent[i],
                            Unauthorised = unauthorised[i],
                            Persistent = persistent,
                        }
                ),
            ];
        }
        return null;
    }

    /// <summary>
    /// Splits a whole number into parts that are as their weights, none above its cap. Null when the caps add up to less.
    /// </summary>
    public static int[]? Apportion(int total, IReadOnlyList<int> caps, double[] weights)
    {
        if (caps.Sum(cap => (long)cap) < total)
            return null;
        var parts = new int[caps.Count];
        var left = total;
        while (left > 0)
        {
            var open = Enumerable.Range(0, parts.Length).Where(i => parts[i] < caps[i]).ToList();
            var sum = open.Sum(i => weights[i] + 1e-9);
            var before = left;
            foreach (var i in open)
            {
                var part = Math.Min(caps[i] - parts[i], (int)(before * ((weights[i] + 1e-9) / sum)));
                parts[i] += part;
                left -= part;
            }
            if (left != before)
                continue;
            // Less than one each: one to those with the largest weight.
            foreach (var i in open.OrderByDescending(i => weights[i]).ThenBy(i => i).Take(left))
            {
                parts[i]++;
                left--;
            }
        }
        return parts;
    }

    /// <summary>
    /// Sessions on roll of each: most all year, the missing days with a few late joiners and leavers (or, when that cannot be, with all alike).
    /// The first one's holds the session coded Y of an odd total.
    /// </summary>
    private static int[]? Windows(GroupTotals group, int days, CityRandom random, bool fewLong)
    {
        var members = group.Enrolments;
        var missing = ((long)members * days) - ((group.Possible + 1) / 2);
        if (missing < 0)
            return null;
        var least = missing <= (long)members * (days - 5) ? Math.Min(5, days) : 1;
        var room = days - least;
        var lost = new int[members];
        var order = Enumerable.Range(0, members).ToList();
        random.Shuffle(order);
        if (!fewLong)
        {
            foreach (var i in order)
                lost[i] = (int)(missing / members);
            foreach (var i in order.Take((int)(missing % members)))
                lost[i]++;
            return lost.Max() <= days - 1 ? [.. lost.Select(l => 2 * (days - l))] : null;
        }
        for (var round = 0; missing > 0; round++)
        {
            foreach (var i in order)
            {
                if (missing == 0)
                    break;
                var wanted = round == 0 ? random.Between(Math.Min(3, room), Math.Max(3, (int)(room * 0.8))) : room;
                var take = (int)Math.Min(Math.Min(wanted, room - lost[i]), missing);
                lost[i] += take;
                missing -= take;
            }
            if (round > 1 && missing > 0)
                return null;
        }
        return [.. lost.Select(l => 2 * (days - l))];
    }

    private static int[]? Absences(
        GroupTotals group,
        bool persistent,
        int[] window,
        int odd,
        IReadOnlyList<double> propensity,
        CityRandom random
    )
    {
        var possible = window.Select((size, i) => size - (i == 0 ? odd : 0)).ToArray();
        if (!persistent)
            return Apportion(
                group.Overall,
                [.. possible.Select(p => (p - 1) / 10)],
                [.. possible.Select((p, i) => p * Math.Exp((0.5 * propensity[i]) + (0.4 * random.Normal())))]
            );
        var least = possible.Select(p => (p + 9) / 10).ToArray();
        var above = group.Overall - least.Sum();
        if (above < 0)
            return null;
        var weights = possible.Select((p, i) => p * Math.Exp((0.8 * propensity[i]) + random.Normal())).ToArray();
        // Nobody misses more than nine tenths of the year unless the row says that they must.
        var extra =
            Apportion(above, [.. possible.Select((p, i) => Math.Max(0, (p * 9 / 10) - least[i]))], weights)
            ?? Apportion(above, [.. possible.Select((p, i) => p - least[i])], weights);
        return extra is null ? null : [.. least.Select((l, i) => l + extra[i])];
    }
}
