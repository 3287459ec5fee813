using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.Schools.Pupils;

[Trait("Row", "S14")]
public sealed class SchoolAgeTests
{
    [Theory]
    [InlineData("2001-08-31", "2006-08-31")] // fifth birthday on the prescribed day
    [InlineData("2001-09-01", "2006-12-31")]
    [InlineData("2001-12-31", "2006-12-31")]
    [InlineData("2002-01-01", "2007-03-31")]
    [InlineData("2002-03-31", "2007-03-31")]
    [InlineData("2002-04-01", "2007-08-31")]
    [InlineData("2004-02-29", "2009-03-31")]
    public void Starts_on_the_prescribed_day_on_or_next_after_the_fifth_birthday(string born, string expected)
    {
        var from = DateOnly.Parse(expected);
        Assert.Equal(from, SchoolAge.CompulsoryFrom(DateOnly.Parse(born)));
        Assert.True(SchoolAge.IsCompulsory(DateOnly.Parse(born), from));
        Assert.False(SchoolAge.IsCompulsory(DateOnly.Parse(born), from.AddDays(-1)));
    }

    [Theory]
    [InlineData("1990-09-01", "2007-06-29")]
    [InlineData("1991-06-30", "2007-06-29")]
    [InlineData("1991-08-31", "2007-06-29")]
    [InlineData("1991-09-01", "2008-06-27")]
    [InlineData("1990-08-31", "2006-06-30")]
    public void Ends_on_the_last_Friday_in_June_of_the_year_of_the_sixteenth_birthday(string born, string expected)
    {
        var to = DateOnly.Parse(expected);
        Assert.Equal(to, SchoolAge.CompulsoryTo(DateOnly.Parse(born)));
        Assert.Equal(DayOfWeek.Friday, to.DayOfWeek);
        Assert.True(SchoolAge.IsCompulsory(DateOnly.Parse(born), to));
        Assert.False(SchoolAge.IsCompulsory(DateOnly.Parse(born), to.AddDays(1)));
    }

    [Theory]
    [InlineData("2001-08-31", 2006, 5)]
    [InlineData("2001-09-01", 2006, 4)]
    [InlineData("1990-09-01", 2006, 15)]
    [InlineData("1990-08-31", 2006, 16)]
    public void Statistical_age_is_that_of_31_August_before_the_year(string born, int year, int expected)
    {
        Assert.Equal(expected, SchoolAge.Statistical(DateOnly.Parse(born), new AcademicYear(year)));
        Assert.Equal(expected is 5 or 15, SchoolAge.InStatistics(DateOnly.Parse(born), new AcademicYear(year)));
    }

    [Fact]
    public void Absence_is_never_unauthorised_outside_compulsory_school_age_and_X_never_counts()
    {
        // Five on 5 October 2006: of compulsory school age from 31 December.
        var child = new Child(2006, new DateOnly(2001, 10, 5));
        child.Mark(new DateOnly(2006, 12, 14), HalfDay.AM, "O");
        child.Mark(new DateOnly(2006, 12, 14), HalfDay.PM, "X");
        child.Mark(new DateOnly(2007, 1, 8), HalfDay.AM, "O");
        var standing = child.Standing;
        Assert.Equal((2, 0, 1, 1), (standing.Possible, standing.Attended, standing.Authorised, standing.Unauthorised));
    }

    [Fact]
    public void Corrected_birth_date_counts_again()
    {
        var child = new Child(2006, new DateOnly(2001, 10, 5));
        child.Mark(new DateOnly(2006, 12, 14), HalfDay.AM, "O");
        child.BirthDate = new DateOnly(2000, 10, 5);
        var outcome = child.Refold();
        Assert.Equal(1, outcome.Standing.Unauthorised);
        Assert.Equal(1, Assert.Single(outcome.Enrolments).Unauthorised);
    }
}
