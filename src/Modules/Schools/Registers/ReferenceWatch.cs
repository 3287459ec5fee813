using Attendance.Schools.Calendars;
using Attendance.Schools.Data;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.Schools.Registers;

/// <summary>
/// Looks every two seconds for changes of reference data that the grains were not told of: made by a verb beside the server, or by a process that died
/// between storing and telling. Also drops calendars of this silo that another Host replaced.
/// </summary>
internal sealed class ReferenceWatch(
    Database database,
    RollReader rolls,
    SchoolCalendars calendars,
    ReferenceNews news,
    ILogger<ReferenceWatch> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly Dictionary<Laestab, long> _calendarVersions = [];

    /// <summary>One look. Answers how many schools had something to tell.</summary>
    public async Task<int> LookAsync(CancellationToken cancellation)
    {
        var told = 0;
        foreach (var school in await SchoolsAsync(cancellation))
        {
            if (_calendarVersions.GetValueOrDefault(school.School, -1) != school.Calendar)
            {
                _calendarVersions[school.School] = school.Calendar;
                calendars.Forget(school.School);
            }
            if (!news.AnyoneListens || (school.Roll <= school.ToldRoll && school.Calendar <= school.ToldCalendar))
                continue;
            told++;
            // The calendar first: folding a roll's children looks at it.
            for (var version = school.ToldCalendar + 1; version <= school.Calendar; version++)
                if (!await news.CalendarChangedAsync(school.School, version, cancellation))
                    break;
            if (school.Roll <= school.ToldRoll)
                continue;
            foreach (var change in await rolls.ChangesSinceAsync(school.School, school.ToldRoll, cancellation))
                if (!await news.RollChangedAsync(school.School, change.Version, change.Pupils, cancellation))
                    break;
        }
        return told;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await LookAsync(stoppingToken);
                }
#pragma warning disable CA1031 // The watch outlives a database that is away for a while.
                catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    logger.LogWarning(exception, "Looking for changes of reference data failed; the next look is in two seconds");
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task<List<Versions>> SchoolsAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        return await transaction
            .Command("select school_id, roll_version, told_roll_version, calendar_version, told_calendar_version from schools_school")
            .ReadAsync(
                reader => new Versions(
                    Laestab.From(reader.GetInt64(0)),
                    reader.GetInt64(1),
                    reader.GetInt64(2),
                    reader.GetInt64(3),
                    reader.GetInt64(4)
                ),
                cancellation
            );
    }

    private sealed record Versions(Laestab School, long Roll, long ToldRoll, long Calendar, long ToldCalendar);
}
