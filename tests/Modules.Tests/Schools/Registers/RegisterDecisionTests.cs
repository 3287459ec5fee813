using Attendance.Schools.Calendars;
using Attendance.Schools.Contracts;
using Attendance.Schools.Registers;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.Schools.Registers;

/// <summary>Which mark counts: the judgement by itself. Source: ARCHITECTURE "Which mark counts", PROMISES 3a.</summary>
public sealed class RegisterDecisionTests
{
    private static readonly Laestab School = Laestab.From(3557001);
    private static readonly DateOnly Day = new(2027, 3, 9);
    private static readonly SessionKey Session = new(Day, HalfDay.AM);
    private static readonly DateTimeOffset Now = new(2027, 3, 9, 10, 0, 0, TimeSpan.Zero);
    private static readonly Upn Ann = ReferenceData.Upn(1);
    private static readonly Upn Ben = ReferenceData.Upn(2);

    private readonly SessionRegister _register = new(Session);

    [Fact]
    public void An_equal_mark_is_unchanged_whenever_it_was_taken()
    {
        Effective(1, "/", Now);
        Assert.Equal(MarkStatus.Unchanged, Status(Post(Now.AddHours(-1), (Ann, "/", null))));
        Assert.Equal(MarkStatus.Unchanged, Status(Post(null, (Ann, "/", "with a reason"))));
    }

    [Fact]
    public void Minutes_late_are_part_of_a_mark()
    {
        Effective(1, "L", Now, minutes: 5);
        var post = Post(null, (Ann, "L", null));
        Assert.Equal(MarkStatus.Stored, Status(post));
        Assert.Equal(MarkStatus.Unchanged, Status(post with { Marks = [post.Marks[0] with { MinutesLate = 5 }] }));
    }

    [Theory]
    [InlineData(-1, false, "Stale")]
    [InlineData(0, false, "Stored")]
    [InlineData(1, false, "Stored")]
    [InlineData(-1, true, "Stored")]
    public void An_older_mark_is_stale_unless_it_corrects(int minutes, bool reason, string expected)
    {
        Effective(1, "/", Now.AddMinutes(-30));
        Assert.Equal(expected, Status(Post(Now.AddMinutes(-30 + minutes), (Ann, "O", reason ? "She was not there" : null))).ToString());
    }

    [Fact]
    public void A_time_ahead_of_our_clock_counts_from_now()
    {
        var ahead = Judge(Post(Now.AddMinutes(3), (Ann, "/", null)));
        Assert.Equal(Now, ahead.Value.EffectiveAt);
        Assert.Contains((-1, MarkProblem.ClockAhead), ahead.Value.Remarks);
        Assert.DoesNotContain((-1, MarkProblem.ClockAhead), Judge(Post(Now.AddMinutes(2), (Ann, "/", null))).Value.Remarks);
    }

    [Fact]
    public void A_child_named_twice_is_held_twice_and_the_others_are_not()
    {
        var verdict = Judge(Post(null, (Ann, "/", null), (Ben, "/", null), (Ann, "O", null), (Ann, "I", null))).Value;
        Assert.Equal([MarkStatus.Held, MarkStatus.Stored, MarkStatus.Held, MarkStatus.Held], verdict.Marks.Select(mark => mark.Status));
        Assert.Equal([0, 2, 3], verdict.Remarks.Select(remark => remark.Ordinal).Order());
        Assert.All(verdict.Remarks, remark => Assert.Equal(MarkProblem.DuplicatePupil, remark.Code));
    }

    [Fact]
    public void A_version_that_was_seen_must_be_the_current_one()
    {
        _register.Version = 7;
        Effective(1, "/", Now.AddHours(1));
        var post = Post(null, (Ann, "O", null));
        Assert.Equal("version-conflict", Judge(post with { IfMatch = 6 }).Error!.Code);
        Assert.Equal(MarkStatus.Stored, Status(post with { IfMatch = 7 }));
    }

    [Theory]
    [InlineData("2027-03-09T08:57:59Z", false)]
    [InlineData("2027-03-09T08:58:00Z", true)]
    [InlineData("2027-03-09T09:00:00Z", true)]
    public void A_session_is_open_from_two_minutes_before_it_starts(string now, bool open)
    {
        var judged = RegisterDecision.Judge(Post(null, (Ann, "/", null)), Roll(), Calendar(), _register, DateTimeOffset.Parse(now));
        Assert.Equal(open ? null : "session-not-open", judged.Error?.Code);
    }

    [Theory]
    [InlineData("2027-08-30", true)]
    [InlineData("2027-08-31", false)]
    public void A_school_may_correct_until_thirty_days_after_the_school_year(string today, bool may)
    {
        Effective(1, "/", Now);
        var late = new DateTimeOffset(DateOnly.Parse(today).ToDateTime(new TimeOnly(11, 0)), TimeSpan.Zero);
        var correction = RegisterDecision.Judge(Post(null, (Ann, "O", "late")), Roll(), Calendar(), _register, late);
        Assert.Equal(may ? null : "correction-closed", correction.Error?.Code);
        Assert.True(RegisterDecision.Judge(Post(null, (Ben, "O", null)), Roll(), Calendar(), _register, late).IsOk);
    }

    [Fact]
    public void A_receipt_reads_back_what_was_encoded()
    {
        var line = Receipt.Encode(
            [MarkStatus.Stored, MarkStatus.Unchanged, MarkStatus.Stale, MarkStatus.Held],
            [(-1, MarkProblem.ClockAhead), (3, MarkProblem.UnknownCode)]
        );
        Assert.Equal("suth|-1:clock-ahead|3:unknown-code", line);
        var text = System.Text.Encoding.UTF8.GetString(Receipt.Render(School, 41, Session, Now, line));
        Assert.Contains("\"marks\":[\"stored\",\"unchanged\",\"stale\",\"held\"]", text, StringComparison.Ordinal);
        Assert.Contains("\"pointer\":\"/marks/3/code\",\"code\":\"unknown-code\"", text, StringComparison.Ordinal);
        Assert.Contains("\"pointer\":\"/takenAt\"", text, StringComparison.Ordinal);
        Assert.Contains("\"receipt\":\"3557001-41\"", text, StringComparison.Ordinal);
    }

    private void Effective(int child, string code, DateTimeOffset at, int? minutes = null) =>
        _register.Put(new PupilId(child), new EffectiveMark(AttendanceCode.Parse(code).Id, minutes, 2, at, ""));

    private MarkStatus Status(RegisterPost post) => Judge(post).Value.Marks[0].Status;

    private Result<RegisterVerdict> Judge(RegisterPost post) => RegisterDecision.Judge(post, Roll(), Calendar(), _register, Now);

    private static RegisterPost Post(DateTimeOffset? takenAt, params (Upn Upn, string Code, string? Reason)[] marks) =>
        new()
        {
            Session = Session,
            TakenAt = takenAt,
            PayloadHash = [],
            Marks = [.. marks.Select(mark => new PostedMark(mark.Upn.Value, mark.Code, null, null, mark.Reason))],
        };

    private static SchoolCalendar Calendar() =>
        new(School, 1, [new CalendarSession(Session, true, new TimeOnly(9, 0), new TimeOnly(9, 30))]);

    private static SchoolRollIndex Roll()
    {
        RollPupil Child(int id, Upn upn) =>
            new(
                new PupilId(id),
                upn,
                [],
                new DateOnly(2017, 1, 1),
                [new Enrolment(School, new PupilId(id), new DateOnly(2026, 9, 1), null, EnrolmentStatus.Single, false, "5", "1")],
                []
            );
        return new SchoolRollIndex(new SchoolRoll(School, "School", SchoolPhase.Primary, 1, [Child(1, Ann), Child(2, Ben)]));
    }
}
