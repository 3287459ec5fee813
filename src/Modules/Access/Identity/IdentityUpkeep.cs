using System.Text.Json;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.Access.Identity;

/// <summary>
/// Before the server listens: keys of tokens and the configured client applications. Then every hour: what has run out is deleted (sessions, tokens and
/// the texts of messages, a day after they ended; who signed in when is the audit's).
/// </summary>
internal sealed class IdentityUpkeep(
    Database database,
    IWriter writer,
    TokenKeys keys,
    AccessOptions options,
    TimeProvider time,
    ILogger<IdentityUpkeep> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await keys.EnsureAsync(cancellationToken);
        await SaveClientsAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await TidyAsync(stoppingToken);
            }
#pragma warning disable CA1031 // What could not be tidied now is tidied next time.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogWarning(exception, "Sessions and tokens that have run out could not be deleted on {Provider}", database.Provider);
            }
        }
    }

    internal Task TidyAsync(CancellationToken cancellation) =>
        writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    delete from access_session where expires_at < @before or ended_at < @before;
                    delete from access_token where expiration_date < @before;
                    delete from access_authorization where type = 'ad-hoc' and creation_date < @before
                        and not exists (select 1 from access_token t where t.authorization_id = access_authorization.id);
                    delete from access_message where expires_at < @before;
                    """,
                    new { before = time.GetUtcNow() - TimeSpan.FromDays(1) },
                    transaction
                ),
            cancellation
        );

    private async Task SaveClientsAsync(CancellationToken cancellation)
    {
        if (options.Clients.Count == 0)
            return;
        var rows = options.Clients.Select(client => new
        {
            id = client.Id,
            name = client.Name,
            uris = JsonSerializer.Serialize(client.RedirectUris),
            permissions = """["ept:authorization","ept:token","ept:revocation","gt:authorization_code","gt:refresh_token","rst:code"]""",
            requirements = """["ft:pkce"]""",
        });
        await writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into access_application
                        (id, client_id, client_type, consent_type, concurrency_token, display_name, redirect_uris, permissions, requirements)
                    values (@id, @id, 'public', 'implicit', @id, @name, @uris, @permissions, @requirements)
                    on conflict (id) do update set display_name = excluded.display_name, redirect_uris = excluded.redirect_uris,
                        permissions = excluded.permissions, requirements = excluded.requirements
                    """,
                    rows,
                    transaction
                ),
            cancellation
        );
    }
}
