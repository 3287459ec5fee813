using System.Globalization;
using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.Casework.Letters;

/// <summary>Emails letters that may go so, when Notify is configured. What waits stands in the database. A letter that Notify refuses stays in the outbox, to be posted; that stands in its case, so that no Host tries it again.</summary>
internal sealed class LetterDelivery(
    LetterDesk desk,
    CaseReader cases,
    NotifyClient client,
    NotifyOptions options,
    TimeProvider time,
    ILogger<LetterDelivery> log
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.IsOn)
            return;
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var (id, letter) in await desk.WaitingForEmailAsync(stoppingToken))
                    await SendAsync(new CaseId(id), letter, stoppingToken);
            }
#pragma warning disable CA1031 // What waits stays; the next wake tries again.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogError(exception, "Letters were not sent; they wait");
            }
        }
    }

    private async Task SendAsync(CaseId id, long number, CancellationToken cancellation)
    {
        if (
            await cases.LoadAsync(id, cancellation) is not { } file
            || file.Of<LetterWritten>().FirstOrDefault(candidate => candidate.Letter == number) is not { Email: { } email } letter
        )
            return;
        var reference = number.ToString(CultureInfo.InvariantCulture);
        var sent = await client.SendAsync(email, letter.Subject, letter.Body, reference, cancellation);
        if (sent.Error is { Code: "notify-refused" } refused)
        {
            await desk.RefusedAsync(file, number, cancellation);
            log.LogWarning("Notify refused letter {Letter}: {Why}", number, refused.Message);
        }
        else if (sent.IsOk)
            await desk.EmailedAsync(file, number, cancellation);
    }
}
