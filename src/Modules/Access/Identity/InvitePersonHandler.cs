using Attendance.Access.Contracts;
using Attendance.Access.People;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;
using MediatR;

namespace Attendance.Access.Identity;

internal sealed class InvitePersonHandler(IAuditTrail audit, IWriter writer, IPolicy policy, Invitations invitations)
    : IRequestHandler<InvitePerson, Result<InvitedPerson>>
{
    public async Task<Result<InvitedPerson>> Handle(InvitePerson request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.SetUpUsers, GrantTarget.All, cancellation: cancellationToken))
            return Error.NotFound;
        await audit.ChangingAsync(request.Caller, nameof(InvitePerson), $"person/{request.Person}", null, cancellationToken);
        var link = await writer.Run(
            async transaction =>
            {
                if (await PersonStore.FindAsync(transaction.Connection!, request.Person, transaction) is not { LeftAt: null } person)
                    return null;
                var accounts = await transaction.Connection!.ExecuteScalarAsync<long>(
                    "select count(*) from access_account where person_id = @person",
                    new { person = person.Id },
                    transaction
                );
                return await invitations.IssueAsync(
                    transaction,
                    person,
                    accounts == 0 ? InvitationPurpose.Invitation : InvitationPurpose.Reset,
                    request.Caller.Name,
                    request.Address
                );
            },
            cancellationToken
        );
        return link is null ? Error.NotFound : new InvitedPerson(request.Person, link.Address);
    }
}
