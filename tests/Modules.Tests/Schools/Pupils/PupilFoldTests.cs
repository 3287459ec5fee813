using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.Schools.Pupils;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.Schools.Pupils;

[Trait("Row", "S94")]
public sealed class PupilFoldTests
{
    private static readonly DateOnly Monday = new(2006, 9, 11);

    [Fact]
    public void Marks_are_counted_by_half_term_class_and_code()
    {
        var child = new Child(2006);
        child.Days_(Monday, "/ L,\\ I O,U D # -");
        var standing = PupilFold.Enrolments(child.State, child.Context).Single();
        // Two present days, sick, unauthorised, D (approved in 2006): ten possible.
        Assert.Equal((10, 6, 2, 2), (standing.Possible, standing.Attended, standing.Authorised, standing.Unauthorised));
        Assert.Equal((2, 1, 1), (standing.Missing, standing.LateBeforeClose, standing.LateAfterClose));
        var counts = PackedCounts.Read(standing.Detail).ToList();
        Assert.Equal(14, counts.Sum(count => count.Sessions));
        Assert.Contains(new PackedCount(HalfTerm.Aut1, MarkClass.Authorised, Child.Code("I"), 2), counts);
        Assert.Contains(new PackedCount(HalfTerm.Aut1, MarkClass.Approved, Child.Code("D"), 2), counts);
        Assert.Equal(2, PackedCounts.Sum(standing.Detail, MarkClass.Unauthorised));
        Assert.Equal(new SessionKey(new DateOnly(2006, 9, 15), HalfDay.PM), child.Standing.LastSession);
    }

    [Fact]
    [Trait("Row", "S12")]
    public void The_same_marks_with_D_count_by_the_date_of_the_session()
    {
        var before = new Child(2010);
        before.FromStart("/ D");
        var after = new Child(2011);
        after.FromStart("/ D");
        Assert.Equal((4, 4), (before.Standing.Possible, before.Standing.Attended));
        Assert.Equal((2, 2), (after.Standing.Possible, after.Standing.Attended));
    }

    [Fact]
    public void A_mark_on_a_session_that_the_calendar_closes_stays_and_does_not_count()
    {
        var child = new Child(2006);
        child.Days_(Monday, "I");
        child.SetCalendar(Child.SchoolA, child.Days, new SessionKey(Monday, HalfDay.PM));
        var closed = child.Refold();
        Assert.Equal(1, closed.Standing.Authorised);
        Assert.Equal(1, Assert.Single(closed.Enrolments).Possible);
        Assert.Equal(Child.Code("I"), child.State.CodeAt(Child.SchoolA, new SessionKey(Monday, HalfDay.PM)));
        Assert.False(PupilReading.Marks(child.State, child.Context, Monday, Monday)[1].Counted);
        child.SetCalendar(Child.SchoolA, child.Days);
        Assert.Equal(2, child.Refold().Standing.Authorised);
    }

    [Fact]
    public void A_mark_before_joining_or_after_leaving_does_not_count()
    {
        var child = new Child(2006);
        child.LeaveAll();
        child.Join(Child.SchoolA, Monday.AddDays(1), Monday.AddDays(2));
        child.Days_(Monday, "I I I I");
        Assert.Equal(4, child.Standing.Possible);
        child.LeaveAll();
        var outcome = child.Refold();
        Assert.Equal(0, outcome.Standing.Possible);
        Assert.Equal(0, Assert.Single(outcome.Enrolments).Possible);
    }

    [Theory]
    [InlineData("D", "I", "I")]
    [InlineData("I", "D", "I")]
    [InlineData("O", "I", "I")]
    [InlineData("V", "O", "V")]
    [InlineData("V", "/", "/")]
    [InlineData("X", "O", "O")]
    [InlineData("X", "Z", "X")]
    public void Of_two_schools_marks_for_one_session_one_counts_for_the_child(string atA, string atB, string counts)
    {
        foreach (var aFirst in new[] { true, false })
        {
            var child = new Child(2011);
            child.Join(Child.SchoolB, child.Year.FirstDay, null, EnrolmentStatus.SubsidiaryDual);
            child.SetCalendar(Child.SchoolB, child.Days);
            var day = child.Days[3];
            child.Mark(day, HalfDay.AM, aFirst ? atA : atB, aFirst ? Child.SchoolA : Child.SchoolB);
            child.Mark(day, HalfDay.AM, aFirst ? atB : atA, aFirst ? Child.SchoolB : Child.SchoolA);
            var view = new PupilView(child.State, child.Context);
            Assert.Equal(AttendanceCode.Parse(counts).Text, AttendanceCode.FromId(view.Code(new SessionKey(day, HalfDay.AM).Number)).Text);
            Assert.Equal(AttendanceCode.Parse(counts).ClassOn(day) is MarkClass.NotPossible ? 0 : 1, child.Standing.Possible);
        }
    }

    [Fact]
    public void Enrolments_count_each_school_and_the_child_counts_once()
    {
        var child = new Child(2006);
        child.Join(Child.SchoolB, child.Year.FirstDay, null, EnrolmentStatus.SubsidiaryDual);
        child.SetCalendar(Child.SchoolB, child.Days);
        child.Mark(Monday, HalfDay.AM, "I");
        child.Mark(Monday, HalfDay.AM, "I", Child.SchoolB);
        Assert.Equal(1, child.Standing.Possible);
        Assert.Equal(2, PupilFold.Enrolments(child.State, child.Context).Sum(enrolment => enrolment.Possible));
    }

    [Fact]
    public void A_new_school_year_starts_from_nothing_and_the_old_one_stays()
    {
        var child = new Child(2006);
        child.Days_(new DateOnly(2007, 7, 19), "I I");
        child.SetCalendar(Child.SchoolA, [.. child.Days, .. Child.SchoolDays(new AcademicYear(2007))]);
        child.Mark(new DateOnly(2007, 9, 4), HalfDay.AM, "/");
        Assert.Equal((2007, 1, 0), (child.Standing.Year.StartYear, child.Standing.Possible, child.Standing.Absent));
        Assert.Equal([4, 1], PupilFold.Enrolments(child.State, child.Context).Select(enrolment => enrolment.Possible));
        Assert.Equal(4, PupilReading.TotalsOn(child.State, child.Context, new DateOnly(2007, 7, 31))!.Possible);
    }

    [Fact]
    public void What_if_answers_and_stores_nothing()
    {
        var child = new Child(2006);
        child.Days_(Monday, "I I");
        var before = child.Standing;
        var changes = child
            .Days.Where(day => day > Monday.AddDays(1))
            .Take(3)
            .SelectMany(day => new[] { HalfDay.AM, HalfDay.PM }.Select(half => new MarkChange(new SessionKey(day, half), Child.Code("O"))))
            .ToList();
        var answer = PupilReading.WhatIf(child.State, child.Context, Child.SchoolA, changes);
        Assert.Equal(10, answer.Standing.Absent);
        Assert.Contains(answer.Flags, flag => flag is { Rule: "CONSEC_ABS", Kind: FlagChangeKind.Opened });
        Assert.Equal(before.Absent, child.Standing.Absent);
        Assert.Empty(child.State.Episodes);
    }

    [Fact]
    public void A_repeat_changes_nothing()
    {
        var child = new Child(2006);
        child.Days_(Monday, "O*12 / I");
        var raised = child.Raised.Count;
        var episodes = child.State.Episodes.ToList();
        child.Days_(Monday, "O*12 / I");
        Assert.Equal(raised, child.Raised.Count);
        Assert.Equal(episodes, child.State.Episodes);
    }

    [Fact]
    public void A_year_of_one_school_takes_half_a_byte_for_a_half_day()
    {
        var child = new Child(2006);
        child.FromStart("/*100 I*2 /*80");
        Assert.InRange(child.State.Schools.Sum(marks => marks.Bytes.Length), 180, 240);
    }

    [Fact]
    public void Marks_keep_their_sessions_whatever_the_order_and_when_a_weekend_or_a_rare_code_comes()
    {
        var random = new Random(7);
        var marks = new SchoolMarks();
        var expected = new Dictionary<int, byte>();
        var monday = new SessionKey(Monday, HalfDay.AM).Number;
        var common = new[] { "/", "\\", "I", "O", "X" }.Select(text => AttendanceCode.Parse(text).Id).Prepend((byte)0).ToArray();
        for (var i = 0; i < 4_000; i++)
        {
            // First Mondays to Fridays, from twenty weeks before to twenty after, then weekends too; last, marks that half a byte cannot say.
            var session = monday + random.Next(-280, 280);
            if (i < 1_000 && session % 14 >= 10)
                continue;
            var code =
                i < 2_000 ? common[random.Next(common.Length)] : (byte)(random.Next(0, 30) | (random.Next(2) * SchoolMarks.Uncounted));
            marks.Set(session, code);
            expected[session] = code;
            if (i is 998 or 999 or 1_999 or 3_999)
            {
                Assert.Equal(i > 1_000, marks.Weekends);
                Assert.Equal(i > 2_000, marks.Whole);
                for (var s = marks.First - 30; s < marks.End + 30; s++)
                    Assert.Equal(expected.GetValueOrDefault(s), marks[s]);
                Assert.All(expected.Keys, s => Assert.True(expected[s] == 0 || (s >= marks.First && s < marks.End)));
            }
        }
    }
}
