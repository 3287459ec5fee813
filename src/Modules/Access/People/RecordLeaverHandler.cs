using Attendance.Access.Contracts;
using Attendance.Access.Identity;
using Attendance.Access.Teams;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.Access.People;

internal sealed class RecordLeaverHandler(
    IAuditTrail audit,
    IWriter writer,
    PersonStore store,
    IPolicy policy,
    Expansion expansion,
    AccessNews news,
    TimeProvider time
) : IRequestHandler<RecordLeaver, Result<PersonRecord>>
{
    public async Task<Result<PersonRecord>> Handle(RecordLeaver request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.SetUpUsers, GrantTarget.All, cancellation: cancellationToken))
            return Error.NotFound;
        if (PersonRules.Reason(request.Reason) is null)
            return Error.Validation("/reason", "reason-invalid");
        await audit.ChangingAsync(request.Caller, nameof(RecordLeaver), $"person/{request.Person}", request.Reason, cancellationToken);
        var person = await writer.Run(
            async transaction =>
            {
                await store.LeaveAsync(transaction, request.Person);
                await expansion.CoversAsync(transaction, request.Person, request.Caller.Name, request.Reason);
                await Sessions.EndAllAsync(transaction, request.Person, time.GetUtcNow());
                return await PersonStore.FindAsync(transaction.Connection!, request.Person, transaction);
            },
            cancellationToken
        );
        news.Changed();
        return person is null ? Error.NotFound : person;
    }
}
