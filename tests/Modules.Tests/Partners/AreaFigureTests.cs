using Attendance.Partners.Community;
using Attendance.Partners.Health;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.Partners;

/// <summary>Groups that are too small are not told of, and do not follow from what is told.</summary>
public sealed class AreaFigureTests
{
    private static readonly Laestab A = Laestab.From(3552001);

    [Fact]
    [Trait("Row", "S157")]
    public void A_small_group_is_hidden_and_with_it_the_next_smallest_so_that_the_total_does_not_tell_it()
    {
        IllnessCounts Of(int age, int children) => new(A, age, HalfTerm.Aut1, children, children * 10, children, 0);
        var ages = HealthAbsence.By([Of(7, 4), Of(8, 6), Of(9, 20)], count => count.Age, age => ($"{age}", $"{age}", null));
        Assert.Equal([null, null, 20L], ages.Select(group => group.Illness));
        Assert.All(ages.Take(2), group => Assert.Empty(group.Terms));
        // Two small ones hide each other.
        var two = HealthAbsence.By([Of(6, 4), Of(7, 3), Of(9, 20)], count => count.Age, age => ($"{age}", $"{age}", null));
        Assert.Equal([null, null, 20L], two.Select(group => group.Illness));
        Assert.Equal(5L, HealthAbsence.All("all", [Of(7, 5)]).Illness);
        Assert.Null(HealthAbsence.All("all", [Of(7, 4)]).Illness);
    }

    [Theory]
    [Trait("Row", "S132")]
    [InlineData(5, 80.0)]
    [InlineData(4, null)]
    public void A_half_term_of_an_area_is_told_from_five_children_on(int children, double? percent)
    {
        HalfDayCounts Day(Laestab school, int due, int missed) =>
            new(school, new SessionKey(new DateOnly(2006, 9, 4), HalfDay.AM), due, 0, missed);
        HalfDayCounts[] own = [Day(A, children, 1)];
        var term = Assert.Single(AreaPack.TermsOf(own, [.. own, Day(Laestab.From(3552002), 95, 0)]));
        Assert.Equal((decimal?)percent, term.Percent);
        Assert.Equal(percent is null, term.Unauthorised is null);
        Assert.Equal(99.0m, term.AllSchoolsPercent);
    }

    [Theory]
    [Trait("Row", "S160")]
    [InlineData("1997-05-05", "2006-09-01", null, "2006-09-29")]
    [InlineData("1997-05-05", "2006-09-01", "2006-10-16", "2007-10-16")]
    // Under five on the day of the last review: six months.
    [InlineData("2002-10-17", "2006-09-01", "2007-10-16", "2008-04-16")]
    [InlineData("2002-10-16", "2006-09-01", "2007-10-16", "2008-10-16")]
    // A review of an earlier time in care does not count.
    [InlineData("1997-05-05", "2006-09-01", "2006-08-31", "2006-09-29")]
    public void A_health_review_is_due_by_age_and_the_last_one(string born, string since, string? last, string due) =>
        Assert.Equal(
            DateOnly.Parse(due),
            HealthReview.DueOn(DateOnly.Parse(born), DateOnly.Parse(since), last is null ? null : DateOnly.Parse(last))
        );
}
