using Attendance.Casework.Enforcement.Law;
using Xunit;

namespace Attendance.Modules.Tests.Casework.Enforcement;

/// <summary>Amounts and clocks by the date of issue. Vectors of RULES 6.2 and 6.4.</summary>
[Trait("Row", "S82")]
public sealed class PenaltyTermsTests
{
    [Theory]
    [InlineData("2004-02-27", 0, 50, 28, 100, 42)]
    [InlineData("2007-03-01", 0, 50, 28, 100, 42)]
    [InlineData("2012-08-31", 0, 50, 28, 100, 42)]
    [InlineData("2012-09-01", 0, 60, 28, 120, 42)]
    [InlineData("2013-08-31", 0, 60, 28, 120, 42)]
    [InlineData("2013-09-01", 0, 60, 21, 120, 28)]
    [InlineData("2024-08-18", 0, 60, 21, 120, 28)]
    [InlineData("2024-08-19", 0, 80, 21, 160, 28)]
    public void Amounts_and_days_follow_the_date_of_issue(string issued, int earlier, int low, int lowDays, int high, int highDays)
    {
        var terms = PenaltyTerms.On(DateOnly.Parse(issued), PenaltyKind.Absence, earlier)!;
        Assert.Equal((low, lowDays, high, highDays), ((int)terms.Low!, terms.LowDays, (int)terms.High, terms.HighDays));
    }

    [Fact]
    public void Before_the_power_there_is_no_notice() => Assert.Null(PenaltyTerms.On(new DateOnly(2004, 2, 26), PenaltyKind.Absence, 0));

    [Fact]
    public void A_second_notice_in_three_years_is_flat_and_a_third_is_none()
    {
        var second = PenaltyTerms.On(new DateOnly(2026, 3, 1), PenaltyKind.Absence, 1)!;
        Assert.Null(second.Low);
        Assert.Equal((160m, 28), (second.High, second.HighDays));
        Assert.Null(second.LowUntil(new DateOnly(2026, 3, 1)));
        Assert.Null(PenaltyTerms.On(new DateOnly(2027, 9, 20), PenaltyKind.Absence, 2));
    }

    [Fact]
    public void A_notice_for_an_excluded_child_in_public_keeps_its_amounts_after_2024_and_knows_no_ledger()
    {
        var terms = PenaltyTerms.On(new DateOnly(2025, 1, 10), PenaltyKind.ExcludedInPublic, 2)!;
        Assert.Equal((60m, 21, 120m, 28), (terms.Low!.Value, terms.LowDays, terms.High, terms.HighDays));
        Assert.Null(PenaltyTerms.On(new DateOnly(2007, 8, 31), PenaltyKind.ExcludedInPublic, 0));
    }

    [Fact]
    public void Issued_on_1_March_2007_it_is_50_until_the_28th_100_until_day_42_and_prosecuted_from_day_43()
    {
        var received = new DateOnly(2007, 3, 1);
        var terms = PenaltyTerms.On(received, PenaltyKind.Absence, 0)!;
        Assert.Equal(new DateOnly(2007, 3, 28), terms.LowUntil(received));
        Assert.Equal(new DateOnly(2007, 4, 11), terms.HighUntil(received));
        Assert.Equal(new DateOnly(2007, 4, 12), terms.ProceedingsFrom(received));
    }

    [Fact]
    public void From_2024_the_last_day_of_80_pounds_is_twenty_days_after_receipt()
    {
        var received = new DateOnly(2025, 1, 6);
        var terms = PenaltyTerms.On(received, PenaltyKind.Absence, 0)!;
        Assert.Equal(received.AddDays(20), terms.LowUntil(received));
        Assert.Equal(received.AddDays(27), terms.HighUntil(received));
    }

    [Theory]
    [InlineData("2007-03-01", "2007-03-05")] // Thursday: Friday and Monday
    [InlineData("2007-04-04", "2007-04-10")] // Wednesday before Easter: Thursday and Tuesday
    [InlineData("2024-12-23", "2024-12-27")] // Tuesday 24th and Friday 27th
    [InlineData("2021-12-24", "2021-12-30")] // Christmas on a Saturday: Monday 27 and Tuesday 28 are holidays
    [InlineData("2012-06-01", "2012-06-07")] // the jubilee's two days, and no holiday on 28 May
    public void First_class_post_is_received_two_working_days_later(string posted, string received) =>
        Assert.Equal(DateOnly.Parse(received), WorkingDays.After(DateOnly.Parse(posted), 2));

    [Fact]
    public void The_ledger_of_the_vector_allows_two_forbids_the_third_and_rolls()
    {
        LedgerNotice[] ledger =
        [
            new("1", PenaltyKind.Absence, new DateOnly(2024, 10, 1), true),
            new("2", PenaltyKind.Absence, new DateOnly(2026, 3, 1), true),
        ];
        Assert.Equal(0, NoticeLedger.Counted([], new DateOnly(2024, 10, 1), LedgerRule.Rolling));
        Assert.Equal(1, NoticeLedger.Counted(ledger[..1], new DateOnly(2026, 3, 1), LedgerRule.Rolling));
        Assert.Equal(2, NoticeLedger.Counted(ledger, new DateOnly(2027, 9, 20), LedgerRule.Rolling));
        Assert.Equal(2, NoticeLedger.Counted(ledger, new DateOnly(2027, 9, 30), LedgerRule.Rolling));
        Assert.Equal(1, NoticeLedger.Counted(ledger, new DateOnly(2027, 10, 1), LedgerRule.Rolling));
        Assert.Equal(2, NoticeLedger.Counted(ledger, new DateOnly(2027, 9, 30), LedgerRule.FromFirstNotice));
        Assert.Equal(0, NoticeLedger.Counted(ledger, new DateOnly(2027, 10, 1), LedgerRule.FromFirstNotice));
    }

    [Fact]
    public void Notices_from_before_the_framework_and_withdrawn_ones_do_not_count()
    {
        LedgerNotice[] ledger =
        [
            new("1", PenaltyKind.Absence, new DateOnly(2024, 8, 18), true),
            new("2", PenaltyKind.Absence, new DateOnly(2024, 10, 1), false),
            new("3", PenaltyKind.ExcludedInPublic, new DateOnly(2024, 11, 1), true),
        ];
        Assert.Equal(0, NoticeLedger.Counted(ledger, new DateOnly(2025, 1, 1), LedgerRule.Rolling));
        Assert.Equal(0, NoticeLedger.Counted(ledger, new DateOnly(2007, 3, 1), LedgerRule.Rolling));
    }

    [Theory]
    [InlineData(nameof(Offence.FailsToAttend), 1000, 0, false)]
    [InlineData(nameof(Offence.FailsToAttend), 1001, 0, true)]
    [InlineData(nameof(Offence.FailsToAttend), 0, 1, true)]
    [InlineData(nameof(Offence.KnowinglyFailsToAttend), 2500, 3, false)]
    [InlineData(nameof(Offence.KnowinglyFailsToAttend), 2501, 0, true)]
    [InlineData(nameof(Offence.KnowinglyFailsToAttend), 0, 4, true)]
    [InlineData(nameof(Offence.BreachOfAttendanceOrder), 1001, 0, true)]
    [InlineData(nameof(Offence.BreachOfSupervisionOrder), 1000, 0, false)]
    [Trait("Row", "S112")]
    public void A_sentence_above_the_maximum_of_its_section_is_warned_about(string offence, int fine, int months, bool warned) =>
        Assert.Equal(warned, OffenceLaw.Of(Enum.Parse<Offence>(offence)).Exceeds(fine, months) is not null);
}
