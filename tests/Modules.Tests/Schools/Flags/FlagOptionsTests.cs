using Attendance.Modules.Tests.Schools.Pupils;
using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.Schools.Flags;

[Trait("Row", "S11")]
public sealed class FlagOptionsTests
{
    [Fact]
    public void Every_option_has_a_default_in_its_range_and_a_reason()
    {
        Assert.Equal(23, FlagRules.All.Length);
        Assert.Equal(FlagRules.All.Length, FlagRules.All.Select(rule => rule.Id).Distinct().Count());
        foreach (var rule in FlagRules.All)
        {
            Assert.All(
                rule.Options,
                option =>
                {
                    Assert.InRange(option.Default, option.Min, option.Max);
                    Assert.NotEmpty(option.Reason);
                }
            );
            Assert.Equal(rule.Options.Count, rule.Options.Select(option => option.Name).Distinct().Count());
            Assert.Equal(("enabled", "closeAfter"), (rule.Options[0].Name, rule.Options[1].Name));
            for (var level = 1; level <= rule.Levels; level++)
                Assert.Equal($"severity{level}", rule.Options[FlagRule.FirstSeverity + level - 1].Name);
        }
    }

    [Fact]
    public void Order_of_the_rules_never_changes() =>
        Assert.Equal(
            "PA PA_TRACK SEVERE ATTENDANCE_BAND UNAUTH_10IN10 UNAUTH_FT CONT_UNAUTH_10D CONT_20D SICK_15D NO_CONTACT CONSEC_ABS LATE_U LATE_L DOW BROKEN SPELLS TREND HOLIDAY REINTEGRATE PM_ONLY POST_HOLIDAY YEAR_START UNRESOLVED_N",
            string.Join(' ', FlagRules.All.Select(rule => rule.Id))
        );

    [Fact]
    public void A_change_takes_effect_on_its_date_and_not_before()
    {
        var from = new DateOnly(2006, 9, 18);
        var child = new Child(2006, options: FlagOptions.Default.With(from, "CONSEC_ABS", "sessions", 4));
        child.FromStart("I*2 /*9 I*2");
        var flag = Assert.Single(child.History("CONSEC_ABS"));
        Assert.True(flag.Episode.Date >= from);
    }

    [Fact]
    public void A_changed_option_judges_again_and_raises_only_the_difference()
    {
        var child = new Child(2006);
        child.FromStart("I*3 /");
        child.Options = FlagOptions.Default.With(new DateOnly(2006, 9, 1), "CONSEC_ABS", "severity1", 2);
        var change = Assert.Single(child.Refold().Flags);
        Assert.Equal(("CONSEC_ABS", FlagChangeKind.Changed, FlagSeverity.Concern), (change.Rule, change.Kind, change.Severity));
        child.Options = FlagOptions.Default.With(new DateOnly(2006, 9, 1), "CONSEC_ABS", "enabled", 0);
        Assert.Equal(FlagChangeKind.Withdrawn, Assert.Single(child.Refold().Flags).Kind);
    }

    [Theory]
    [InlineData("CONSEC_ABS", "sessions", 1)]
    [InlineData("CONSEC_ABS", "sessions", 101)]
    public void A_value_out_of_range_is_refused(string rule, string option, int value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FlagOptions.Default.With(new DateOnly(2006, 9, 1), rule, option, value));

    [Theory]
    [InlineData("NOBODY", "sessions")]
    [InlineData("CONSEC_ABS", "nothing")]
    public void An_unknown_option_is_refused(string rule, string option) =>
        Assert.Throws<ArgumentException>(() => FlagOptions.Default.With(new DateOnly(2006, 9, 1), rule, option, 1));

    [Fact]
    [Trait("Row", "S94")]
    public void A_dismissed_flag_stays_and_counts_no_more_until_it_gets_worse()
    {
        var child = new Child(2006);
        var next = child.FromStart("/*100 I*4");
        Assert.Contains(child.Standing.Flags, flag => flag.Rule == "CONSEC_ABS");
        foreach (var flag in child.Standing.Flags)
            child.Dismissals.Add(
                new Attendance.Schools.Pupils.FlagDismissal(flag.Rule, new SessionKey(child.Days[103], HalfDay.PM), flag.Level)
            );
        Assert.Empty(child.Refold().Flags);
        Assert.All(child.Standing.Flags, flag => Assert.True(flag.Dismissed));
        Assert.Equal(FlagSeverity.None, child.Standing.Severity);
        child.Days_(next, "I*6");
        Assert.False(child.Standing.Flags.Single(open => open.Rule == "CONSEC_ABS").Dismissed);
        Assert.Equal(FlagSeverity.Concern, child.Standing.Severity);
    }

    [Fact]
    [Trait("Row", "S69")]
    public void Every_rule_opens_in_some_scenario_of_the_properties()
    {
        var opened = new HashSet<string>();
        for (var seed = 1; seed <= 400 && opened.Count < FlagRules.All.Length; seed++)
        {
            var scenario = new Scenario(seed * 7919);
            var (state, _) = Attendance.Schools.Pupils.PupilFold.Fresh(
                scenario.Context(),
                scenario.Final.Select((m, p) => (m.School, p + 1L, m.Session, AttendanceCode.Parse(m.Code).Id)),
                scenario.DayDone
            );
            opened.UnionWith(state.Episodes.Select(episode => FlagRules.All[episode.Rule].Id));
        }
        Assert.Equal("", string.Join(' ', FlagRules.All.Select(rule => rule.Id).Except(opened)));
    }
}
