using Attendance.Modules.Tests.Schools.Pupils;
using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.Schools.Pupils;
using Xunit;

namespace Attendance.Modules.Tests.Schools.Flags;

/// <summary>A medical care plan softens what rests on illness under it, shows the exception, and no more than that.</summary>
[Trait("Row", "S164")]
public sealed class CarePlanVectors
{
    [Fact]
    public void Illness_under_a_plan_is_a_notice_that_names_the_plan_and_keeps_its_half_days()
    {
        var child = new Child(2024);
        child.CarePlans.Add(new CarePlan(child.Days[0].DayNumber, int.MaxValue, "school nursing"));
        child.FromStart("I*15");
        var flag = Assert.Single(child.Open("SICK_15D"));
        Assert.Equal(FlagSeverity.Notice, flag.Severity);
        Assert.Equal(30, flag.Evidence.HalfDays.Count);
        Assert.Contains("school nursing, from 4 September 2024", flag.Evidence.CarePlan, StringComparison.Ordinal);
        Assert.Contains("30 of the 30 half-days", flag.Evidence.CarePlan, StringComparison.Ordinal);
    }

    [Theory]
    // The plan holds for ten of the fifteen days: five beside it are too few to be a concern on their own.
    [InlineData(10, "I*15", FlagSeverity.Notice)]
    // Illness after its end restores the concern once there is enough of it, at the very session.
    [InlineData(10, "I*25", FlagSeverity.Concern)]
    [InlineData(10, "I*24 I,/", FlagSeverity.Notice)]
    // Another reason is no illness.
    [InlineData(60, "O*15", null)]
    public void Only_illness_while_it_holds_is_softened(int days, string marks, FlagSeverity? severity)
    {
        var child = new Child(2024);
        child.CarePlans.Add(new CarePlan(child.Days[0].DayNumber, child.Days[days - 1].DayNumber, "school nursing"));
        child.FromStart(marks);
        Assert.Equal(severity, child.Open("SICK_15D").SingleOrDefault()?.Severity);
    }

    [Fact]
    public void Truancy_beside_a_plan_is_what_it_was_and_persistent_absence_counts_what_is_left()
    {
        var child = new Child(2024);
        child.CarePlans.Add(new CarePlan(child.Days[0].DayNumber, int.MaxValue, "school nursing"));
        child.FromStart("O*3 I*2 /*20");
        // Three of 23 days without the illness are a tenth and more.
        Assert.Equal(FlagSeverity.Concern, Assert.Single(child.Open("PA")).Severity);
        var ill = new Child(2024);
        ill.CarePlans.AddRange(child.CarePlans);
        ill.FromStart("I*5 /*20");
        Assert.Equal(FlagSeverity.Notice, Assert.Single(ill.Open("PA")).Severity);
    }

    [Fact]
    public void A_plan_that_is_taken_back_restores_the_severity_at_the_next_fold_and_an_option_switches_it_off_by_date()
    {
        var child = new Child(2024);
        child.CarePlans.Add(new CarePlan(child.Days[0].DayNumber, int.MaxValue, "school nursing"));
        child.FromStart("I*15");
        child.CarePlans.Clear();
        var outcome = PupilFold.Refold(child.State, child.Context);
        var change = Assert.Single(outcome.Flags, flag => flag.Rule == "SICK_15D");
        Assert.Equal((FlagChangeKind.Changed, FlagSeverity.Concern), (change.Kind, change.Severity));

        var off = new Child(2024, options: FlagOptions.Default.With(new DateOnly(2024, 9, 1), "SICK_15D", "carePlan", 0));
        off.CarePlans.Add(new CarePlan(off.Days[0].DayNumber, int.MaxValue, "school nursing"));
        off.FromStart("I*15");
        var flag = Assert.Single(off.Open("SICK_15D"));
        Assert.Equal(FlagSeverity.Concern, flag.Severity);
        Assert.Null(flag.Evidence.CarePlan);
    }
}
