using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Figures;

namespace Attendance.Schools.PublicFigures;

/// <summary>
/// The authority's figures of a school year up to a day, row by row: all schools, each phase, each school. Pure. A table is made once and never again, because
/// two readings of the same figures a few corrections apart would tell the difference.
/// </summary>
internal sealed record FigureTable(DateOnly AsOf, IReadOnlyList<FigureRow> Rows)
{
    /// <summary>
    /// Makes a table, hiding what must be: small counts, every count of a row with few children, counts by which a small one could be worked out, and counts
    /// whose difference to a table of the year that was published before is small.
    /// </summary>
    public static FigureTable Make(
        DateOnly asOf,
        IReadOnlyList<SchoolNode> schools,
        IReadOnlyDictionary<Laestab, SessionSums> sums,
        IReadOnlyList<FigureTable> before
    )
    {
        var rows = RowsOf(schools, sums);
        var cells = new List<Cell>();
        var equations = new List<Sum>();
        // What was published before comes first: it is fixed, and what it hides is still to be kept.
        Placed? last = null;
        foreach (var table in before.OrderBy(table => table.AsOf))
            last = Add(cells, equations, table.Rows, last, cell => cell.Hidden ? CellState.Hidden : CellState.Published);
        var (_, start) = Add(cells, equations, rows, last, cell => cell.Hidden ? CellState.Small : CellState.Open);
        var hidden = Suppression.Apply(cells, equations, start, Carried(rows, start, last));
        return new FigureTable(
            asOf,
            [
                .. rows.Select(
                    (row, at) =>
                        row with
                        {
                            Cells =
                            [
                                .. row.Cells.Select(
                                    (cell, column) => cell with { Hidden = hidden[start + (at * FigureRow.Columns) + column] }
                                ),
                            ],
                        }
                ),
            ]
        );
    }

    /// <summary>The cells whose place is hidden in the table before.</summary>
    private static List<int> Carried(List<FigureRow> rows, int start, Placed? before)
    {
        var carried = new List<int>();
        if (before is null)
            return carried;
        var now = new Placed(rows, start);
        // A school that changed its phase takes away what the proof rests on: then nothing of the new table is published.
        if (before.Rows.Any(row => now.Find(row) < 0))
            return [.. Enumerable.Range(start, rows.Count * FigureRow.Columns)];
        for (var at = 0; at < rows.Count; at++)
        {
            var was = before.Find(rows[at]);
            for (var column = 0; was >= 0 && column < FigureRow.Columns; column++)
            {
                if (before.Rows[was].Cells[column].Hidden)
                    carried.Add(start + (at * FigureRow.Columns) + column);
            }
        }
        return carried;
    }

    private static List<FigureRow> RowsOf(IReadOnlyList<SchoolNode> schools, IReadOnlyDictionary<Laestab, SessionSums> sums)
    {
        var rows = new List<FigureRow> { Row(null, null, schools) };
        foreach (var phase in schools.GroupBy(school => school.Phase).OrderBy(phase => phase.Key))
        {
            rows.Add(Row(phase.Key, null, [.. phase]));
            rows.AddRange(phase.OrderBy(school => school.Laestab.Value).Select(school => Row(phase.Key, school.Laestab, [school])));
        }
        return rows;

        FigureRow Row(SchoolPhase? phase, Laestab? school, IReadOnlyList<SchoolNode> of) =>
            FigureRow.Of(phase, school, of.Aggregate(default(SessionSums), (sum, one) => sum + sums.GetValueOrDefault(one.Laestab)));
    }

    /// <summary>Adds a table's cells in the order of rows and columns, what adds up to what, and how it grew from the table before.</summary>
    private static Placed Add(
        List<Cell> cells,
        List<Sum> equations,
        IReadOnlyList<FigureRow> rows,
        Placed? before,
        Func<FigureCell, CellState> state
    )
    {
        var start = cells.Count;
        cells.AddRange(rows.SelectMany(row => row.Cells).Select(cell => new Cell(cell.Value, state(cell), cell.Hidden)));
        for (var at = 0; at < rows.Count; at++)
        {
            var row = start + (at * FigureRow.Columns);
            equations.Add(new Sum(row + FigureRow.Possible, [row + FigureRow.Attended, row + FigureRow.Missed]));
            equations.Add(new Sum(row + FigureRow.Missed, [row + FigureRow.Authorised, row + FigureRow.Unauthorised]));
            var parts = Enumerable
                .Range(0, rows.Count)
                .Where(other =>
                    rows[at] switch
                    {
                        { Phase: null } => rows[other] is { Phase: not null, School: null },
                        { School: null } => rows[other].School is not null && rows[other].Phase == rows[at].Phase,
                        _ => false,
                    }
                )
                .ToList();
            if (parts.Count == 0)
                continue;
            for (var column = 0; column < FigureRow.Columns; column++)
                equations.Add(new Sum(row + column, [.. parts.Select(other => start + (other * FigureRow.Columns) + column)]));
        }
        if (before is { } earlier)
            AddGrowth(cells, equations, new Placed(rows, start), earlier);
        return new Placed(rows, start);
    }

    /// <summary>
    /// What came to each cell since the table before. It is never published, but is the difference of two that may be. Corrections can make it negative, and a
    /// reader can be no surer than that it is what it is or more.
    /// </summary>
    private static void AddGrowth(List<Cell> cells, List<Sum> equations, Placed now, Placed before)
    {
        for (var at = 0; at < now.Rows.Count; at++)
        {
            var was = before.Find(now.Rows[at]);
            if (was < 0)
                continue;
            for (var column = 0; column < FigureRow.Columns; column++)
            {
                var growth = now.Rows[at].Cells[column].Value - before.Rows[was].Cells[column].Value;
                equations.Add(new Sum(now.Cell(at, column), [before.Cell(was, column), cells.Count]));
                cells.Add(
                    new Cell(growth, CellState.Hidden, Math.Abs(growth) is > 0 and < Suppression.Threshold, Least: Math.Min(0, growth))
                );
            }
        }
    }

    /// <summary>Rows whose cells begin at a number.</summary>
    private sealed record Placed(IReadOnlyList<FigureRow> Rows, int Start)
    {
        public int Cell(int row, int column) => Start + (row * FigureRow.Columns) + column;

        public int Find(FigureRow row)
        {
            for (var at = 0; at < Rows.Count; at++)
            {
                if (Rows[at].Phase == row.Phase && Rows[at].School == row.School)
                    return at;
            }
            return -1;
        }
    }
}
