using System.Buffers.Text;
using System.Security.Cryptography;
using Attendance.Access.Contracts;
using Attendance.SharedKernel.Data;
using Dapper;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.TestSupport;

/// <summary>Employs and signs in people at a Host in this process.</summary>
public static class TestPeople
{
    /// <summary>A person with a role and relationships in it. An authority has one attendance leader at a time: who is it already is answered again.</summary>
    public static async Task<long> EmployAsync(
        IServiceProvider services,
        Role role,
        IReadOnlyList<(Relation Relation, GrantTarget On)> ties
    )
    {
        var setup = Caller.System("test");
        var mediator = services.GetRequiredService<IMediator>();
        if (role is Role.AttendanceLeader && (await mediator.Send(new ReadPeopleIn(role))) is [var leader, ..])
            return leader;
        var person = (await mediator.Send(new MakePerson(setup, $"Pat {role}", $"{Guid.NewGuid():N}@salford.example"))).Value.Id;
        var given = await mediator.Send(new GiveRole(setup, person, role, "test"));
        if (given.Error is { } refused)
            throw new InvalidOperationException(refused.Message);
        foreach (var (relation, on) in ties)
        {
            var grant = await mediator.Send(new GiveGrant(setup, person, role, relation, on, "test"));
            if (grant.Error is { } error)
                throw new InvalidOperationException(error.Message);
        }
        return person;
    }

    /// <summary>
    /// Opens a session for a person and gives the cookie's value. It is written into the database as signing in would write it, with an account if there is
    /// none.
    /// </summary>
    public static async Task<string> SignInAsync(IServiceProvider services, long person)
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        var id = Guid.NewGuid().ToString("N");
        await services
            .GetRequiredService<IWriter>()
            .Run(transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into access_account (id, person_id, created_at, user_name, normalized_user_name, email, normalized_email)
                    select @id, id, @now, email, upper(email), email, upper(email) from access_person where id = @person
                    on conflict (person_id) do nothing;
                    insert into access_session (id, hash, account_id, stage, created_at, expires_at)
                    select @id, @hash, id, 'full', @now, @until from access_account where person_id = @person;
                    """,
                    new
                    {
                        id,
                        person,
                        hash = SHA256.HashData(secret),
                        now = TimeProvider.System.GetUtcNow(),
                        until = TimeProvider.System.GetUtcNow().AddHours(1),
                    },
                    transaction
                )
            );
        return Base64Url.EncodeToString(secret);
    }
}
