using System.Text.Json;
using Attendance.Modules.Tests.Schools.Pupils;
using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.Schools.Pupils;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.Schools.Flags;

/// <summary>The test vectors of RULES 4 and 6.4, and one vector or more for every rule.</summary>
[Trait("Row", "S69")]
public sealed class RuleVectors
{
    [Theory] // TV 4.2
    [InlineData("O*9 /", 0, 0)]
    [InlineData("O*10", 1, 0)]
    [InlineData("G N O*18", 1, 1)]
    [InlineData("O*10 I O*10", 2, 0)]
    [InlineData("O*10 D*2 O*10", 1, 0)]
    [InlineData("O*19 O,U", 1, 0)]
    [InlineData("O*20", 1, 1)]
    public void Continuous_days_in_2024(string days, int unauthorised, int deletionGround)
    {
        var child = new Child(2024);
        child.FromStart(days);
        Assert.Equal(unauthorised, child.History("CONT_UNAUTH_10D").Count);
        Assert.Equal(deletionGround, child.History("CONT_20D").Count);
    }

    [Fact]
    public void Ten_days_are_dated_the_tenth_day()
    {
        var child = new Child(2006);
        child.FromStart("O*10");
        var flag = Assert.Single(child.Open("CONT_UNAUTH_10D"));
        Assert.Equal(new SessionKey(child.Days[9], HalfDay.PM), flag.Episode);
        Assert.Equal(20, flag.Evidence.HalfDays.Count);
        Assert.Equal(FlagSeverity.Action, flag.Severity);
    }

    [Fact]
    public void Half_term_neither_breaks_nor_extends_a_run()
    {
        var child = new Child(2006);
        var halfTerm = StatisticalPeriods.FirstDay(child.Year, HalfTerm.Aut2);
        var start = child.Days.Where(day => day < halfTerm).TakeLast(5).First();
        child.Days_(start, "O*5");
        for (var day = halfTerm; day < halfTerm.AddDays(5); day = day.AddDays(1))
            child.Mark(day, HalfDay.AM, "#");
        Assert.Empty(child.History("CONT_UNAUTH_10D"));
        child.Days_(halfTerm.AddDays(7), "O*5");
        Assert.Single(child.Open("CONT_UNAUTH_10D"));
    }

    [Theory]
    [InlineData("Traced", 0)]
    [InlineData("UnavoidableCause", 0)]
    [InlineData("Reached", 1)]
    [InlineData("NoAnswer", 1)]
    public void A_child_traced_or_with_an_unavoidable_cause_is_no_candidate(string outcome, int flags)
    {
        var child = new Child(2024);
        child.Contacts.Add(new AbsenceContact(child.Days[12], Enum.Parse<AbsenceContactOutcome>(outcome)));
        child.FromStart("O*20");
        Assert.Equal(flags, child.History("CONT_20D").Count);
        Assert.Single(child.History("CONT_UNAUTH_10D"));
    }

    [Fact]
    [Trait("Row", "S12")]
    public void Before_2024_D_and_U_do_not_rule_the_twenty_days_out()
    {
        var child = new Child(2011);
        child.FromStart("O*10 D*2 U O*9");
        Assert.Single(child.Open("CONT_20D"));
    }

    [Fact] // TV 4.3
    public void Spell_vectors_have_their_spells_and_sessions()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "spell_vectors.json")));
        var monday = new DateOnly(2021, 11, 8);
        string[][] marks =
        [
            ["I"],
            ["I", "I", "I", "I", "I", "I", "I"],
            ["I", "I", "I", "D", "D", "I", "I"],
            [".", ".", ".", ".", "I,M", "I", "I", "/"],
        ];
        var cases = vectors.RootElement.GetProperty("cases").EnumerateArray().ToList();
        Assert.Equal(marks.Length, cases.Count);
        for (var i = 0; i < cases.Count; i++)
        {
            var (spells, _, sessions) = Spells(monday, string.Join(' ', marks[i]));
            Assert.Equal(cases[i].GetProperty("spells").GetInt32(), spells);
            Assert.Equal(cases[i].GetProperty("sessions").GetInt32(), sessions);
        }
    }

    [Theory] // TV 4.3, extra
    [InlineData("I / I", 2, 1, 4)]
    [InlineData("/,I /,I", 2, 1, 2)]
    [InlineData("I / / / / I / / / / I / / / / I / / / / I", 5, 4, 10)]
    public void Spells_are_counted(string days, int spells, int endedOnOneDay, int sessions) =>
        Assert.Equal((spells, endedOnOneDay, sessions), Spells(new DateOnly(2021, 9, 6), days));

    [Fact]
    public void Five_Mondays_off_are_five_broken_weeks_and_spells_and_a_weekday_pattern()
    {
        var child = new Child(2006);
        child.FromStart("I / / / / I / / / / I / / / / I / / / / I");
        Assert.Equal(new SessionKey(child.Days[15], HalfDay.AM), Assert.Single(child.Open("DOW")).Episode);
        Assert.Single(child.Open("SPELLS"));
        Assert.Empty(child.Open("BROKEN")); // The fifth week is a missed one until a session of it is attended.
        child.Days_(child.Days[21], "/ / / / I");
        var broken = Assert.Single(child.Open("BROKEN"));
        Assert.Equal(5, broken.Evidence.Figures[0].Value);
    }

    [Theory] // TV 6.4, the threshold; weeks of five days, so 10u are a whole week
    [InlineData("O*5", 1)]
    [InlineData("O*3 / / O,/ /*4 O,/ /*4 O,/ /*4 O,/", 1)]
    [InlineData("I*5", 0)]
    [InlineData("L*5", 0)]
    [InlineData("O*4 O,I", 0)]
    [InlineData("O*4 O,N", 1)]
    public void Ten_unauthorised_sessions_in_ten_weeks(string days, int flags)
    {
        var child = new Child(2024);
        child.Days_(new DateOnly(2024, 9, 9), days);
        Assert.Equal(flags, child.History("UNAUTH_10IN10").Count);
    }

    [Theory]
    [InlineData(9, 1)]
    [InlineData(10, 0)]
    public void The_window_is_ten_school_weeks(int weeksLater, int flags)
    {
        var child = new Child(2024);
        var weeks = child.Days.Select(day => PupilView.Monday(day.DayNumber)).Distinct().ToList();
        var first = weeks.IndexOf(PupilView.Monday(new DateOnly(2024, 9, 9).DayNumber));
        child.Days_(DateOnly.FromDayNumber(weeks[first]), "O O O,/ / /");
        child.Days_(DateOnly.FromDayNumber(weeks[first + weeksLater]), "O O O,/ / /");
        Assert.Equal(flags, child.History("UNAUTH_10IN10").Count);
    }

    [Fact]
    public void The_window_spans_the_summer()
    {
        var child = new Child(2024);
        child.SetCalendar(Child.SchoolA, [.. child.Days, .. Child.SchoolDays(new AcademicYear(2025))]);
        child.Days_(child.Days[^5], "O*4 /");
        Assert.Empty(child.History("UNAUTH_10IN10"));
        child.Mark(new DateOnly(2025, 9, 4), HalfDay.AM, "O");
        child.Mark(new DateOnly(2025, 9, 4), HalfDay.PM, "O");
        Assert.Single(child.Open("UNAUTH_10IN10"));
    }

    [Fact]
    [Trait("Row", "S11")]
    [Trait("Row", "S12")]
    public void Rules_of_2024_do_not_judge_2006()
    {
        var child = new Child(2006);
        child.FromStart("O*12 I*20");
        Assert.Empty(child.History("UNAUTH_10IN10"));
        Assert.Empty(child.History("SICK_15D"));
    }

    [Fact]
    public void Correction_withdraws_with_a_trace_and_a_later_one_opens_again()
    {
        var child = new Child(2024);
        var next = child.Days_(new DateOnly(2024, 9, 9), "O*4 O,N");
        Assert.Single(child.Open("UNAUTH_10IN10"));
        child.Days_(next, "/ / /");
        child.Raised.Clear();
        child.Mark(new DateOnly(2024, 9, 13), HalfDay.PM, "M");
        var change = Assert.Single(child.Changes("UNAUTH_10IN10"));
        Assert.Equal(FlagChangeKind.Withdrawn, change.Kind);
        Assert.False(change.IsOpen);
        Assert.Null(change.Evidence);
        Assert.Equal("2024-09-13 PM: N became M", change.Trace);
        Assert.Empty(child.History("UNAUTH_10IN10"));
        child.Mark(new DateOnly(2024, 9, 13), HalfDay.PM, "O");
        Assert.Single(child.Open("UNAUTH_10IN10"));
    }

    [Fact]
    public void Correction_that_moves_an_opening_changes_the_same_episode()
    {
        var child = new Child(2006);
        child.FromStart("/ / I*4");
        var was = Assert.Single(child.Open("CONSEC_ABS")).Episode;
        child.Raised.Clear();
        child.Mark(child.Days[1], HalfDay.PM, "I");
        var change = Assert.Single(child.Changes("CONSEC_ABS"));
        Assert.Equal((FlagChangeKind.Changed, was), (change.Kind, change.Previous!.Value));
        Assert.Equal(was.Number - 1, change.Episode.Number);
    }

    [Fact]
    public void Another_present_mark_raises_nothing_and_ten_close()
    {
        var child = new Child(2006);
        child.FromStart("I*3");
        child.Raised.Clear();
        child.Days_(child.Days[3], "/*4 /,.");
        Assert.Empty(child.Raised);
        Assert.False(Assert.Single(child.Open("CONSEC_ABS")).Met);
        Assert.Equal(9, child.Open("CONSEC_ABS")[0].Good);
        child.Mark(child.Days[7], HalfDay.PM, "\\");
        Assert.Equal(FlagChangeKind.Closed, Assert.Single(child.Changes("CONSEC_ABS")).Kind);
    }

    [Fact]
    public void Persistent_absence_of_2006_07_is_64_sessions()
    {
        var child = new Child(2006);
        child.FromStart("I*31 I,/");
        Assert.Empty(child.History("PA"));
        child.Days_(child.Days[32], "/,I");
        var flag = Assert.Single(child.Open("PA"));
        Assert.Equal(new SessionKey(child.Days[32], HalfDay.PM), flag.Episode);
        Assert.Equal(64, flag.Evidence.HalfDays.Count);
        Assert.Equal(new EvidenceFigure("missed", 64, 64), flag.Evidence.Figures[0]);
    }

    [Fact]
    public void Absence_in_the_second_half_of_summer_makes_nobody_persistently_absent_in_2006_07()
    {
        var child = new Child(2006);
        child.Days_(child.Days.First(day => StatisticalPeriods.HalfTermOf(day) == HalfTerm.Sum2), "I*33");
        Assert.Empty(child.History("PA"));
        Assert.Single(child.History("SEVERE"));
    }

    [Fact]
    public void Persistent_absence_from_2015_is_a_tenth_and_needs_twenty_sessions()
    {
        var child = new Child(2016);
        child.FromStart("I /*8 /,.");
        Assert.Empty(child.History("PA"));
        child.Mark(child.Days[9], HalfDay.PM, "\\");
        Assert.Single(child.Open("PA"));
        child.Days_(child.Days[10], "/*4");
        Assert.Single(child.Open("PA"));
        child.Days_(child.Days[14], "/");
        Assert.Empty(child.Open("PA"));
    }

    [Theory]
    [InlineData("I*7", 1)]
    [InlineData("I*6 I,/", 0)]
    public void Fourteen_sessions_by_half_term_are_on_the_way_to_persistent_absence(string days, int flags)
    {
        var child = new Child(2006);
        child.FromStart(days);
        Assert.Equal(flags, child.Open("PA_TRACK").Count);
    }

    [Fact]
    public void Half_of_twenty_sessions_is_severe()
    {
        var child = new Child(2006);
        child.FromStart("I*5 /*4 /,.");
        Assert.Empty(child.History("SEVERE"));
        child.Mark(child.Days[9], HalfDay.PM, "\\");
        Assert.Equal(FlagSeverity.Action, Assert.Single(child.Open("SEVERE")).Severity);
    }

    [Theory]
    [InlineData("/*19 I", 0)] // exactly 95
    [InlineData("/*18 I /,I", 1)]
    [InlineData("/*23 I*2", 1)] // exactly 92
    [InlineData("/*22 I*2", 2)]
    [InlineData("/*17 I*2", 3)]
    [InlineData("/*16 I*3", 4)]
    [InlineData("/*15 I*5", 5)]
    [InlineData("/*5 I*6", 6)]
    public void Bands_of_attendance_are_levels_of_one_flag(string days, int level)
    {
        var child = new Child(2006);
        child.FromStart(days);
        Assert.Equal(level, child.Open("ATTENDANCE_BAND").SingleOrDefault()?.Level ?? 0);
    }

    [Fact]
    public void Nine_unauthorised_sessions_in_six_weeks_meet_the_fast_track_threshold()
    {
        var child = new Child(2006);
        child.FromStart("O*4");
        Assert.Empty(child.History("UNAUTH_FT"));
        child.Days_(child.Days[4], "O,/");
        Assert.Single(child.Open("UNAUTH_FT"));
    }

    [Fact]
    public void Thirty_half_days_of_illness_are_fifteen_days()
    {
        var child = new Child(2024);
        child.FromStart("I*10 /*5 I*4 I,/");
        Assert.Empty(child.History("SICK_15D"));
        child.Days_(child.Days[20], "I,/");
        Assert.Single(child.Open("SICK_15D"));
    }

    [Theory]
    [InlineData("N*2", 0, 0)]
    [InlineData("N*3", 0, 1)]
    [InlineData("N*5", 0, 2)]
    [InlineData("N*5", 4, 1)]
    [InlineData("N*5", 1, 0)]
    [InlineData("N N I N N", 0, 0)]
    public void Days_without_reason_or_contact(string days, int contactOnDay, int level)
    {
        var child = new Child(2006);
        if (contactOnDay > 0)
            child.Contacts.Add(new AbsenceContact(child.Days[contactOnDay - 1], AbsenceContactOutcome.Reached));
        child.FromStart(days);
        Assert.Equal(level, child.History("NO_CONTACT").SingleOrDefault()?.Level ?? 0);
    }

    [Fact]
    public void Contact_logged_late_withdraws()
    {
        var child = new Child(2006);
        child.FromStart("N*3");
        child.Contacts.Add(new AbsenceContact(child.Days[1], AbsenceContactOutcome.Reached));
        Assert.Equal(FlagChangeKind.Withdrawn, Assert.Single(child.Refold().Flags, flag => flag.Rule == "NO_CONTACT").Kind);
    }

    [Fact]
    public void Six_missed_sessions_running_are_noticed_and_twenty_a_concern()
    {
        var child = new Child(2006);
        child.FromStart("I,O I,D M,C");
        Assert.Empty(child.History("CONSEC_ABS")); // D was attended in 2006
        child = new Child(2011);
        child.FromStart("I,O I,D M,C I,/");
        Assert.Equal(FlagSeverity.Notice, Assert.Single(child.Open("CONSEC_ABS")).Severity);
        child = new Child(2011);
        child.FromStart("I*10");
        Assert.Equal(FlagSeverity.Concern, Assert.Single(child.Open("CONSEC_ABS")).Severity);
        Assert.Equal([FlagChangeKind.Opened, FlagChangeKind.Changed], child.Changes("CONSEC_ABS").Select(change => change.Kind));
    }

    [Fact]
    public void Five_times_late_after_close_in_four_weeks()
    {
        var child = new Child(2006);
        child.Days_(child.Days[0], "/*60");
        var next = child.Days_(child.Days[60], "U,/ / / U,/ / / / U,/ / / / U,/ /");
        Assert.Empty(child.History("LATE_U"));
        child.Days_(next, "U,/");
        Assert.Single(child.Open("LATE_U"));
    }

    [Fact]
    public void A_tenth_of_the_mornings_late_after_close()
    {
        var child = new Child(2006);
        child.FromStart("U,/ /*9 U,/");
        Assert.Single(child.Open("LATE_U"));
    }

    [Theory]
    [InlineData("L*7", 0)]
    [InlineData("L*4", 1)]
    public void Eight_times_late_in_a_half_term(string days, int flags)
    {
        var child = new Child(2006);
        child.FromStart(flags == 1 ? days : days.Replace("L", "L,/"));
        Assert.Equal(flags, child.Open("LATE_L").Count);
    }

    [Fact]
    public void Mondays_and_Fridays_need_four_dates()
    {
        var child = new Child(2006);
        child.FromStart("I / / / I /*5 I / / / /,.");
        Assert.Empty(child.History("DOW"));
        child.Days_(child.Days[14], ".,I");
        Assert.Equal(new SessionKey(child.Days[14], HalfDay.PM), Assert.Single(child.Open("DOW")).Episode);
        var study = new Child(2006);
        study.FromStart("S / / / S /*5 S / / / S");
        Assert.Empty(study.History("DOW"));
    }

    [Fact]
    public void Attendance_ten_points_down_is_a_drop()
    {
        var child = new Child(2006);
        var next = child.FromStart("/*30");
        child.Days_(next, "/ I"); // 22 of 24 after all of 40
        Assert.Empty(child.History("TREND"));
        child = new Child(2006);
        next = child.FromStart("/*30");
        child.Days_(next, "/ I I,/"); // 22 of 25
        Assert.Single(child.History("TREND"));
    }

    [Fact]
    public void Holiday_without_leave_or_long_leave_next_to_a_holiday()
    {
        var child = new Child(2006);
        child.FromStart("G");
        Assert.Equal(2, Assert.Single(child.Open("HOLIDAY")).Level);

        var before = new Child(2006);
        var halfTerm = StatisticalPeriods.FirstDay(before.Year, HalfTerm.Aut2);
        before.Days_(before.Days.Where(day => day < halfTerm).TakeLast(5).First(), "H*4 H,.");
        Assert.Empty(before.History("HOLIDAY"));
        before.Mark(before.Days.Last(day => day < halfTerm), HalfDay.PM, "H");
        Assert.Equal(1, Assert.Single(before.Open("HOLIDAY")).Level);

        var after = new Child(2006);
        after.Days_(halfTerm.AddDays(7), "H*5");
        Assert.Single(after.Open("HOLIDAY"));

        var middle = new Child(2006);
        middle.Days_(middle.Days[5], "H*5");
        Assert.Empty(middle.History("HOLIDAY"));
    }

    [Fact]
    public void First_session_after_ten_days_away_asks_for_reintegration()
    {
        var child = new Child(2006);
        child.FromStart("I*9 I,/");
        Assert.Empty(child.History("REINTEGRATE"));
        child = new Child(2006);
        child.FromStart("I*10 /,.");
        var flag = Assert.Single(child.Open("REINTEGRATE"));
        Assert.Equal(new SessionKey(child.Days[10], HalfDay.AM), flag.Episode);
        Assert.Equal(20, flag.Evidence.HalfDays.Count);
    }

    [Fact]
    public void Four_afternoons_missed_in_six_weeks()
    {
        var child = new Child(2006);
        child.FromStart("/,O / /,I I / /,O / /,O");
        Assert.Single(child.Open("PM_ONLY"));
        Assert.Equal(4, child.Open("PM_ONLY")[0].Evidence.HalfDays.Count);
    }

    [Fact]
    public void Two_returns_missed_after_holidays()
    {
        var child = new Child(2006);
        child.FromStart("I /");
        Assert.Empty(child.History("POST_HOLIDAY"));
        child.Days_(StatisticalPeriods.FirstDay(child.Year, HalfTerm.Aut2).AddDays(7), "/,I");
        Assert.Single(child.Open("POST_HOLIDAY"));
    }

    [Fact]
    public void Six_sessions_missed_in_the_first_ten_days()
    {
        var child = new Child(2006);
        child.FromStart("I I /*7 I");
        Assert.Single(child.Open("YEAR_START"));
        child = new Child(2006);
        child.FromStart("I I /*8 I");
        Assert.Empty(child.History("YEAR_START"));
    }

    [Fact]
    public void N_stands_five_school_days_later()
    {
        var child = new Child(2006);
        child.FromStart("N /*6");
        Assert.Empty(child.Daily(child.Days[4]).Flags);
        var opened = Assert.Single(child.Daily(child.Days[5]).Flags);
        Assert.Equal(("UNRESOLVED_N", FlagChangeKind.Opened), (opened.Rule, opened.Kind));
        Assert.Equal(2, opened.Evidence!.HalfDays.Count);
        Assert.Empty(child.Daily(child.Days[5]).Flags);
        Assert.Equal(FlagChangeKind.Changed, Assert.Single(child.Mark(child.Days[0], HalfDay.AM, "I").Flags).Kind);
        Assert.Equal(FlagChangeKind.Withdrawn, Assert.Single(child.Mark(child.Days[0], HalfDay.PM, "I").Flags).Kind);
    }

    private static (int Spells, int EndedOnOneDay, int Sessions) Spells(DateOnly from, string days)
    {
        var child = new Child(from.Year);
        child.Days_(from, days);
        var view = new PupilView(child.State, child.Context);
        view.Resolve();
        var (spells, single) = Attendance.Schools.Flags.Spells.Counted(view, view.First, view.End - 1);
        return (spells, single, view.Count(view.First, view.End - 1).Absent);
    }
}
