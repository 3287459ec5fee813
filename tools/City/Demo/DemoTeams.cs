using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.City.Demo;

/// <summary>
/// Divides the demonstration's schools among four locality teams and names an officer for each. The welfare officer's and the manager's accounts are in the
/// first team, which has two schools, and the officer stands in for the second's, who is away.
/// </summary>
internal static class DemoTeams
{
    private const int DaysAway = 28;

    /// <summary>Schools of the first team, so that its officer sees flags of several.</summary>
    private const int OfFirst = 2;

    private static readonly Caller Demonstration = Caller.System("demonstration");
    private static readonly string[] Names = ["North", "East", "South", "West"];

    /// <summary>Makes what is not there yet; answers a line for each team.</summary>
    public static async Task<IReadOnlyList<string>> MakeAsync(
        IMediator mediator,
        IReadOnlyList<Laestab> schools,
        DateOnly day,
        CancellationToken cancellation
    )
    {
        // From the last on, because that is the secondary school, and there the demonstration's own officer has most to see.
        var divided = schools
            .Reverse()
            .Select((school, at) => (school, Team: Names[at < OfFirst ? 0 : 1 + ((at - OfFirst) % (Names.Length - 1))]))
            .ToLookup(pair => pair.Team, pair => pair.school, StringComparer.Ordinal);
        var lines = new List<string>();
        foreach (var name in Names)
        {
            var team = name.ToLowerInvariant();
            var own = divided[name].ToList();
            Check(await mediator.Send(new SaveTeam(Demonstration, team, $"{name} locality team", own), cancellation));
            var officer = await OfficerAsync(mediator, name, cancellation);
            Check(await mediator.Send(new JoinTeam(Demonstration, team, officer, Role.WelfareOfficer, "Demonstration"), cancellation));
            foreach (var school in own)
                Check(await mediator.Send(new NameOfficer(Demonstration, school, officer, "Demonstration"), cancellation));
            lines.Add($"{name} locality team: {(own.Count == 0 ? "no school yet" : string.Join(", ", own))}; officer {officer}");
        }
        var (first, second) = (Names[0].ToLowerInvariant(), Email(Names[1]));
        Check(
            await mediator.Send(
                new JoinTeam(Demonstration, first, DemoAccounts.EmailOf(Role.LocalityManager), Role.LocalityManager, "Demonstration"),
                cancellation
            )
        );
        Check(
            await mediator.Send(
                new ArrangeCover(
                    Demonstration,
                    second,
                    DemoAccounts.EmailOf(Role.WelfareOfficer),
                    "Demonstration",
                    day,
                    day.AddDays(DaysAway)
                ),
                cancellation
            )
        );
        return lines;
    }

    /// <summary>The address of a team's officer: the account's in the first, somebody without an account in the others.</summary>
    private static async Task<string> OfficerAsync(IMediator mediator, string team, CancellationToken cancellation)
    {
        if (team == Names[0])
            return DemoAccounts.EmailOf(Role.WelfareOfficer);
        var made = await mediator.Send(new MakePerson(Demonstration, $"Demo officer {team}", Email(team)), cancellation);
        // A data folder of an earlier demonstration has the officer already.
        if (made.Error is null)
            Check(await mediator.Send(new GiveRole(Demonstration, made.Value.Id, Role.WelfareOfficer, "Demonstration"), cancellation));
        return Email(team);
    }

    private static string Email(string team) => $"officer.{team.ToLowerInvariant()}@demo.example";

    private static void Check<T>(Result<T> result)
    {
        if (result.Error is { } error)
            throw new InvalidOperationException($"The demonstration's teams: {error.Code} {error.Fields?[0].Code}.");
    }
}
