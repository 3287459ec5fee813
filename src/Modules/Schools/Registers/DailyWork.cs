using Attendance.Schools.Calendars;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.Schools.Registers;

/// <summary>
/// Asks which school days have ended by <see cref="SchoolClock"/> and are not done, and lets the rules of time look at the last of them. Idempotent by
/// school and day; how often it wakes changes nothing.
/// </summary>
internal sealed class DailyWork(
    Database database,
    SchoolCalendars calendars,
    IGrainFactory grains,
    SchoolClock clock,
    TimeProvider time,
    ILogger<DailyWork> log
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>Does what is due. Answers how many schools had an ended day.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var due = new List<(Laestab School, DateOnly Day)>();
        await using (var connection = await database.OpenAsync(cancellation))
        {
            var rows = await connection.QueryAsync<(long School, object? Done)>(
                "select s.school_id, d.done_to from schools_school s left join schools_day_done d on d.school_id = s.school_id"
            );
            foreach (var (id, done) in rows)
            {
                var school = Laestab.From(id);
                var ended = LastEnded(await calendars.GetAsync(school), clock.Now);
                if (ended is { } day && (done is null || SqlTypes.ToDate(done) < day))
                    due.Add((school, day));
            }
        }
        foreach (var (school, day) in due)
            await grains.GetGrain<ISchoolGrain>(school.Value).EndOfDay(day);
        return due.Count;
    }

    /// <summary>The last day of a calendar whose sessions have all closed at an instant.</summary>
    internal static DateOnly? LastEnded(SchoolCalendar calendar, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(SchoolClock.Local(now));
        for (
            var day = Math.Min(calendar.Everyone.LastDay, today.DayNumber);
            day >= calendar.Everyone.FirstDay && calendar.Everyone.Count > 0;
            day--
        )
        {
            var bits = calendar.Everyone.DayBits(day);
            if (bits == 0)
                continue;
            var last = new SessionKey(DateOnly.FromDayNumber(day), bits >= 2 ? HalfDay.PM : HalfDay.AM);
            if (calendar.Line(last) is { } line && SchoolClock.Instant(last.Date, line.Close) <= now)
                return last.Date;
        }
        return null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
#pragma warning disable CA1031 // The day stays due; the next wake tries again.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogError(exception, "The daily work failed; it comes again");
            }
        }
    }
}
