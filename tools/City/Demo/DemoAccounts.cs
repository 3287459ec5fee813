using System.Security.Cryptography;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.City.Demo;

/// <summary>
/// One account for each role, with a password made up at the start and told on the terminal and the sign-in page. They are made as anybody's are: invited, and the password
/// chosen on the page that the link opens.
/// </summary>
internal static class DemoAccounts
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private static readonly Caller Demonstration = Caller.System("demonstration");

    public static async Task<IReadOnlyList<DemoAccount>> MakeAsync(
        IMediator mediator,
        Uri server,
        IReadOnlyList<Laestab> schools,
        long? unit,
        CancellationToken cancellation
    )
    {
        var accounts = new List<DemoAccount>();
        foreach (var role in Enum.GetValues<Role>())
        {
            var email = EmailOf(role);
            var made = await mediator.Send(new MakePerson(Demonstration, $"Demo {role}", email), cancellation);
            // A data folder of an earlier demonstration keeps its accounts and their passwords.
            if (made.Error is not null)
                continue;
            var person = made.Value.Id;
            await mediator.Send(new GiveRole(Demonstration, person, role, "Demonstration"), cancellation);
            foreach (var (relation, target) in Reach(role, schools, unit))
                await mediator.Send(new GiveGrant(Demonstration, person, role, relation, target, "Demonstration"), cancellation);
            var invited = await mediator.Send(new InvitePerson(Demonstration, person, server), cancellation);
            var password = RandomNumberGenerator.GetString(Letters, 16);
            await DemoVisitor.ChoosePasswordAsync(server, invited.Value.Link, password, cancellation);
            accounts.Add(new DemoAccount(role, person, email, password));
        }
        return accounts;
    }

    private static IEnumerable<(Relation Relation, GrantTarget On)> Reach(Role role, IReadOnlyList<Laestab> schools, long? unit) =>
        role switch
        {
            Role.SchoolOffice or Role.AttendanceLead or Role.HeadTeacher or Role.Governor =>
            [
                (Relation.WorksAt, GrantTarget.Of(schools[0])),
            ],
            Role.ResidentialWorker when unit is { } home => [(Relation.PlacedAt, GrantTarget.Unit(home))],
            // Officers and managers reach what their team does: DemoTeams. Who works with single children: DemoChildren.
            _ => [],
        };

    /// <summary>The address of a role's account.</summary>
    public static string EmailOf(Role role) => $"{role.ToString().ToLowerInvariant()}@demo.example";
}

/// <summary>An account of the demonstration.</summary>
internal sealed record DemoAccount(Role Role, long Person, string Email, string Password);
