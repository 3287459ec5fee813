using Attendance.Access.Contracts;
using Attendance.Access.Teams;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.Access.People;

internal sealed class GiveRoleHandler(
    IAuditTrail audit,
    IWriter writer,
    PersonStore store,
    IPolicy policy,
    Expansion expansion,
    AccessNews news
) : IRequestHandler<GiveRole, Result<string>>
{
    public async Task<Result<string>> Handle(GiveRole request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.SetUpUsers, GrantTarget.All, cancellation: cancellationToken))
            return Error.NotFound;
        if (PersonRules.Reason(request.Reason) is not { } reason)
            return Error.Validation("/reason", "reason-invalid");
        if (!Enum.IsDefined(request.Role))
            return Error.Validation("/role", "role-unknown");
        if (PersonRules.Days(request.From, request.Until, store.Today) is not { } period)
            return Error.Validation("/until", "until-before-from");

        var by = request.Caller.Name;
        await audit.ChangingAsync(
            request.Caller,
            nameof(GiveRole),
            $"person/{request.Person}",
            $"{request.Role}: {reason}",
            cancellationToken
        );
        var given = await writer.Run<Result<string>>(
            async transaction =>
            {
                if (await PersonStore.FindAsync(transaction.Connection!, request.Person, transaction) is not { LeftAt: null })
                    return Error.NotFound;
                if (
                    request.Role is Role.AttendanceLeader
                    && await PersonStore.IsOthersAsync(transaction, request.Person, request.Role, period)
                )
                    return Error.Validation(
                        "/role",
                        "leader-exists",
                        "The authority has one attendance leader at a time: end the former one's role first."
                    );
                var approved = request.Caller.Kind is CallerKind.System;
                var role = await store.InsertRoleAsync(transaction, request.Person, request.Role, period, by, reason, approved);
                if (PersonRules.Brings(request.Role) is { } brought)
                    await store.InsertGrantAsync(
                        transaction,
                        new NewGrant(request.Person, brought.On, request.Role, brought.Relation, reason, period, Source: role),
                        by
                    );
                await expansion.CoversAsync(transaction, request.Person, by, reason);
                return role;
            },
            cancellationToken
        );
        news.Changed();
        return given;
    }
}
