using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.SharedKernel;

public sealed class AcademicYearTests
{
    [Theory]
    [InlineData("2006-07-31", 2005)]
    [InlineData("2006-08-01", 2006)]
    [InlineData("2006-12-31", 2006)]
    [InlineData("2007-07-31", 2006)]
    public void Runs_from_1_August_to_31_July(string date, int startYear)
    {
        var year = AcademicYear.Of(DateOnly.Parse(date));
        Assert.Equal(startYear, year.StartYear);
        Assert.True(year.Contains(DateOnly.Parse(date)));
        Assert.Equal(new DateOnly(startYear, 8, 1), year.FirstDay);
        Assert.Equal(new DateOnly(startYear + 1, 7, 31), year.LastDay);
    }

    [Theory]
    [InlineData("2006/07", 2006)]
    [InlineData("1999/00", 1999)]
    public void Reads_and_writes_the_usual_form(string text, int startYear)
    {
        Assert.True(AcademicYear.TryParse(text, out var year));
        Assert.Equal(startYear, year.StartYear);
        Assert.Equal(text, year.ToString());
    }

    [Theory]
    [InlineData("2006/08")]
    [InlineData("2006-07")]
    [InlineData("2006")]
    [InlineData("1700/01")]
    [InlineData(null)]
    public void Refuses_anything_else(string? text) => Assert.False(AcademicYear.TryParse(text, out _));
}
