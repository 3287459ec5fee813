using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.Access.People;

internal sealed class MakePersonHandler(IAuditTrail audit, IWriter writer, PersonStore store, IPolicy policy)
    : IRequestHandler<MakePerson, Result<PersonRecord>>
{
    public async Task<Result<PersonRecord>> Handle(MakePerson request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.SetUpUsers, GrantTarget.All, cancellation: cancellationToken))
            return Error.NotFound;
        if (PersonRules.Name(request.Name) is not { } name)
            return Error.Validation("/name", "name-invalid");
        if (PersonRules.Email(request.Email) is not { } email)
            return Error.Validation("/email", "email-invalid");
        await audit.ChangingAsync(request.Caller, nameof(MakePerson), "person", null, cancellationToken);
        var person = await writer.Run(transaction => store.InsertPersonAsync(transaction, name, email), cancellationToken);
        return person is null ? new Error("conflict", "There is a person with this address.") : person;
    }
}
