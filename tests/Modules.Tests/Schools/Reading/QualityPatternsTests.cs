using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.Schools.Reading;

public sealed class QualityPatternsTests
{
    private static readonly int First = new SessionKey(new DateOnly(2006, 9, 4), HalfDay.AM).Number;

    [Fact]
    public void A_hundred_children_all_present_are_worth_a_look_and_ninety_nine_are_not()
    {
        Assert.Equal([(First, "", 100)], Found(Row(0, "1", "/", 60), Row(0, "2", "/", 40)));
        Assert.Empty(Found(Row(0, "1", "/", 60), Row(0, "2", "/", 39)));
        Assert.Empty(Found(Row(0, "1", "/", 99), Row(0, "2", "I", 1)));
    }

    [Fact]
    public void A_class_without_absence_or_lateness_in_ten_half_days_running_is_worth_a_look()
    {
        Assert.Empty(Found(Class(9)));
        Assert.Equal([(First + 9, "1", 10)], Found(Class(10)));
        Assert.Equal([(First + 12, "1", 13)], Found(Class(13)));
        Assert.Empty(Found(Class(30, children: 14)));
        // One who is late after the fifth half-day: a run of five and one of nine.
        Assert.Empty(Found([.. Class(15), Row(5, "1", "L", 1)]));
        // After a run of ten the next is a run of its own.
        Assert.Equal([(First + 9, "1", 10), (First + 20, "1", 10)], Found([.. Class(21), Row(10, "1", "O", 1)]));
    }

    private static CodeTally[] Class(int sessions, int children = 15) =>
        [.. Enumerable.Range(0, sessions).Select(session => Row(session, "1", session % 2 == 0 ? "/" : "\\", children))];

    private static CodeTally Row(int session, string group, string code, int count) =>
        new(new SessionKey(First + session), group, code, count);

    private static List<(int, string, int)> Found(params CodeTally[] tallies) =>
        [.. QualityPatterns.AllPresent(tallies).Select(found => (found.Session.Number, found.Group, found.Count))];
}
