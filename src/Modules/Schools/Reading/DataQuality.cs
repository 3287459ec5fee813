using Attendance.Schools.Calendars;
using Attendance.Schools.Data;
using Attendance.Schools.Journal;
using Attendance.Schools.Registers;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;

namespace Attendance.Schools.Reading;

/// <summary>What in a school's registers of some days wants looking at, by half-day and class. It tells counts and no child.</summary>
internal sealed class DataQuality(
    Database database,
    HeldMarkReader held,
    StaleMarkReader stale,
    MissingReasonReader reasons,
    RegistersOfDay registers,
    SchoolCalendars calendars,
    SchoolClock clock
)
{
    /// <summary>Days that are looked at together at most: each day's registers are a question of their own.</summary>
    public const int MostDays = 62;

    /// <summary>School days in which N must become another code. Source: RULES 2.4; the rule UNRESOLVED_N has the same default.</summary>
    public const int DaysForReason = 5;

    /// <summary>The findings of every kind between two dates, both included, the half-days newest first; and how many registers were due and how many of them were in whole and in time.</summary>
    public async Task<QualityReading> ReadAsync(Laestab school, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var calendar = await calendars.GetAsync(school);
        var (tallies, posts) = await RegistersAsync(school, from, to, cancellation);
        var aside = (await held.OpenAsync(school))
            .Where(row => row.Session.Date >= from && row.Session.Date <= to)
            .GroupBy(row => (row.Session, row.Group))
            .Select(own => new SessionCount(own.Key.Session, own.Key.Group, own.Count()));
        var classes = await ClassesAsync(school, from, to, cancellation);
        var missing = classes
            .Where(row => row.Class.State is RegisterState.Missing or RegisterState.Partial)
            .Select(row => new SessionCount(row.Session, row.Class.Group ?? "", row.Class.Expected - row.Class.Marked));
        var late = Late(posts, calendar).ToList();
        // A post that names no class is every class's.
        var lateOnes = late.Select(row => (row.Session, row.Group)).ToHashSet();
        var due = classes.Where(row => row.Class.State is not RegisterState.Due && row.Class.Expected > 0).ToList();
        var good = due.Count(row =>
            row.Class.State is RegisterState.Complete
            && !lateOnes.Contains((row.Session, row.Class.Group ?? ""))
            && !lateOnes.Contains((row.Session, ""))
        );
        return new QualityReading(
            due.Count,
            good,
            [
                Finding(QualityKind.HeldMarks, aside),
                Finding(QualityKind.StaleMarks, await stale.BySessionAsync(school, from, to, cancellation)),
                Finding(QualityKind.MissingReasons, await reasons.BySessionAsync(school, from, to, cancellation)),
                Finding(QualityKind.MissingRegisters, missing),
                Finding(QualityKind.UnresolvedN, Unresolved(tallies, calendar, clock.Today)),
                Finding(QualityKind.AllPresent, QualityPatterns.AllPresent(tallies)),
                Finding(QualityKind.LateRegisters, late),
            ]
        );
    }

    private static QualityFinding Finding(QualityKind kind, IEnumerable<SessionCount> where) =>
        new(kind, [.. where.OrderByDescending(row => row.Session.Number).ThenBy(row => row.Group, StringComparer.Ordinal)]);

    /// <summary>Codes in force, and when each register was first posted.</summary>
    private async Task<(List<CodeTally> Tallies, List<(SessionKey Session, string Group, DateTimeOffset At)> Posts)> RegistersAsync(
        Laestab school,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var tallies = await transaction
            .Command(
                """
                select date, session, group_code, code, count from schools_session_tally
                where school_id = @school and date >= @from and date <= @to and count > 0
                """
            )
            .With("school", (long)school.Value)
            .With("from", from)
            .With("to", to)
            .ReadAsync(
                reader => new CodeTally(
                    JournalReader.Session(reader.GetValue(0), reader.GetString(1)),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.GetInt32(4)
                ),
                cancellation
            );
        var posts = await transaction
            .Command(
                """
                select date, session, group_code, recorded_at from schools_submission s
                where school_id = @school and date >= @from and date <= @to and kind = @register and first_seq = (
                    select min(f.first_seq) from schools_submission f where f.school_id = s.school_id and f.date = s.date and f.session = s.session
                    and f.group_code = s.group_code and f.kind = s.kind)
                """
            )
            .With("school", (long)school.Value)
            .With("from", from)
            .With("to", to)
            .With("register", (int)SubmissionKind.Register)
            .ReadAsync(
                reader => (JournalReader.Session(reader.GetValue(0), reader.GetString(1)), reader.GetString(2), reader.Instant(3)),
                cancellation
            );
        return (tallies, posts);
    }

    /// <summary>The classes of every register of the days, by how whole they are.</summary>
    private async Task<List<(SessionKey Session, DayGroup Class)>> ClassesAsync(
        Laestab school,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellation
    )
    {
        var classes = new List<(SessionKey, DayGroup)>();
        for (var day = from; day <= to && day <= clock.Today; day = day.AddDays(1))
        {
            foreach (var register in await registers.ReadAsync([school], day, cancellation))
                classes.AddRange(register.Groups.Select(group => (register.Session, group)));
        }
        return classes;
    }

    /// <summary>N that stands when the fifth school day after it has ended.</summary>
    private static IEnumerable<SessionCount> Unresolved(IEnumerable<CodeTally> tallies, SchoolCalendar calendar, DateOnly today)
    {
        // The date of the fifth school day before today: what is older is overdue.
        var (day, ended) = (today, 0);
        while (ended < DaysForReason && day.DayNumber > calendar.Everyone.FirstDay)
        {
            day = day.AddDays(-1);
            if (calendar.Everyone.DayBits(day.DayNumber) != 0)
                ended++;
        }
        return tallies
            .Where(row => row.Code == "N" && ended == DaysForReason && row.Session.Date < day)
            .Select(row => new SessionCount(row.Session, row.Group, row.Count));
    }

    private static IEnumerable<SessionCount> Late(
        IEnumerable<(SessionKey Session, string Group, DateTimeOffset At)> posts,
        SchoolCalendar calendar
    ) =>
        posts
            .Where(post => calendar.Line(post.Session) is { } line && post.At > SchoolClock.Instant(post.Session.Date, line.Close))
            .Select(post => new SessionCount(
                post.Session,
                post.Group,
                (int)
                    Math.Min(
                        int.MaxValue,
                        Math.Ceiling(
                            (post.At - SchoolClock.Instant(post.Session.Date, calendar.Line(post.Session)!.Value.Close)).TotalMinutes
                        )
                    )
            ));
}

/// <summary>What wants looking at, and how complete registers are: <paramref name="Due"/> registers of classes, <paramref name="Good"/> of them whole and posted before they closed.</summary>
internal sealed record QualityReading(int Due, int Good, IReadOnlyList<QualityFinding> Findings);
