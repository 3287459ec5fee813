using Attendance.Lac.Groups;
using Attendance.Schools.Contracts;
using Xunit;

namespace Attendance.Modules.Tests.Lac;

/// <summary>The sign-of-improvement test at its borders.</summary>
public sealed class GroupTestVectors
{
    [Theory]
    [Trait("Row", "S24")]
    // Attended of 1,000: 90% is good enough.
    [InlineData(900, 950, false)]
    [InlineData(899, 950, true)]
    // One point better is a sign of improvement, less is none.
    [InlineData(860, 850, false)]
    [InlineData(859, 850, true)]
    public void A_group_is_flagged_below_ninety_per_cent_without_a_point_of_improvement(int now, int before, bool flagged) =>
        Assert.Equal(flagged, GroupTest.IsUnsatisfactory(Counts(now, 1_000), Counts(before, 1_000)));

    [Fact]
    public void A_group_that_was_hardly_there_is_not_judged_and_one_without_a_past_is()
    {
        Assert.False(GroupTest.IsUnsatisfactory(Counts(0, 19), default));
        Assert.True(GroupTest.IsUnsatisfactory(Counts(0, 20), default));
        Assert.True(GroupTest.IsUnsatisfactory(Counts(500, 1_000), Counts(0, 19)));
    }

    private static SessionCounts Counts(int attended, int possible) => new(attended, possible - attended, 0);
}
