using Attendance.Lac.Children;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.Figures;

namespace Attendance.Lac.Members;

/// <summary>
/// The figures of a quarter for elected members: all children in care in it, then by age and by placement. Every figure is of that quarter alone, so that no two reports differ by a few
/// children's half-days. A count of 1 to 4 is hidden, every count of a row of 1 to 4 children, and as many others that none of them follows from what is shown. Pure.
/// </summary>
internal static class MemberTable
{
    private const int Children = 0;
    private const int TenDays = 1;
    private const int TwentyFiveDays = 2;
    private const int Possible = 3;
    private const int Attended = 4;
    private const int Authorised = 5;
    private const int Unauthorised = 6;
    private const int Missed = 7;
    private const int Columns = 8;

    private static readonly (string Group, string Name, Func<MemberChild, bool> Has)[] Parts =
    [
        ("Age", "Under 11", child => child.IsUnderEleven),
        ("Age", "11 and over", child => !child.IsUnderEleven),
        ("Placement", "With foster carers", child => CareCodes.IsFostered(child.Placement)),
        ("Placement", "In residential units and homes", child => CareCodes.IsResidential(child.Placement)),
        ("Placement", "With their parents", child => child.Placement == CareCodes.WithParents),
        (
            "Placement",
            "Elsewhere",
            child =>
                !CareCodes.IsFostered(child.Placement)
                && !CareCodes.IsResidential(child.Placement)
                && child.Placement != CareCodes.WithParents
        ),
    ];

    /// <summary>Makes the table.</summary>
    public static IReadOnlyList<MemberRow> Make(IReadOnlyCollection<MemberChild> children)
    {
        var names = new List<(string? Group, string Name)> { (null, "All looked-after children") };
        var values = new List<long[]> { Count(children) };
        foreach (var (group, name, has) in Parts)
        {
            names.Add((group, name));
            values.Add(Count([.. children.Where(has)]));
        }
        var hidden = Hide(names, values);
        return
        [
            .. names.Select(
                (name, row) =>
                    new MemberRow(
                        name.Group,
                        name.Name,
                        [.. values[row].Select((value, column) => hidden[(row * Columns) + column] ? (long?)null : value)]
                    )
            ),
        ];
    }

    private static long[] Count(IReadOnlyCollection<MemberChild> children) =>
        [
            children.Count,
            children.Count(child => child.ReachedTen),
            children.Count(child => child.ReachedTwentyFive),
            children.Sum(child => (long)child.Counts.Possible),
            children.Sum(child => (long)child.Counts.Attended),
            children.Sum(child => (long)child.Counts.Authorised),
            children.Sum(child => (long)child.Counts.Unauthorised),
            children.Sum(child => (long)child.Counts.Missed),
        ];

    private static bool[] Hide(List<(string? Group, string Name)> names, List<long[]> values)
    {
        var cells = new List<Cell>();
        foreach (var row in values)
            cells.AddRange(
                row.Select(value =>
                {
                    var small = IsSmall(value) || IsSmall(row[Children]);
                    return new Cell(value, small ? CellState.Small : CellState.Open, small);
                })
            );
        var sums = new List<Sum>();
        for (var row = 0; row < values.Count; row++)
        {
            var start = row * Columns;
            sums.Add(new Sum(start + Possible, [start + Attended, start + Missed]));
            sums.Add(new Sum(start + Missed, [start + Authorised, start + Unauthorised]));
            // Who did not reach a step is a count too, that a reader takes away.
            foreach (var step in new[] { TenDays, TwentyFiveDays })
            {
                var rest = values[row][Children] - values[row][step];
                sums.Add(new Sum(start + Children, [start + step, cells.Count]));
                cells.Add(new Cell(rest, CellState.Hidden, IsSmall(rest)));
            }
        }
        foreach (var group in names.Index().Where(row => row.Item.Group is not null).GroupBy(row => row.Item.Group))
        {
            for (var column = 0; column < Columns; column++)
                sums.Add(new Sum(column, [.. group.Select(row => (row.Index * Columns) + column)]));
        }
        return Suppression.Apply(cells, sums);
    }

    private static bool IsSmall(long value) => value is > 0 and < Suppression.Threshold;
}

/// <summary>A looked-after child as the members' report counts it: in which group, and its half-days of the quarter while in care.</summary>
internal readonly record struct MemberChild(
    bool IsUnderEleven,
    string Placement,
    bool ReachedTen,
    bool ReachedTwentyFive,
    SessionCounts Counts
);
