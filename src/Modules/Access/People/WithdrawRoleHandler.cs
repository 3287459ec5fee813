using Attendance.Access.Contracts;
using Attendance.Access.Teams;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.Access.People;

internal sealed class WithdrawRoleHandler(
    IAuditTrail audit,
    IWriter writer,
    PersonStore store,
    IPolicy policy,
    Expansion expansion,
    AccessNews news
) : IRequestHandler<WithdrawRole, Result<string>>
{
    public async Task<Result<string>> Handle(WithdrawRole request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.SetUpUsers, GrantTarget.All, cancellation: cancellationToken))
            return Error.NotFound;
        if (PersonRules.Reason(request.Reason) is not { } reason)
            return Error.Validation("/reason", "reason-invalid");
        await audit.ChangingAsync(request.Caller, nameof(WithdrawRole), $"role/{request.Id}", reason, cancellationToken);
        var role = await writer.Run(
            async transaction =>
            {
                var found = await PersonStore.FindRoleAsync(transaction, request.Id);
                if (found is null)
                    return null;
                await store.EndRoleAsync(transaction, request.Id, request.Caller.Name, reason);
                await store.EndSourceAsync(transaction, request.Id, request.Caller.Name, reason);
                await expansion.CoversAsync(transaction, found.Person, request.Caller.Name, reason);
                return found;
            },
            cancellationToken
        );
        if (role is null)
            return Error.NotFound;
        news.Changed();
        return role.Id;
    }
}
