using Attendance.Lac.Members;
using Attendance.Schools.Contracts;
using Xunit;

namespace Attendance.Modules.Tests.Lac;

/// <summary>What elected members are shown of looked-after children: no count under 5, and none that follows from the others.</summary>
public sealed class MemberTableTests
{
    [Fact]
    [Trait("Row", "S187")]
    public void No_small_count_is_shown_nor_follows_from_those_that_are()
    {
        // 40 children: 3 under eleven, so that 37 would give them away; 30 fostered, 10 in homes; 38 of 40 below the tenth day.
        var children = Enumerable
            .Range(0, 40)
            .Select(i => new MemberChild(i < 3, i % 4 == 0 ? "K2" : "U4", i is 10 or 11, false, new SessionCounts(100, i % 7, i % 3)))
            .ToList();
        var rows = MemberTable.Make(children).ToDictionary(row => row.Name);
        Assert.All(rows.Values, row => Assert.All(row.Counts, count => Assert.False(count is > 0 and < 5)));
        Assert.Null(rows["Under 11"].Children);
        Assert.All(rows["Under 11"].Counts, Assert.Null);
        // All less those of eleven and over would be the three.
        Assert.True(rows["11 and over"].Children is null || rows["All looked-after children"].Children is null);
        Assert.True(rows["11 and over"].Possible is null || rows["All looked-after children"].Possible is null);
        // Two reached the tenth day: hidden, in all and in a part.
        Assert.Null(rows["All looked-after children"].ReachedTen);
        Assert.Null(rows["With foster carers"].ReachedTen);
    }

    [Fact]
    public void When_all_but_a_few_reached_a_step_those_few_are_not_given_away()
    {
        var children = Enumerable
            .Range(0, 20)
            .Select(i => new MemberChild(i < 10, i % 2 == 0 ? "U4" : "K2", i < 18, false, new SessionCounts(100, 20, 0)))
            .ToList();
        var all = MemberTable.Make(children)[0];
        Assert.True(all.Children is null || all.ReachedTen is null);
    }

    [Fact]
    public void Figures_without_a_small_count_are_all_shown_and_add_up()
    {
        var children = Enumerable
            .Range(0, 80)
            .Select(i => new MemberChild(
                i % 2 == 0,
                (i / 2 % 4) switch
                {
                    0 => "U4",
                    1 => "K2",
                    2 => "P1",
                    _ => "Z1",
                },
                i % 16 < 8,
                i % 16 is >= 2 and < 10,
                new SessionCounts(100, 10, 10)
            ))
            .ToList();
        var rows = MemberTable.Make(children);
        Assert.All(rows, row => Assert.DoesNotContain(null, row.Counts));
        Assert.Equal((80L, 9_600L, 1_600L), (rows[0].Children, rows[0].Possible, rows[0].Missed));
        Assert.Equal(83.3m, rows[0].Attendance);
        foreach (var group in rows.Skip(1).GroupBy(row => row.Group))
            Assert.Equal(rows[0].Children, group.Sum(row => row.Children));
    }
}
