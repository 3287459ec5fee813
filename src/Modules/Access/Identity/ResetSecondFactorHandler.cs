using Attendance.Access.Contracts;
using Attendance.Access.People;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;
using MediatR;

namespace Attendance.Access.Identity;

internal sealed class ResetSecondFactorHandler(IAuditTrail audit, IWriter writer, IPolicy policy, AccessNews news, TimeProvider time)
    : IRequestHandler<ResetSecondFactor, Result<bool>>
{
    public async Task<Result<bool>> Handle(ResetSecondFactor request, CancellationToken cancellationToken)
    {
        if (
            request.Caller.Person == request.Person
            || !await policy.MayAsync(request.Caller, Act.SetUpUsers, GrantTarget.All, cancellation: cancellationToken)
        )
            return Error.NotFound;
        if (PersonRules.Reason(request.Reason) is not { } reason)
            return Error.Validation("/reason", "reason-invalid");
        await audit.ChangingAsync(request.Caller, nameof(ResetSecondFactor), $"person/{request.Person}", reason, cancellationToken);
        var reset = await writer.Run(
            async transaction =>
            {
                var parameters = new { person = request.Person, stamp = Guid.NewGuid().ToString("N") };
                var connection = transaction.Connection!;
                var account = await connection.QuerySingleOrDefaultAsync<AccountRow>(
                    "select a.id, a.two_factor_enabled from access_account a where a.person_id = @person",
                    parameters,
                    transaction
                );
                if (account is null)
                    return (bool?)null;
                // A key that was shown and not yet confirmed ends too: somebody else may have seen it.
                var tokens = await connection.ExecuteAsync("delete from access_account_token where user_id = @Id", account, transaction);
                if (!account.TwoFactorEnabled && tokens == 0)
                    return false;
                await connection.ExecuteAsync(
                    """
                    update access_account set two_factor_enabled = false, used_code = null, security_stamp = @stamp, concurrency_stamp = @stamp
                    where person_id = @person
                    """,
                    parameters,
                    transaction
                );
                await Sessions.EndAllAsync(transaction, request.Person, time.GetUtcNow());
                return true;
            },
            cancellationToken
        );
        if (reset is not { } changed)
            return Error.NotFound;
        news.Changed();
        return changed;
    }

    private sealed class AccountRow
    {
        public string Id { get; init; } = "";
        public bool TwoFactorEnabled { get; init; }
    }
}
