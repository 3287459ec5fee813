using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.Schools.Pupils;

[Trait("Row", "S12")]
public sealed class PersistentAbsenceTests
{
    [Theory] // TV 3.4
    [InlineData(2006, 296, 64, 10, true)]
    [InlineData(2006, 296, 63, 10, false)]
    [InlineData(2012, 372, 56, 10, true)]
    [InlineData(2012, 372, 55, 10, false)]
    [InlineData(2012, 310, 46, 15, true)]
    [InlineData(2011, 310, 46, 10, true)]
    [InlineData(2016, 300, 30, 10, true)]
    [InlineData(2016, 295, 29, 10, false)]
    [InlineData(2016, 2, 1, 10, true)]
    [InlineData(2006, 0, 0, 10, null)]
    [InlineData(2016, 0, 0, 10, null)]
    [InlineData(2004, 296, 200, 10, null)]
    public void Each_era_has_its_rule(int year, int possible, int absent, int age, bool? expected) =>
        Assert.Equal(expected, PersistentAbsence.Is(new AcademicYear(year), possible, absent, age));

    [Theory]
    [InlineData(2, 1, true)]
    [InlineData(0, 0, false)]
    [InlineData(3, 1, false)]
    [InlineData(100, 50, true)]
    public void Severe_is_half_of_the_possible_sessions(int possible, int absent, bool expected) =>
        Assert.Equal(expected, PersistentAbsence.IsSevere(possible, absent));

    [Fact]
    public void Half_term_steps_are_those_published()
    {
        Assert.Equal([14, 28, 40, 52, 64, null], Steps(2006, 10));
        Assert.Equal([10, 22, 30, 38, 46, null], Steps(2010, 10));
        Assert.Equal([10, 22, 30, 38, 46, 56], Steps(2013, 10));
        Assert.Equal([10, 22, 30, 38, 46, null], Steps(2013, 15));
        Assert.All(Steps(2015, 10), step => Assert.Null(step));

        static int?[] Steps(int year, int age) =>
            [.. Enum.GetValues<HalfTerm>().Select(half => PersistentAbsence.Step(new AcademicYear(year), half, age))];
    }

    [Fact]
    public void Rates_of_2006_07_come_out_as_published() // TV 3.2a
    {
        Assert.Equal(7.27735m, AbsenceRate.Percent(604028, 8300105));
        Assert.Equal(5.90344m, AbsenceRate.Percent(489992, 8300105));
        Assert.Equal(1.37391m, AbsenceRate.Percent(114036, 8300105));
        Assert.Equal(5.46458m, AbsenceRate.Percent(247728, 4533337));
        Assert.Equal(4.73662m, AbsenceRate.Percent(214727, 4533337));
        Assert.Equal(0.72796m, AbsenceRate.Percent(33001, 4533337));
        Assert.Equal(8.96430m, AbsenceRate.Percent(324464, 3619513));
        Assert.Equal(6.81967m, AbsenceRate.Percent(246839, 3619513));
        Assert.Equal(2.14463m, AbsenceRate.Percent(77625, 3619513));
        Assert.Equal(21.61964m, AbsenceRate.Percent(31836, 147255));
        Assert.Equal(19.30393m, AbsenceRate.Percent(28426, 147255));
        Assert.Equal(2.31571m, AbsenceRate.Percent(3410, 147255));
        Assert.Equal(22.69536m, AbsenceRate.Percent(6369, 28063));
        Assert.Equal(604028, 489992 + 114036);
        Assert.Equal(8300105, 4533337 + 3619513 + 147255);
        Assert.Equal(95.455272417102m, AbsenceRate.Percent(35714 + 97, 37516, 12)); // TV 3.2b
        Assert.Equal(37516, 35811 + 828 + 877);
    }

    [Fact]
    public void Halves_round_up_and_nothing_possible_has_no_rate()
    {
        Assert.Equal(0.5m, AbsenceRate.Percent(1, 222, 1));
        Assert.Equal(12.5m, AbsenceRate.Percent(1, 8, 1));
        Assert.Equal(13m, AbsenceRate.Percent(1, 8, 0));
        Assert.Null(AbsenceRate.Percent(0, 0));
    }

    [Fact]
    public void Days_lost_to_unauthorised_absence_are_averaged_over_pupils_with_any() // TV 3.6b
    {
        int[] unauthorised = [0, 0, 4, 10, 58];
        var any = unauthorised.Count(sessions => sessions > 0);
        Assert.Equal(60.0m, AbsenceRate.Percent(any, unauthorised.Length, 1));
        Assert.Equal(12.0m, AbsenceRate.Days(unauthorised.Sum()) / any);
    }
}
