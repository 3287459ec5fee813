using Attendance.Access.Contracts;
using Attendance.Access.Teams;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.Access.People;

internal sealed class ApproveRoleHandler(
    IAuditTrail audit,
    IWriter writer,
    PersonStore store,
    IPolicy policy,
    Expansion expansion,
    AccessNews news
) : IRequestHandler<ApproveRole, Result<string>>
{
    public async Task<Result<string>> Handle(ApproveRole request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.ApproveUsers, GrantTarget.All, cancellation: cancellationToken))
            return Error.NotFound;
        await audit.ChangingAsync(request.Caller, nameof(ApproveRole), $"role/{request.Id}", null, cancellationToken);
        var role = await writer.Run(
            async transaction =>
            {
                var found = await PersonStore.FindRoleAsync(transaction, request.Id);
                // Two different people, and neither of them the one who gains.
                if (found is null || found.GivenBy == request.Caller.Name || found.Person == request.Caller.Person)
                    return null;
                await store.ApproveRoleAsync(transaction, request.Id, request.Caller.Name);
                await expansion.CoversAsync(transaction, found.Person, request.Caller.Name, $"{found.Role} agreed to");
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
