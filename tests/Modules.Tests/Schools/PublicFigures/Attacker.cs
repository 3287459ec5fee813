using Attendance.Schools.PublicFigures;

namespace Attendance.Modules.Tests.Schools.PublicFigures;

/// <summary>
/// Somebody with every table that was published, pencil and paper, who knows what adds up to what, that no count is negative and that counts only grow unless
/// corrected. It knows nothing of how cells are chosen to be hidden, and shares no code with that.
/// </summary>
internal sealed class Attacker
{
    private readonly List<Dictionary<int, double>> _equations = [];
    private readonly List<double> _low = [];
    private readonly List<double> _high = [];

    /// <summary>The number of a cell.</summary>
    public static int Variable(int table, int tableSize, int row, int column) => (table * tableSize) + (row * FigureRow.Columns) + column;

    public Attacker(IReadOnlyList<FigureTable> tables, bool growing)
    {
        var size = tables[0].Rows.Count * FigureRow.Columns;
        for (var t = 0; t < tables.Count; t++)
        {
            var rows = tables[t].Rows;
            for (var r = 0; r < rows.Count; r++)
            for (var c = 0; c < FigureRow.Columns; c++)
            {
                _low.Add(rows[r].Shown(c) ?? 0);
                _high.Add(rows[r].Shown(c) ?? double.PositiveInfinity);
            }
            for (var r = 0; r < rows.Count; r++)
            {
                int At(int column) => Variable(t, size, r, column);
                Equal(At(FigureRow.Possible), At(FigureRow.Attended), At(FigureRow.Missed));
                Equal(At(FigureRow.Missed), At(FigureRow.Authorised), At(FigureRow.Unauthorised));
            }
            var phases = Enumerable.Range(0, rows.Count).Where(r => rows[r] is { Phase: not null, School: null }).ToList();
            for (var c = 0; c < FigureRow.Columns; c++)
            {
                Equal(Variable(t, size, 0, c), [.. phases.Select(r => Variable(t, size, r, c))]);
                foreach (var phase in phases)
                    Equal(
                        Variable(t, size, phase, c),
                        [
                            .. Enumerable
                                .Range(0, rows.Count)
                                .Where(r => rows[r].School is not null && rows[r].Phase == rows[phase].Phase)
                                .Select(r => Variable(t, size, r, c)),
                        ]
                    );
            }
        }
        if (!growing)
            return;
        // What came to each cell since the table before is a count too: it is numbered behind all tables.
        for (var t = 1; t < tables.Count; t++)
        for (var cell = 0; cell < size; cell++)
        {
            Equal((t * size) + cell, ((t - 1) * size) + cell, Growth(tables.Count, size, t, cell));
            _low.Add(0);
            _high.Add(double.PositiveInfinity);
        }
    }

    /// <summary>The number of what came to a cell since the table before.</summary>
    public static int Growth(int tables, int size, int table, int cell) => (tables * size) + ((table - 1) * size) + cell;

    /// <summary>How far the published figures leave a cell open, by going round all sums until nothing narrows any more: the least and the most that it can be.</summary>
    public (double[] Low, double[] High) Narrow()
    {
        var (low, high) = (_low.ToArray(), _high.ToArray());
        for (var changed = true; changed; )
        {
            changed = false;
            foreach (var equation in _equations)
            foreach (var (cell, factor) in equation)
            {
                // factor * cell = - (all others)
                double least = 0;
                double most = 0;
                foreach (var (other, weight) in equation)
                {
                    if (other == cell)
                        continue;
                    least += weight > 0 ? -weight * high[other] : -weight * low[other];
                    most += weight > 0 ? -weight * low[other] : -weight * high[other];
                }
                var (lower, upper) = factor > 0 ? (least, most) : (-most, -least);
                if (lower > low[cell] + 0.5)
                    (low[cell], changed) = (lower, true);
                if (upper < high[cell] - 0.5)
                    (high[cell], changed) = (upper, true);
            }
        }
        return (low, high);
    }

    /// <summary>The hidden cells that are a sum or difference of published ones, by elimination: any adding and subtracting of any number of sums.</summary>
    public HashSet<int> Solve()
    {
        var unknown = Enumerable.Range(0, _low.Count).Where(cell => _low[cell] < _high[cell]).ToList();
        var column = unknown.Select((cell, at) => (cell, at)).ToDictionary(pair => pair.cell, pair => pair.at);
        var rows = _equations
            .Select(equation =>
            {
                var row = new double[unknown.Count];
                foreach (var (cell, factor) in equation)
                {
                    if (column.TryGetValue(cell, out var at))
                        row[at] += factor;
                }
                return row;
            })
            .Where(row => row.Any(factor => factor != 0))
            .ToList();
        var pivot = 0;
        for (var c = 0; c < unknown.Count && pivot < rows.Count; c++)
        {
            var best = Enumerable.Range(pivot, rows.Count - pivot).MaxBy(r => Math.Abs(rows[r][c]));
            if (Math.Abs(rows[best][c]) < 1e-9)
                continue;
            (rows[pivot], rows[best]) = (rows[best], rows[pivot]);
            var scale = rows[pivot][c];
            for (var k = c; k < unknown.Count; k++)
                rows[pivot][k] /= scale;
            for (var r = 0; r < rows.Count; r++)
            {
                var factor = rows[r][c];
                if (r == pivot || Math.Abs(factor) < 1e-12)
                    continue;
                for (var k = c; k < unknown.Count; k++)
                    rows[r][k] -= factor * rows[pivot][k];
            }
            pivot++;
        }
        return
        [
            .. rows.Take(pivot)
                .Select(row => Enumerable.Range(0, unknown.Count).Where(k => Math.Abs(row[k]) > 1e-7).ToList())
                .Where(cells => cells.Count == 1)
                .Select(cells => unknown[cells[0]]),
        ];
    }

    private void Equal(int whole, params IReadOnlyList<int> parts)
    {
        var equation = new Dictionary<int, double> { [whole] = 1 };
        foreach (var part in parts)
            equation[part] = -1;
        _equations.Add(equation);
    }
}
