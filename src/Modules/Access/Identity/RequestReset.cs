using Attendance.Access.Contracts;
using Attendance.Access.People;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.AspNetCore.Http;

namespace Attendance.Access.Identity;

/// <summary>
/// Another password for somebody who has forgotten it. Whether the address has an account is not told. At most one message in five minutes goes to an address.
/// </summary>
internal sealed class RequestReset(Database database, IWriter writer, Invitations invitations, AccountAudit audit, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    public async Task RunAsync(HttpContext context, string? text, Uri address)
    {
        if (PersonRules.Email(text) is not { } email)
            return;
        var cancellation = context.RequestAborted;
        var person = await FindAsync(email, cancellation);
        // Both write a record, so that they cost the same.
        if (person is not { } known)
        {
            await audit.RefusedAsync(context, null, "RequestReset", "nobody who may have a message now");
            return;
        }
        await audit.ChangingAsStrangerAsync(context, known, "RequestReset", null);
        await writer.Run(
            async transaction =>
            {
                if (await PersonStore.FindAsync(transaction.Connection!, known, transaction) is { LeftAt: null } record)
                    await invitations.IssueAsync(transaction, record, InvitationPurpose.Reset, Caller.ForPerson(known).Name, address);
            },
            cancellation
        );
    }

    private async Task<long?> FindAsync(string email, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long?>(
            new CommandDefinition(
                """
                select p.id from access_person p join access_account a on a.person_id = p.id
                where p.email = @email and p.left_at is null and not exists
                    (select 1 from access_invitation i where i.person_id = p.id and i.purpose = 'reset' and i.created_at > @since)
                """,
                new { email, since = time.GetUtcNow() - Pause },
                cancellationToken: cancellation
            )
        );
    }
}
