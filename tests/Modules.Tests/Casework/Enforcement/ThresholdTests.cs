using Attendance.Casework.Enforcement.Law;
using Attendance.Schools.Contracts;
using Xunit;

namespace Attendance.Modules.Tests.Casework.Enforcement;

/// <summary>Ten unauthorised half-days in ten school weeks, and what may be counted at all. Vectors of RULES 6.4.</summary>
[Trait("Row", "S121")]
public sealed class ThresholdTests
{
    private static readonly DateOnly FirstMonday = new(2024, 9, 9);

    [Theory]
    [InlineData("1:10 O", true)]
    [InlineData("1:6 O, 2:1 O, 3:1 O, 4:1 O, 5:1 O", true)]
    [InlineData("1:5 O, 10:5 O", true)]
    [InlineData("1:5 O, 11:5 O", false)]
    [InlineData("1:9 O, 2:1 I", false)]
    [InlineData("1:9 O, 2:1 N", true)]
    [InlineData("1:9 O, 2:1 M", false)]
    [InlineData("1:10 L", false)]
    [InlineData("1:3 G, 1:3 N, 2:2 O, 3:2 U", true)]
    public void Ten_in_ten_school_weeks(string marks, bool met) => Assert.Equal(met, Met(marks, LawScene.Weeks(FirstMonday, 12)));

    [Fact]
    public void Weeks_without_school_are_stepped_over_so_that_July_and_September_touch()
    {
        // Week 1 is the last of the summer term, week 2 the first of autumn, seven weeks later.
        var days = LawScene.Weeks(new DateOnly(2025, 7, 14), 1).Concat(LawScene.Weeks(new DateOnly(2025, 9, 1), 1)).ToList();
        Assert.True(Met("1:8 O, 2:2 O", days));
    }

    [Fact]
    public void Before_the_framework_the_local_code_counts_by_term()
    {
        var autumn = LawScene.Weeks(new DateOnly(2006, 12, 11), 1);
        var spring = LawScene.Weeks(new DateOnly(2007, 1, 8), 1);
        Assert.Equal(10, AbsenceThreshold.MostInTerm(autumn.Concat(autumn)));
        Assert.Equal(6, AbsenceThreshold.MostInTerm(autumn.Take(4).Concat(spring).Append(spring[0])));
    }

    [Fact]
    public void Evidence_admits_only_what_was_unauthorised_on_its_date_and_says_what_it_left_out()
    {
        var days = LawScene.Weeks(new DateOnly(2007, 1, 8), 2);
        var codes = new[] { "O", "I", "N", "/", "M", "U", "E", "L", "G", "B" };
        var marks = days.Select((day, i) => LawScene.Mark(day, codes[i])).ToList();
        var evidence = Evidence.Of(marks, days[0], days[^1], new DateOnly(1995, 3, 1));
        Assert.Equal(["O", "N", "U", "G"], evidence.Admitted.Select(mark => mark.Code));
        Assert.All(evidence.Admitted, mark => Assert.Equal(MarkClass.Unauthorised, mark.Class));
        Assert.Equal((10, 3, 3), (evidence.Possible, evidence.Attended, evidence.Excluded));
    }

    [Fact]
    public void Evidence_before_and_after_compulsory_school_age_is_left_out()
    {
        // Born 10 May 1991: school age ended on Friday 29 June 2007.
        var marks = new[] { LawScene.Mark(new DateOnly(2007, 6, 29), "O"), LawScene.Mark(new DateOnly(2007, 7, 2), "O") };
        var evidence = Evidence.Of(marks, new DateOnly(2007, 6, 1), new DateOnly(2007, 7, 31), new DateOnly(1991, 5, 10));
        Assert.Equal(new DateOnly(2007, 6, 29), Assert.Single(evidence.Admitted).Session.Date);
        Assert.Equal(1, evidence.Excluded);
    }

    private static bool Met(string marks, List<DateOnly> schoolDays)
    {
        var weeks = schoolDays.Select(AbsenceThreshold.Monday).Distinct().ToList();
        var read = LawScene.Read(marks, weeks);
        var evidence = Evidence.Of(read, schoolDays[0], schoolDays[^1], new DateOnly(2013, 1, 1));
        return AbsenceThreshold.MostInTenWeeks(evidence.Admitted.Select(mark => mark.Session.Date), schoolDays)
            >= AbsenceThreshold.National;
    }
}
