using Attendance.Access.Contracts;
using Attendance.Access.Teams;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.Access.People;

internal sealed class GiveGrantHandler(
    IAuditTrail audit,
    IWriter writer,
    PersonStore store,
    IPolicy policy,
    Expansion expansion,
    AccessNews news
) : IRequestHandler<GiveGrant, Result<string>>
{
    public async Task<Result<string>> Handle(GiveGrant request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.SetUpUsers, GrantTarget.All, cancellation: cancellationToken))
            return Error.NotFound;
        if (PersonRules.Reason(request.Reason) is not { } reason)
            return Error.Validation("/reason", "reason-invalid");
        if (PersonRules.Days(request.From, request.Until, store.Today) is not { } period)
            return Error.Validation("/until", "until-before-from");
        if (PersonRules.Agreement(request.Relation, request.Role, request.On, request.Agreement, request.Fields, period) is { } wrong)
            return wrong;
        var grant = new NewGrant(
            request.Person,
            request.On,
            request.Role,
            request.Relation,
            reason,
            period,
            Agreement: request.Agreement,
            Fields: request.Fields
        );
        await audit.ChangingAsync(
            request.Caller,
            nameof(GiveGrant),
            $"person/{request.Person}",
            $"{request.Role} {request.Relation} {AuditScope.Name(request.On)}: {reason}",
            cancellationToken
        );
        var id = await writer.Run(
            async transaction =>
            {
                if (await PersonStore.FindAsync(transaction.Connection!, request.Person, transaction) is not { LeftAt: null })
                    return null;
                var given = await store.InsertGrantAsync(transaction, grant, request.Caller.Name);
                await expansion.CoversAsync(transaction, request.Person, request.Caller.Name, reason);
                return given;
            },
            cancellationToken
        );
        news.Changed();
        return id is null ? Error.NotFound : id;
    }
}
