using Attendance.Schools.Contracts.Facts;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Facts;
using Attendance.SharedKernel.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.Schools.Notices;

/// <summary>
/// Sees registers of today that closed without every mark and raises the fact, under a place of its own for each school and session: two Hosts that see the same raise
/// one fact.
/// </summary>
internal sealed class MissingWatch(
    SchoolFigures schools,
    RegistersOfDay registers,
    IWriter writer,
    IOutbox outbox,
    SchoolClock clock,
    TimeProvider time,
    ILogger<MissingWatch> log
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly HashSet<(Laestab School, int Session)> _told = [];

    /// <summary>Looks once. Answers how many registers were new among the missing.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var all = (await schools.SchoolsAsync(cancellation)).Select(school => school.Laestab).ToList();
        var missing = (await registers.ReadAsync(all, clock.Today, cancellation))
            .Where(register =>
                register.State is RegisterState.Missing or RegisterState.Partial
                && !_told.Contains((register.School, register.Session.Number))
            )
            .ToList();
        if (missing.Count == 0)
            return 0;
        var facts = missing.ConvertAll(register => new OutboxFact(
            $"missing/{register.School}",
            register.Session.Number,
            0,
            new RegisterMissed(register.School.Value, register.Session.Date, register.Session.Half, register.Expected, register.Marked)
        ));
        await writer.Run(transaction => outbox.AddAsync(transaction, facts, cancellation), cancellation);
        foreach (var register in missing)
            _told.Add((register.School, register.Session.Number));
        return missing.Count;
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
#pragma warning disable CA1031 // What is missing stays missing; the next look tells it.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogWarning(exception, "The look for missing registers failed; it comes again");
            }
        }
    }
}
