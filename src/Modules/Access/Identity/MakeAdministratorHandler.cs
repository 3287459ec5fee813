using Attendance.Access.Contracts;
using Attendance.Access.People;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;
using MediatR;

namespace Attendance.Access.Identity;

internal sealed class MakeAdministratorHandler(Database database, IMediator mediator, IPolicy policy)
    : IRequestHandler<MakeAdministrator, Result<InvitedPerson>>
{
    public async Task<Result<InvitedPerson>> Handle(MakeAdministrator request, CancellationToken cancellationToken)
    {
        if (request.Caller.Kind is not CallerKind.System)
            return Error.NotFound;
        if (PersonRules.Email(request.Email) is not { } email)
            return Error.Validation("/email", "email-invalid");
        var person = await FindAsync(email, cancellationToken);
        if (person is null)
        {
            var made = await mediator.Send(new MakePerson(request.Caller, request.Name, email), cancellationToken);
            if (made.Error is { } error)
                return error;
            person = made.Value.Id;
        }
        if (!await policy.CouldAsync(Caller.ForPerson(person.Value), Act.SetUpUsers, GrantTarget.All, cancellationToken))
        {
            var given = await mediator.Send(
                new GiveRole(request.Caller, person.Value, Role.Administrator, "Made on the command line"),
                cancellationToken
            );
            if (given.Error is not null)
                return new Error("conflict", "The person has left.");
        }
        return await mediator.Send(new InvitePerson(request.Caller, person.Value, request.Address), cancellationToken);
    }

    private async Task<long?> FindAsync(string email, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long?>("select id from access_person where email = @email", new { email });
    }
}
