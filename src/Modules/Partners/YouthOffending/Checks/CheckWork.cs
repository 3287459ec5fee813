using Attendance.Access.Contracts;
using Attendance.Partners.YouthOffending.Orders;
using Attendance.Partners.YouthOffending.Transitions;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using MediatR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.Partners.YouthOffending.Checks;

/// <summary>
/// Looks at the marks of young people that were asked for, within a second or two: conditions that were broken or no longer are, the first mark after a release, and releases that are not prepared. What is
/// found is written and told in one transaction.
/// </summary>
internal sealed class CheckWork(
    Rechecks rechecks,
    OrderBook orders,
    TransitionBook transitions,
    ServiceNotices notices,
    IPupilTexts texts,
    IMediator mediator,
    IWriter writer,
    SchoolClock clock,
    TimeProvider time,
    ILogger<CheckWork> log
) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private static readonly Caller Job = Caller.System("youth-offending");

    private DateOnly? _day;

    /// <summary>Looks at everybody who was asked for, fifty at most. Answers how many.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var today = clock.Today;
        if (_day != today)
        {
            await writer.Run(rechecks.AskOfDayAsync, cancellation);
            _day = today;
        }
        var asked = await rechecks.ReadAsync(cancellation);
        foreach (var recheck in asked)
        {
            try
            {
                await CheckAsync(recheck, today, cancellation);
            }
#pragma warning disable CA1031 // One young person's failure keeps nobody else waiting; that one is looked at again later.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogError(exception, "A young person's marks could not be looked at; it comes again");
                await writer.Run(transaction => rechecks.PostponeAsync(transaction, recheck), cancellation);
            }
        }
        return asked.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
#pragma warning disable CA1031 // What was asked for stays asked for; the next look takes it.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogError(exception, "Young people's marks could not be asked for; it comes again");
            }
        }
    }

    private async Task CheckAsync(Recheck recheck, DateOnly today, CancellationToken cancellation)
    {
        var pupil = recheck.Pupil;
        var own = (await orders.ListAsync([pupil], cancellation)).Where(order => order.EndedOn is null).ToList();
        var returns = await transitions.ListAsync([pupil], cancellation);
        var days = own.Select(order => order.Condition.From).Concat(returns.Select(each => each.ReleaseOn)).ToList();
        var sessions = days.Count == 0 ? null : await SessionsAsync(pupil, days.Min(), today, cancellation);
        var entries = new List<(BreachEntry Entry, string Words, YouthOrder Order, Audience? Audience)>();
        foreach (var order in own.Where(_ => sessions is not null))
        foreach (var (entry, words) in await CompareAsync(order, order.Condition.Judge(sessions!), cancellation))
            entries.Add((entry, words, order, await notices.OfAsync(pupil, order.CaseManager, cancellation)));
        var seen = new List<(YouthTransition Transition, Audience? Audience)>();
        foreach (var each in returns)
            seen.Add((sessions is null ? each : each.Seen(sessions), await notices.OfAsync(pupil, each.CaseManager, cancellation)));
        await writer.Run(
            async transaction =>
            {
                if (!await rechecks.TakeAsync(transaction, recheck))
                    return;
                foreach (var (entry, words, order, audience) in entries)
                {
                    await OrderBook.AddAsync(transaction, entry);
                    if (entry.Step is BreachStep.Broken && audience is not null)
                        await notices.TellAsync(
                            transaction,
                            audience,
                            $"youth-order/{order.Id}/{entry.Session.Number}/{entry.Ordinal}",
                            $"A condition of attendance was broken. {words}"
                        );
                }
                foreach (var (transition, audience) in seen)
                {
                    await TransitionBook.SaveMarksAsync(transaction, transition);
                    foreach (var flag in audience is null ? [] : transition.FlagsOn(today))
                        await notices.TellAsync(
                            transaction,
                            audience!,
                            $"youth-transition/{transition.Id}/{flag}/{transition.ReleaseOn.DayNumber}",
                            transition.Tell(flag)
                        );
                }
            },
            cancellation
        );
    }

    /// <summary>What is new: broken, still broken by other figures, or no longer. An erased text is left as it is.</summary>
    private async Task<IReadOnlyList<(BreachEntry Entry, string Words)>> CompareAsync(
        YouthOrder order,
        IReadOnlyList<Breach> now,
        CancellationToken cancellation
    )
    {
        var before = (await orders.BreachesAsync([order.Id], cancellation))[order.Id]
            .GroupBy(entry => entry.Session)
            .ToDictionary(entries => entries.Key, entries => entries.MaxBy(entry => entry.Ordinal)!);
        var entries = new List<(BreachEntry, string)>();
        foreach (var breach in now)
        {
            var last = before.GetValueOrDefault(breach.Session);
            if (last is null or { Step: BreachStep.Withdrawn })
                await AddAsync(breach.Session, last, BreachStep.Broken, breach.Words);
            else if ((await texts.OpenAsync(order.Pupil, [last.Words], cancellation))[0] is { } told && told != breach.Words)
                await AddAsync(breach.Session, last, BreachStep.Changed, breach.Words);
        }
        var broken = now.Select(breach => breach.Session).ToHashSet();
        foreach (var last in before.Values.Where(last => last.Step is not BreachStep.Withdrawn && !broken.Contains(last.Session)))
            await AddAsync(last.Session, last, BreachStep.Withdrawn, "The marks were corrected: the condition was not broken here.");
        return entries;

        async Task AddAsync(SessionKey session, BreachEntry? last, BreachStep step, string words) =>
            entries.Add(
                (
                    new BreachEntry(
                        order.Id,
                        session,
                        (last?.Ordinal ?? 0) + 1,
                        step,
                        await texts.SealAsync(order.Pupil, words, cancellation),
                        clock.Now
                    ),
                    words
                )
            );
    }

    private async Task<ChildSessions?> SessionsAsync(PupilId pupil, DateOnly from, DateOnly today, CancellationToken cancellation)
    {
        if (from > today)
            return null;
        var read = await mediator.Send(new ReadSessions(Job, pupil, from, today), cancellation);
        return read.IsOk
            ? read.Value
            : throw new InvalidOperationException($"A young person's sessions could not be read: {read.Error!.Code}");
    }
}
