using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.Schools.Pupils;

[Trait("Row", "S12")]
public sealed class StatisticalPeriodsTests
{
    [Theory]
    [InlineData("2006-08-01", HalfTerm.Aut1)]
    [InlineData("2006-10-22", HalfTerm.Aut1)]
    [InlineData("2006-10-23", HalfTerm.Aut2)]
    [InlineData("2006-12-31", HalfTerm.Aut2)]
    [InlineData("2007-01-01", HalfTerm.Spr1)]
    [InlineData("2007-02-11", HalfTerm.Spr1)]
    [InlineData("2007-02-12", HalfTerm.Spr2)]
    [InlineData("2007-04-08", HalfTerm.Spr2)]
    [InlineData("2007-04-09", HalfTerm.Sum1)]
    [InlineData("2007-05-27", HalfTerm.Sum1)]
    [InlineData("2007-05-28", HalfTerm.Sum2)]
    [InlineData("2007-07-31", HalfTerm.Sum2)]
    [InlineData("2022-05-29", HalfTerm.Sum1)]
    [InlineData("2022-05-30", HalfTerm.Sum2)]
    [InlineData("2012-06-03", HalfTerm.Sum1)]
    [InlineData("2012-06-04", HalfTerm.Sum2)]
    public void Half_terms_have_these_borders(string date, HalfTerm expected) =>
        Assert.Equal(expected, StatisticalPeriods.HalfTermOf(DateOnly.Parse(date)));

    [Fact]
    public void Every_day_of_sixty_years_lies_between_the_first_and_last_day_of_its_half_term()
    {
        for (var day = new DateOnly(1995, 8, 1); day < new DateOnly(2055, 8, 1); day = day.AddDays(1))
        {
            var year = AcademicYear.Of(day);
            var half = StatisticalPeriods.HalfTermOf(day);
            Assert.Equal(year, StatisticalPeriods.YearOf(day.DayNumber));
            Assert.InRange(day, StatisticalPeriods.FirstDay(year, half), StatisticalPeriods.LastDay(year, half));
            Assert.Equal((int)half / 2, (int)StatisticalPeriods.TermOf(day));
        }
    }

    [Theory]
    [InlineData(2000, "2000-04-23")]
    [InlineData(2007, "2007-04-08")]
    [InlineData(2008, "2008-03-23")]
    [InlineData(2011, "2011-04-24")]
    [InlineData(2024, "2024-03-31")]
    [InlineData(2038, "2038-04-25")]
    public void Easter_Sunday_is_right(int year, string expected) =>
        Assert.Equal(DateOnly.Parse(expected), StatisticalPeriods.EasterSunday(year));

    [Theory]
    [InlineData(2002, "2002-06-04")]
    [InlineData(2007, "2007-05-28")]
    [InlineData(2012, "2012-06-04")]
    [InlineData(2021, "2021-05-31")]
    [InlineData(2022, "2022-06-02")]
    public void Spring_bank_holiday_moved_three_times(int year, string expected) =>
        Assert.Equal(DateOnly.Parse(expected), StatisticalPeriods.SpringBankHoliday(year));

    [Fact]
    public void Second_half_of_summer_counts_from_2012_and_never_at_15()
    {
        Assert.False(StatisticalPeriods.Counts(new AcademicYear(2011), HalfTerm.Sum2, 10));
        Assert.True(StatisticalPeriods.Counts(new AcademicYear(2012), HalfTerm.Sum2, 14));
        Assert.False(StatisticalPeriods.Counts(new AcademicYear(2012), HalfTerm.Sum2, 15));
        Assert.True(StatisticalPeriods.Counts(new AcademicYear(2006), HalfTerm.Sum1, 15));
    }
}
