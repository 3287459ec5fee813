using System.Net;
using System.Net.Mail;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.Access.Identity;

/// <summary>
/// Hands waiting messages to the configured mail server, every ten seconds; at least once: a Host that dies between sending and noting sends again.
/// Runs only where <c>Access:Mail</c> is configured.
/// </summary>
internal sealed class MailDelivery(Messages messages, IWriter writer, AccessOptions options, TimeProvider time, ILogger<MailDelivery> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Mail is not { } server)
            return;
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                foreach (var message in await messages.UnsentAsync(stoppingToken))
                    await SendAsync(server, message, stoppingToken);
            }
            catch (SmtpException exception)
            {
                // The text of the exception can hold the recipient's address.
                log.LogWarning("The mail server refused a message: {Status}. It stays and is tried again", exception.StatusCode);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SendAsync(MailServer server, Message message, CancellationToken cancellation)
    {
        using var client = new SmtpClient(server.Host, server.Port) { EnableSsl = server.Tls };
        if (server.User is { } user)
            client.Credentials = new NetworkCredential(user, server.Password);
        using var mail = new MailMessage(server.From, message.Recipient, message.Subject, message.Text);
        await client.SendMailAsync(mail, cancellation);
        await writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    "update access_message set sent_at = @now where id = @id",
                    new { id = message.Id, now = time.GetUtcNow() },
                    transaction
                ),
            CancellationToken.None
        );
    }
}
