using Attendance.Access.Contracts;
using Attendance.Access.People;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Access.Identity;

/// <summary>
/// Another password for somebody who has forgotten it. Whether the address has an account is not told. At most one message in five minutes goes to an address.
/// </summary>
internal sealed class RequestReset(IWriter writer, Invitations invitations, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    public async Task RunAsync(string? text, Uri address, CancellationToken cancellation)
    {
        if (PersonRules.Email(text) is not { } email)
            return;
        await writer.Run(
            async transaction =>
            {
                var id = await transaction.Connection!.ExecuteScalarAsync<long?>(
                    """
                    select p.id from access_person p join access_account a on a.person_id = p.id
                    where p.email = @email and p.left_at is null and not exists
                        (select 1 from access_invitation i where i.person_id = p.id and i.purpose = 'reset' and i.created_at > @since)
                    """,
                    new { email, since = time.GetUtcNow() - Pause },
                    transaction
                );
                if (id is not { } person || await PersonStore.FindAsync(transaction.Connection!, person, transaction) is not { } record)
                    return;
                await invitations.IssueAsync(transaction, record, InvitationPurpose.Reset, Caller.ForPerson(person).Name, address);
            },
            cancellation
        );
    }
}
