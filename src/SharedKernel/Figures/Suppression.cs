namespace Attendance.SharedKernel.Figures;

/// <summary>
/// Hides the small counts of a set of tables, and as many others as are needed so that no hidden count follows from the published ones by any adding and
/// subtracting. For every hidden cell it finds another set of tables that agrees with the true one in everything published and has
/// <see cref="Threshold"/> more or fewer in that cell: who reads what is published cannot tell the two apart.
/// </summary>
public static class Suppression
{
    /// <summary>Counts under this are small. Source: RULES 8 (CONFIG 5; DfE hides such counts in anything public).</summary>
    public const int Threshold = 5;

    /// <summary>Cells of one other set of tables at most; a chain up to the total of the whole authority is far shorter.</summary>
    private const int Deepest = 64;

    /// <summary>Steps of one search; then everything that is open is hidden.</summary>
    private const int MostSteps = 20_000;

    /// <summary>Steps of one search for a secret that was kept before.</summary>
    private const int FewSteps = 300;

    /// <summary>
    /// Which cells to hide: those that are small or hidden already, and what hides them. Cells before <paramref name="start"/> are of tables that were judged
    /// before; <paramref name="carried"/>: the new cells whose place was hidden in the last of those tables. Where an old secret finds no other set of tables
    /// quickly, these are hidden too: then what hid it before still does, with the new table changed as the last one is.
    /// </summary>
    public static bool[] Apply(IReadOnlyList<Cell> cells, IReadOnlyList<Sum> sums, int start = 0, IReadOnlyList<int>? carried = null)
    {
        var hidden = cells.Select(cell => cell.State is CellState.Hidden or CellState.Small).ToArray();
        var of = new List<int>[cells.Count];
        for (var i = 0; i < cells.Count; i++)
            of[i] = [];
        for (var s = 0; s < sums.Count; s++)
        {
            of[sums[s].Whole].Add(s);
            foreach (var part in sums[s].Parts)
                of[part].Add(s);
        }
        var safe = new bool[cells.Count];
        for (var i = start; i < cells.Count; i++)
        {
            if (!cells[i].IsSecret || Keep(i, MostSteps))
                continue;
            // Nothing of what is open is published, and what was published before was judged before.
            for (var open = start; open < cells.Count; open++)
                hidden[open] = true;
            return hidden;
        }
        for (var i = 0; i < start; i++)
        {
            if (!cells[i].IsSecret || Keep(i, FewSteps))
                continue;
            foreach (var cell in carried ?? [])
                hidden[cell] = true;
            return hidden;
        }
        return hidden;

        bool Keep(int cell, int steps)
        {
            if (safe[cell])
                return true;
            if (Other(cells, sums, of, hidden, cell, steps) is not { } other)
                return false;
            // Every cell that the other set changes is hidden, and each of them has another value there.
            foreach (var changed in other.Keys)
                hidden[changed] = safe[changed] = true;
            return true;
        }
    }

    /// <summary>Changes that leave every sum true and change this cell, few of them and of cells that are hidden already where possible; null: none was found.</summary>
    private static Dictionary<int, long>? Other(
        IReadOnlyList<Cell> cells,
        IReadOnlyList<Sum> sums,
        List<int>[] of,
        bool[] hidden,
        int cell,
        int most
    )
    {
        for (var depth = 1; depth <= Deepest; depth *= 2)
        {
            foreach (var change in new[] { Threshold, -Threshold })
            {
                if (cells[cell].Value + change < cells[cell].Least)
                    continue;
                var changes = new Dictionary<int, long> { [cell] = change };
                var open = new Stack<int>(of[cell]);
                var steps = most;
                if (Balance(cells, sums, of, hidden, changes, open, depth, ref steps))
                    return changes;
            }
        }
        return null;
    }

    private static bool Balance(
        IReadOnlyList<Cell> cells,
        IReadOnlyList<Sum> sums,
        List<int>[] of,
        bool[] hidden,
        Dictionary<int, long> changes,
        Stack<int> touched,
        int depth,
        ref int steps
    )
    {
        // The sum with the fewest parts first: a row leaves little choice, a column of schools a great deal.
        var wrong = -1;
        foreach (var sum in touched)
        {
            if ((wrong < 0 || sums[sum].Parts.Count < sums[wrong].Parts.Count) && Imbalance(sums[sum], changes) != 0)
                wrong = sum;
        }
        if (wrong < 0)
            return true;
        if (changes.Count > depth || --steps < 0)
            return false;
        var imbalance = Imbalance(sums[wrong], changes);
        var candidates = sums[wrong]
            .Parts.Append(sums[wrong].Whole)
            .Where(cell => cells[cell].State is not CellState.Published && !changes.ContainsKey(cell))
            .OrderBy(cell => hidden[cell] ? -1 : cells[cell].Value);
        foreach (var cell in candidates)
        {
            var change = cell == sums[wrong].Whole ? -imbalance : imbalance;
            if (cells[cell].Value + change < cells[cell].Least)
                continue;
            changes.Add(cell, change);
            foreach (var sum in of[cell])
                touched.Push(sum);
            if (Balance(cells, sums, of, hidden, changes, touched, depth, ref steps))
                return true;
            foreach (var _ in of[cell])
                touched.Pop();
            changes.Remove(cell);
        }
        return false;
    }

    private static long Imbalance(Sum sum, Dictionary<int, long> changes) =>
        changes.GetValueOrDefault(sum.Whole) - sum.Parts.Sum(part => changes.GetValueOrDefault(part));
}

/// <summary>A count in a table. <paramref name="Least"/>: the least that a reader knows it to be.</summary>
public readonly record struct Cell(long Value, CellState State, bool IsSecret, long Least = 0);

/// <summary>What may become of a cell.</summary>
public enum CellState
{
    /// <summary>To be published unless it must hide another.</summary>
    Open,

    /// <summary>Too small to be published.</summary>
    Small,

    /// <summary>Never published.</summary>
    Hidden,

    /// <summary>Published already: it cannot be taken back.</summary>
    Published,
}

/// <summary>A cell that is the sum of others.</summary>
public sealed record Sum(int Whole, IReadOnlyList<int> Parts);
