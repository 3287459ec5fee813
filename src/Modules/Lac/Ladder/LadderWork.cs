using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using MediatR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.Lac.Ladder;

/// <summary>
/// Counts the children that were asked for, some at a time, within a fraction of a second of the ask. Every child of the year is asked for when a new day begins,
/// because what is due today and what time rules say changes with the day.
/// </summary>
internal sealed class LadderWork(
    Recounts recounts,
    CareBook care,
    LadderBook book,
    LadderOptions options,
    IMediator mediator,
    IWriter writer,
    SchoolClock clock,
    TimeProvider time,
    ILogger<LadderWork> log
) : BackgroundService
{
    private const int AtOnce = 50;
    private const int SideBySide = 16;

    private static readonly Caller Job = Caller.System("lac-ladder");

    /// <summary>While there is something to count, or was a moment ago: what asked may commit a little after it has asked.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Awake = TimeSpan.FromSeconds(2);

    /// <summary>Otherwise: for what another Host asked for and left, and for leases that run out.</summary>
    private static readonly TimeSpan Asleep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);

    private DateOnly? _day;

    /// <summary>Counts what is asked for, at most one batch. Answers how many children.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var today = clock.Today;
        if (_day != today)
        {
            await recounts.AskAsync(await care.OfYearAsync(LacYear.Of(today), cancellation), clock.Now, cancellation);
            _day = today;
        }
        var claimed = await recounts.ClaimAsync(AtOnce, cancellation);
        if (claimed.Count == 0)
            return 0;
        var episodes = await care.ReadAsync([.. claimed.Select(recount => recount.Pupil)], cancellation);
        var counted = new List<(Recount Recount, Standing? Standing)>();
        foreach (var some in claimed.Chunk(SideBySide))
            counted.AddRange(await Task.WhenAll(some.Select(recount => CountAsync(recount, episodes, today, cancellation))));
        await writer.Run(
            async transaction =>
            {
                var changed = false;
                foreach (var (recount, standing) in counted)
                {
                    if (standing is null)
                    {
                        changed |= await LadderBook.RemoveAsync(transaction, recount.Pupil);
                    }
                    else
                    {
                        await book.WriteAsync(transaction, standing);
                        changed = true;
                    }
                    await recounts.DoneAsync(transaction, recount);
                }
                if (changed)
                    await LadderBook.AdvanceAsync(transaction);
            },
            cancellation
        );
        return claimed.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var busy = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var counted = await RunAsync(stoppingToken);
                if (counted > 0)
                    busy = time.GetTimestamp();
                if (counted == AtOnce)
                    continue;
                var awake = time.GetElapsedTime(busy) < Awake;
                if (awake)
                    await Task.Delay(BetweenLooks, time, stoppingToken);
                else if (await recounts.AskedAsync(Asleep, stoppingToken))
                    busy = time.GetTimestamp();
            }
#pragma warning disable CA1031 // What was asked for stays asked for; the lease runs out and the next look takes it.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogError(exception, "Looked-after children could not be counted; it comes again");
                await Task.Delay(AfterFailure, time, stoppingToken);
            }
        }
    }

    private async Task<(Recount, Standing?)> CountAsync(
        Recount recount,
        IReadOnlyDictionary<PupilId, IReadOnlyList<CareEpisode>> episodes,
        DateOnly today,
        CancellationToken cancellation
    )
    {
        var year = LacYear.Of(today);
        var own = episodes.GetValueOrDefault(recount.Pupil, []);
        var first = today <= Standing.YearBeforeOpenTo(year) ? year.Before.FirstDay : year.FirstDay;
        if (!own.Any(episode => episode.Started <= year.LastDay && (episode.Ended is null || episode.Ended >= first)))
            return (recount, null);
        var read = await mediator.Send(new ReadSessions(Job, recount.Pupil, year.Before.FirstDay, year.LastDay), cancellation);
        if (read.Error is { Code: not "not-found" } error)
            throw new InvalidOperationException($"A child's sessions could not be read: {error.Code}");
        return (
            recount,
            read.Error is null ? Standing.Of(read.Value, own, today, options.OnlyInCare) with { Pupil = recount.Pupil } : null
        );
    }
}
