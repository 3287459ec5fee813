using Attendance.Access.Contracts;
using Attendance.Access.Teams;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.Access.People;

internal sealed class WithdrawGrantHandler(
    IAuditTrail audit,
    IWriter writer,
    PersonStore store,
    IPolicy policy,
    Expansion expansion,
    AccessNews news
) : IRequestHandler<WithdrawGrant, Result<string>>
{
    public async Task<Result<string>> Handle(WithdrawGrant request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.SetUpUsers, GrantTarget.All, cancellation: cancellationToken))
            return Error.NotFound;
        if (PersonRules.Reason(request.Reason) is not { } reason)
            return Error.Validation("/reason", "reason-invalid");
        await audit.ChangingAsync(request.Caller, nameof(WithdrawGrant), $"grant/{request.Id}", reason, cancellationToken);
        var grant = await writer.Run(
            async transaction =>
            {
                var found = await PersonStore.FindGrantAsync(transaction, request.Id);
                if (found is null)
                    return null;
                await store.EndGrantAsync(transaction, request.Id, request.Caller.Name, reason);
                await expansion.CoversAsync(transaction, found.Person, request.Caller.Name, reason);
                return found;
            },
            cancellationToken
        );
        if (grant is null)
            return Error.NotFound;
        news.Changed();
        return grant.Id;
    }
}
