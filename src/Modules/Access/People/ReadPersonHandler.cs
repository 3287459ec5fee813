using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.Access.People;

internal sealed class ReadPersonHandler(Database database, IPolicy policy) : IRequestHandler<ReadPerson, Result<PersonRecord>>
{
    public async Task<Result<PersonRecord>> Handle(ReadPerson request, CancellationToken cancellationToken)
    {
        if (
            request.Caller.Person != request.Person
            && !await policy.MayAsync(request.Caller, Act.SetUpUsers, GrantTarget.All, cancellation: cancellationToken)
        )
            return Error.NotFound;
        await using var connection = await database.OpenAsync(cancellationToken);
        return await PersonStore.FindAsync(connection, request.Person) is { } person ? person : Error.NotFound;
    }
}
