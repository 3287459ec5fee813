using System.Globalization;
using Attendance.Schools.Calendars;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Schools.Registers;

/// <summary>
/// Judges a post against roll, calendar, codes and the effective marks: pure. Source: ARCHITECTURE "Which mark counts", PROMISES 3a.
/// </summary>
internal static class RegisterDecision
{
    /// <summary>How far ahead of our clock takenAt may be before it is worth a warning.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    /// <summary>Days after the end of a school year (31 July) in which a school may still correct it. Source: PROMISES 3a, option of the authority.</summary>
    public const int CorrectionDays = 30;

    /// <summary>Refuses what is wrong as a whole, else says what becomes of every mark.</summary>
    public static Result<RegisterVerdict> Judge(
        RegisterPost post,
        SchoolRollIndex roll,
        SchoolCalendar calendar,
        SessionRegister register,
        DateTimeOffset now,
        bool release = false
    )
    {
        if (post.Marks.Length == 0)
            return new Error("empty", "A register needs at least one mark.");
        if (!IsOpen(post.Session, calendar, now))
            return new Error(
                "session-not-open",
                "The school's calendar has no open session on this date and half-day, or it has not started yet."
            );
        if (post.IfMatch is { } seen && seen != register.Version)
            return new Error(
                "version-conflict",
                "The register changed since the version named by If-Match.",
                [new FieldError("", "version-conflict", register.Version.ToString(CultureInfo.InvariantCulture))]
            );

        var recordedAt = now;
        var effectiveAt = post.TakenAt is { } taken && taken < recordedAt ? taken : recordedAt;
        var decisions = new MarkDecision[post.Marks.Length];
        var remarks = new List<(int, string)>();
        if (post.TakenAt > now + ClockTolerance)
            remarks.Add((-1, MarkProblem.ClockAhead));
        var seenAt = new Dictionary<PupilId, int>(post.Marks.Length);
        var corrects = false;
        for (var i = 0; i < decisions.Length; i++)
        {
            var decision = Judge(post, i, roll, calendar, register, effectiveAt, remarks, release);
            if (decision.Pupil is { } pupil && !seenAt.TryAdd(pupil, i))
            {
                ref var first = ref decisions[seenAt[pupil]];
                if (first.Status is not MarkStatus.Held)
                {
                    remarks.RemoveAll(remark => remark.Item1 == seenAt[pupil]);
                    remarks.Add((seenAt[pupil], MarkProblem.DuplicatePupil));
                    first = first with { Status = MarkStatus.Held, Problem = MarkProblem.DuplicatePupil };
                }
                if (decision.Status is not MarkStatus.Held)
                {
                    remarks.RemoveAll(remark => remark.Item1 == i);
                    remarks.Add((i, MarkProblem.DuplicatePupil));
                    decision = decision with { Status = MarkStatus.Held, Problem = MarkProblem.DuplicatePupil };
                }
            }
            decisions[i] = decision;
        }
        foreach (var decision in decisions)
            corrects |= decision is { Status: MarkStatus.Stored, Supersedes: not null };
        if (corrects && DateOnly.FromDateTime(Local(now)) > AcademicYear.Of(post.Session.Date).LastDay.AddDays(CorrectionDays))
            return new Error(
                "correction-closed",
                "The time for corrections to this school year is over; the authority's attendance leader can reopen it."
            );
        return new RegisterVerdict(decisions, remarks, effectiveAt);
    }

    private static MarkDecision Judge(
        RegisterPost post,
        int ordinal,
        SchoolRollIndex roll,
        SchoolCalendar calendar,
        SessionRegister register,
        DateTimeOffset effectiveAt,
        List<(int, string)> remarks,
        bool release
    )
    {
        var mark = post.Marks[ordinal];
        var date = post.Session.Date;

        MarkDecision Hold(string problem, PupilId? pupil = null)
        {
            remarks.Add((ordinal, problem));
            return new MarkDecision(MarkStatus.Held, pupil, 0, null, problem);
        }

        if (!Upn.TryParse(mark.Upn, out var upn))
            return Hold(MarkProblem.UpnInvalid);
        if (roll.Find(upn) is not { } pupil)
            return Hold(MarkProblem.UnknownPupil);
        if (SchoolRollIndex.Enrolment(pupil, date) is not { } enrolment)
            return Hold(MarkProblem.NotOnRoll, pupil.Id);
        if (!AttendanceCode.TryParse(mark.Code, out var code) || code.ClassOn(date) is MarkClass.Missing)
            return Hold(MarkProblem.UnknownCode, pupil.Id);
        if (code.IsBefore(date))
            return Hold(MarkProblem.CodeNotYet, pupil.Id);
        if (!IsAllowed(code, pupil.BirthDate, date))
            return Hold(MarkProblem.CodeNotAllowed, pupil.Id);
        if (!calendar.For(enrolment.YearGroup).IsOpen(post.Session.Number))
            return Hold(MarkProblem.SessionNotOpen, pupil.Id);
        if (mark.MinutesLate is { } minutes && (minutes is < 0 or > 1440 || code.Text is not ("L" or "U")))
            return Hold(MarkProblem.MinutesLate, pupil.Id);

        var id = code.Id;
        if (code.Text == (post.Session.Half is HalfDay.AM ? "\\" : "/"))
        {
            id = AttendanceCode.Parse(post.Session.Half is HalfDay.AM ? "/" : "\\").Id;
            remarks.Add((ordinal, MarkProblem.SlashTurned));
        }
        if (code.IsWithdrawn(date))
            remarks.Add((ordinal, MarkProblem.CodeWithdrawn));

        if (register.Find(pupil.Id) is not { } effective)
            return new MarkDecision(MarkStatus.Stored, pupil.Id, id, null, null);
        if (effective.Code == id && effective.MinutesLate == mark.MinutesLate)
            return new MarkDecision(MarkStatus.Unchanged, pupil.Id, id, effective.Seq, null);
        var isExplicit = post.IfMatch is not null || mark.Reason is not null;
        if (!isExplicit && effective.EffectiveAt > effectiveAt)
            return new MarkDecision(MarkStatus.Stale, pupil.Id, id, effective.Seq, null);
        if (mark.Reason is null && !release)
            remarks.Add((ordinal, MarkProblem.ReasonMissing));
        return new MarkDecision(MarkStatus.Stored, pupil.Id, id, effective.Seq, null);
    }

    /// <summary>True when some class has the session on its calendar and it has started, give or take the tolerance of clocks.</summary>
    private static bool IsOpen(SessionKey session, SchoolCalendar calendar, DateTimeOffset now)
    {
        if (!calendar.IsOpenForAnyone(session) || calendar.Line(session) is not { } line)
            return false;
        return SharedKernel.Time.SchoolClock.Instant(session.Date, line.Start) <= now + ClockTolerance;
    }

    private static DateTime Local(DateTimeOffset now) => SharedKernel.Time.SchoolClock.Local(now);

    /// <summary>
    /// X is for children outside compulsory school age (but from March 2020 to April 2022 it also meant coronavirus), C2 for those within it. Source: RULES 2.1, 2.2.
    /// </summary>
    private static bool IsAllowed(AttendanceCode code, DateOnly birthDate, DateOnly date) =>
        code.Text switch
        {
            "X" => !SchoolAge.IsCompulsory(birthDate, date) || (date >= new DateOnly(2020, 3, 1) && date <= new DateOnly(2022, 4, 30)),
            "C2" => SchoolAge.IsCompulsory(birthDate, date),
            _ => true,
        };
}

/// <summary>What becomes of every mark of a post, in the order of the body, and what is worth saying.</summary>
internal sealed record RegisterVerdict(MarkDecision[] Marks, List<(int Ordinal, string Code)> Remarks, DateTimeOffset EffectiveAt);

/// <summary>What becomes of one mark. <paramref name="Supersedes"/>: the effective entry it meets; <paramref name="Problem"/>: why it is held.</summary>
internal readonly record struct MarkDecision(MarkStatus Status, PupilId? Pupil, byte Code, long? Supersedes, string? Problem);
