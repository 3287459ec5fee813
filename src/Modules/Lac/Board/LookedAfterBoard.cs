using System.ComponentModel;
using Attendance.Lac.Ladder;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using GraphQL;

namespace Attendance.Lac.Board;

[Description("The looked-after children in the caller's scope, today. Every event of the subscription is a whole board.")]
internal sealed record LookedAfterBoard(
    [property: Description("The school day.")] DateOnly Day,
    [property: Description("When the newest count in it was made; null for an empty board.")] DateTimeOffset? CountedAt,
    [property: Description("Children in care and on a roll that is open today.")] int OnRoll,
    [property: Description("Of them, those whose mark of the session in question says that they are where they should be.")] int Confirmed,
    [property: Description("Of them, those who are absent at it, for whatever reason.")] int Absent,
    [property: Description("Of them, those without such a mark, from the time on at which there should be one.")] int NotConfirmed,
    [property: Description("The session in question: the morning until 13:00, then the afternoon.")] HalfDay Session,
    [property: Description("The children, those with most missed half-days first.")] IReadOnlyList<LookedAfterChild> Children
)
{
    /// <summary>By when a register should have come. Source: UX C, "Not confirmed by 10:30"; the afternoon is ours.</summary>
    private static readonly TimeOnly[] ConfirmedBy = [new(10, 30), new(14, 30)];

    private static readonly TimeOnly Afternoon = new(13, 0);

    public static LookedAfterBoard Of(IReadOnlyList<LookedAfterChild> children, DateTimeOffset now)
    {
        var local = SchoolClock.Local(now);
        var time = TimeOnly.FromDateTime(local);
        var half = time < Afternoon ? HalfDay.AM : HalfDay.PM;
        var due = children.Where(child => child.IsDue(half)).ToList();
        var absent = due.Count(child => child.IsAbsent(half));
        var open = due.Count(child => child.IsOpen(half));
        return new LookedAfterBoard(
            DateOnly.FromDateTime(local),
            children.Count == 0 ? null : children.Max(child => child.CountedAt),
            due.Count,
            due.Count - absent - open,
            absent,
            time < ConfirmedBy[(int)half] ? 0 : open,
            half,
            children
        );
    }
}

[Description("A looked-after child on the board.")]
internal sealed record LookedAfterChild(
    [property: Description("The child.")] PupilNode Pupil,
    [property: Description("First letters of the name, for a screen on a wall.")] string Initials,
    [property: Description("The school whose roll the child is on today; null: none.")] string? School,
    [property: Description("The number of that school.")] Laestab? Laestab,
    [property: Description("True when the school is another authority's.")] bool OutOfArea,
    [property: Description("First day of this time in care.")] DateOnly LookedAfterSince,
    [property: Description("The residential unit, where the child lives at one.")] string? Unit,
    [property: Description("The social worker.")] string? SocialWorker,
    [property: Description("Possible half-days of the year from 1 September.")] int Possible,
    [property: Description("Attended of possible half-days of that year, in per cent to 1 place; null without a mark.")]
        decimal? AttendancePercent,
    [property: Description("Half-days missed in it that count for the ladder.")] int HalfDaysMissed,
    [property: Description("The same in days.")] decimal DaysMissed,
    [property: Description("Days to the 10th; 0 when it is reached.")] decimal DaysToTen,
    [property: Description("Days to the 25th; 0 when it is reached.")] decimal DaysToTwentyFive,
    [property: Description("Half-days missed of the last 60 possible ones.")] int PaceMissed,
    [property: Description("How many there were of those 60.")] int PacePossible,
    [property: Description("The day on which the 10th would be reached at this pace; null: not this year, or already.")]
        DateOnly? ReachesTenOn,
    [property: Description("The day on which the 25th would be reached at this pace; null: not this year, or already.")]
        DateOnly? ReachesTwentyFiveOn,
    [property: Description("The last half-day missed.")] MissedHalfDay? LastMissed,
    [property: Description("This morning's mark; null: none yet.")] MarkClass? Am,
    [property: Description("This afternoon's mark; null: none yet.")] MarkClass? Pm,
    [property: Description("The first half-day of today that is missed and nobody has agreed to a reason: told at once.")]
        MissedHalfDay? Unexplained,
    [property: Description("When the child was counted.")] DateTimeOffset CountedAt,
    [property: Ignore] bool DueAm,
    [property: Ignore] bool DuePm
)
{
    public static LookedAfterChild Of(BoardRow row, PupilAtSchool at, int authority, DateOnly today) =>
        new(
            at.Pupil,
            $"{First(at.Pupil.GivenName)}{First(at.Pupil.FamilyName)}",
            at.SchoolName,
            at.School,
            at.School is { } school && school.Value / 10_000 != authority,
            row.Started,
            row.UnitName,
            row.SocialWorker,
            row.Possible,
            AbsenceRate.Percent(row.Possible - row.Authorised - row.Unauthorised, row.Possible, 1),
            row.Missed,
            row.Missed / 2m,
            Left(LadderStep.TenDays, row.Missed),
            Left(LadderStep.TwentyFiveDays, row.Missed),
            row.PaceMissed,
            row.PacePossible,
            row.ReachesTen,
            row.ReachesTwentyFive,
            MissedHalfDay.Of(row.LastMissed),
            // Yesterday's marks are not today's: the count of the new day has not come yet.
            row.Today == today
                ? Class(row.Am)
                : null,
            row.Today == today ? Class(row.Pm) : null,
            row.Today == today ? MissedHalfDay.Of(row.Unexplained) : null,
            row.CountedAt,
            row.Today == today && row.DueAm,
            row.Today == today && row.DuePm
        );

    /// <summary>True when a school is open to the child.</summary>
    internal bool IsDue(HalfDay half) => half is HalfDay.AM ? DueAm : DuePm;

    /// <summary>True when no mark says where the child is.</summary>
    internal bool IsOpen(HalfDay half) => Mark(half) is null or MarkClass.Missing;

    /// <summary>True when the child is absent, authorised or not.</summary>
    internal bool IsAbsent(HalfDay half) => Mark(half) is MarkClass.Authorised or MarkClass.Unauthorised;

    private MarkClass? Mark(HalfDay half) => half is HalfDay.AM ? Am : Pm;

    private static decimal Left(int step, int missed) => Math.Max(0, step - missed) / 2m;

    private static MarkClass? Class(string? name) => name is null ? null : Enum.Parse<MarkClass>(name);

    private static string First(string name) => name.Length == 0 ? "" : System.Globalization.StringInfo.GetNextTextElement(name);
}

[Description("A half-day that a child missed.")]
internal sealed record MissedHalfDay(
    [property: Description("The school day.")] DateOnly Date,
    [property: Description("Morning or afternoon.")] HalfDay Half
)
{
    public static MissedHalfDay? Of(int? session) => session is { } number ? Of(new SessionKey(number)) : null;

    public static MissedHalfDay Of(SessionKey session) => new(session.Date, session.Half);
}
