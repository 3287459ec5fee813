using System.Diagnostics;
using Attendance.Schools.Contracts;
using Attendance.Schools.PublicFigures;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Figures;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace Attendance.Modules.Tests.Schools.PublicFigures;

/// <summary>I-25: nothing hidden in what elected members see can be worked out from the rest, from one table or from several of the same year.</summary>
public sealed class SuppressionTests
{
    private static readonly AcademicYear Year = new(2006);

    [Property(MaxTest = 40)]
    [Trait("Row", "S51")]
    public Property No_hidden_count_follows_from_the_published_ones_of_a_year() =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            seed =>
            {
                var (_, tables) = Publish(new Random(seed), months: 3, schools: 6);
                Check(tables, growing: true);
            }
        );

    [Property(MaxTest = 25)]
    public Property Corrections_that_take_counts_away_give_nothing_away() =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            seed =>
            {
                var (_, tables) = Publish(new Random(seed), months: 3, schools: 5, corrections: true);
                Check(tables, growing: false);
            }
        );

    [Property(MaxTest = 25)]
    public Property What_is_shown_is_true_and_no_shown_count_is_small() =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            seed =>
            {
                var (sums, tables) = Publish(new Random(seed), months: 2, schools: 6);
                for (var t = 0; t < tables.Count; t++)
                    foreach (var row in tables[t].Rows)
                    {
                        var true_ = sums[t]
                            .Where(sum => row.School is null ? row.Phase is null || PhaseOf(sum.Key) == row.Phase : sum.Key == row.School)
                            .Aggregate(default(SessionSums), (total, sum) => total + sum.Value);
                        long[] values =
                        [
                            true_.Enrolments,
                            true_.Possible,
                            true_.Attended,
                            true_.Authorised,
                            true_.Unauthorised,
                            true_.Authorised + true_.Unauthorised,
                        ];
                        for (var c = 0; c < FigureRow.Columns; c++)
                        {
                            Assert.True(row.Shown(c) is null || row.Shown(c) == values[c]);
                            Assert.False(row.Shown(c) is > 0 and < 5);
                            if (true_.Enrolments is > 0 and < 5)
                                Assert.Null(row.Shown(c));
                        }
                    }
            }
        );

    [Fact]
    public void The_attacker_finds_what_hiding_small_counts_alone_gives_away()
    {
        // The control: the same attacker against tables in which only the small counts themselves are hidden.
        var found = 0;
        for (var seed = 0; seed < 30; seed++)
        {
            var (_, tables) = Publish(new Random(seed), months: 2, schools: 6);
            var naive = tables
                .Select(table => new FigureTable(
                    table.AsOf,
                    [
                        .. table.Rows.Select(row =>
                            row with
                            {
                                Cells = [.. row.Cells.Select(cell => cell with { Hidden = cell.Value is > 0 and < 5 })],
                            }
                        ),
                    ]
                ))
                .ToList();
            if (new Attacker(naive, growing: true).Solve().Count > 0)
                found++;
        }
        Assert.True(found > 20, $"{found} of 30 naive tables gave something away.");
    }

    [Fact]
    public void An_authority_of_a_hundred_schools_keeps_most_figures_and_waits_little()
    {
        var clock = Stopwatch.StartNew();
        var (_, tables) = Publish(new Random(7), months: 6, schools: 100, large: true);
        var cells = tables[^1].Rows.SelectMany(row => row.Cells).ToList();
        var shown = cells.Count(cell => !cell.Hidden);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{shown} of {cells.Count} shown after six months, {clock.Elapsed.TotalSeconds:F1} s for all"
        );
        Assert.True(shown > cells.Count / 2, $"{shown} of {cells.Count} are shown.");
        Assert.NotNull(tables[^1].Rows[0].Shown(FigureRow.Possible));
        Check([.. tables.TakeLast(2)], growing: true, solve: false);
    }

    /// <summary>Every hidden count has room, and none is a sum of others.</summary>
    private static void Check(List<FigureTable> tables, bool growing, bool solve = true)
    {
        var attacker = new Attacker(tables, growing);
        var (low, high) = attacker.Narrow();
        var size = tables[0].Rows.Count * FigureRow.Columns;
        for (var t = 0; t < tables.Count; t++)
        for (var cell = 0; cell < size; cell++)
        {
            var hidden = tables[t].Rows[cell / FigureRow.Columns].Cells[cell % FigureRow.Columns].Hidden;
            var at = (t * size) + cell;
            Assert.False(hidden && high[at] - low[at] < Suppression.Threshold, $"Table {t}, cell {cell}: {low[at]} to {high[at]}");
            if (t == 0 || !growing)
                continue;
            var (now, before) = (ValueOf(tables[t], cell), ValueOf(tables[t - 1], cell));
            var growth = Attacker.Growth(tables.Count, size, t, cell);
            if (now - before is > 0 and < 5)
                Assert.False(high[growth] - low[growth] < 1, $"Growth to table {t}, cell {cell}: {low[growth]} to {high[growth]}");
        }
        if (solve)
            Assert.DoesNotContain(attacker.Solve(), cell => cell < size * tables.Count || IsSmallGrowth(tables, size, cell));
    }

    private static bool IsSmallGrowth(List<FigureTable> tables, int size, int variable)
    {
        var at = variable - (size * tables.Count);
        var (t, cell) = ((at / size) + 1, at % size);
        return Math.Abs(ValueOf(tables[t], cell) - ValueOf(tables[t - 1], cell)) is > 0 and < 5;
    }

    private static long ValueOf(FigureTable table, int cell) => table.Rows[cell / FigureRow.Columns].Cells[cell % FigureRow.Columns].Value;

    /// <summary>The tables of some months of a random authority: tiny and large schools, many zeros and small counts.</summary>
    private static (List<Dictionary<Laestab, SessionSums>> Sums, List<FigureTable> Tables) Publish(
        Random random,
        int months,
        int schools,
        bool corrections = false,
        bool large = false
    )
    {
        var nodes = Enumerable
            .Range(0, schools)
            .Select(i => Laestab.From(3552001 + i))
            .Select(laestab => new SchoolNode
            {
                Laestab = laestab,
                Name = $"School {laestab}",
                Phase = PhaseOf(laestab),
            })
            .ToList();
        var now = nodes.ToDictionary(school => school.Laestab, _ => default(SessionSums));
        var all = new List<Dictionary<Laestab, SessionSums>>();
        var tables = new List<FigureTable>();
        for (var month = 0; month < months; month++)
        {
            foreach (var school in now.Keys.ToList())
            {
                var pupils = large ? random.Next(60, 400) : Small(random, 300);
                var add = new SessionSums(
                    Math.Max(0, pupils - now[school].Enrolments),
                    0,
                    large ? pupils * random.Next(20, 40) : Small(random, 9_000),
                    large ? random.Next(0, pupils * 3) : Small(random, 500),
                    Small(random, 60),
                    0
                );
                if (corrections && random.Next(3) == 0)
                    add = add with { Unauthorised = -Math.Min(now[school].Unauthorised, random.Next(4)) };
                add = add with { Possible = add.Attended + add.Authorised + add.Unauthorised };
                now[school] += add;
            }
            all.Add(new Dictionary<Laestab, SessionSums>(now));
            tables.Add(FigureTable.Make(Year.FirstDay.AddMonths(month + 1).AddDays(-1), nodes, now, [.. tables]));
        }
        return (all, tables);
    }

    private static SchoolPhase PhaseOf(Laestab school) =>
        (school.Value % 3) switch
        {
            0 => SchoolPhase.Primary,
            1 => SchoolPhase.Secondary,
            _ => SchoolPhase.Nursery,
        };

    /// <summary>Often nothing, often a few, sometimes many.</summary>
    private static int Small(Random random, int most) =>
        random.Next(4) switch
        {
            0 => 0,
            1 => random.Next(1, 5),
            2 => random.Next(5, 20),
            _ => random.Next(20, most),
        };
}
