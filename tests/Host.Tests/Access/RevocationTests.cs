using System.Globalization;
using System.Net;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Host.Tests.Access;

/// <summary>
/// I-17: a role, a relationship, an agreement, a key, a token, a session or a person is revoked at random while it is being used on two Hosts that share a PostgreSQL. The Host that
/// revoked refuses the next request; the other within two seconds. ATTENDANCE_REVOCATIONS says how many rounds; 200 is the figure of PROMISES.
/// </summary>
[Collection<WithinSecondsTests>]
public sealed class RevocationTests(ITestOutputHelper output)
{
    private static readonly Caller Setup = Caller.System("test");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private static readonly string[] Kinds = ["role", "relationship", "leaver", "agreement", "key", "token", "session"];

    [Fact]
    public async Task What_is_revoked_bites_at_once_here_and_within_two_seconds_on_another_host()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("ATTENDANCE_REVOCATIONS") ?? "14", CultureInfo.InvariantCulture);
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        // Hosts of a cluster name their tokens by one address.
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Access:PublicUrl"] = "http://127.0.0.1" };
        await using var city = await AccessCity.StartAsync(DatabaseProvider.Postgres, database, settings);
        await using var other = await RunningHost.StartAsync(
            DatabaseProvider.Postgres,
            database,
            schoolTime: city.Clock,
            services: PersonDoor.AddTo,
            settings: settings
        );
        var random = new Random(17);
        var slowest = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        for (var round = 0; round < rounds; round++)
        {
            // Each kind in turn, so that few rounds meet them all, in a new order each time round.
            if (round % Kinds.Length == 0)
                random.Shuffle(Kinds);
            var kind = Kinds[round % Kinds.Length];
            var hold = await HoldAsync(kind, round, city, other);
            Assert.True(await hold.Here(), $"{kind}: closed before it was revoked.");
            Assert.True(await hold.There(), $"{kind}: closed on the other Host before it was revoked.");
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
            var reading = ReadAsync(hold.There, stop.Token);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(40)), TimeProvider.System);
            await hold.Revoke();
            var revoked = TimeProvider.System.GetTimestamp();
            Assert.False(await hold.Here(), $"{kind}: the Host that revoked let the next request in.");
            // When the last answer came that still showed something; before the revocation returned: at once.
            var last = await reading;
            var took = last > revoked ? TimeProvider.System.GetElapsedTime(revoked, last) : TimeSpan.Zero;
            slowest[kind] = took > slowest.GetValueOrDefault(kind) ? took : slowest.GetValueOrDefault(kind);
            Assert.True(took <= Limit, $"{kind}: still open on the other Host after {took.TotalMilliseconds:0} ms.");
        }
        foreach (var (kind, took) in slowest.OrderByDescending(pair => pair.Value))
            output.WriteLine($"{kind}: at most {took.TotalMilliseconds:0} ms on the other Host");
        output.WriteLine($"{rounds} revocations, at most {slowest.Values.Max().TotalMilliseconds:0} ms");
    }

    /// <summary>Asks until it is refused, and says when the last answer came that was not. Throws when it stays open.</summary>
    private static async Task<long> ReadAsync(Func<Task<bool>> open, CancellationToken stop)
    {
        var last = 0L;
        while (await open())
        {
            last = TimeProvider.System.GetTimestamp();
            await Task.Delay(TimeSpan.FromMilliseconds(15), TimeProvider.System, stop);
        }
        return last;
    }

    private static async Task<Hold> HoldAsync(string kind, int round, AccessCity city, RunningHost other)
    {
        var school = GrantTarget.Of(Laestab.From(int.Parse(AccessCity.School, CultureInfo.InvariantCulture)));
        if (kind is "key" or "token")
        {
            var issued = (await city.Mediator.Send(new IssueKey(Setup, Laestab.From((int)school.Id), $"Round{round}"))).Value;
            var bearer = kind == "key" ? issued.Key : await TokenAsync(city.Host, issued);
            var (mine, others) = (city.Host.ClientWith(bearer), other.ClientWith(bearer));
            return new Hold(
                () => KnownAsync(mine),
                () => KnownAsync(others),
                kind == "key"
                    ? () => city.Mediator.Send(new RevokeKey(Setup, issued.Id))
                    : () => RevokeTokenAsync(city.Host, issued, bearer)
            );
        }
        if (kind == "agreement")
        {
            var police = city.People["Police"];
            var name = $"isp-round-{round}";
            var agreed = await city.GrantAsync(police, Role.Police, Relation.Agreement, GrantTarget.Of(city.Ids[AccessCity.Ann]), name);
            return new Hold(
                () => AgreedAsync(city.Host, police, name),
                () => AgreedAsync(other, police, name),
                () => city.Mediator.Send(new WithdrawGrant(Setup, agreed, "over"))
            );
        }
        var person = await city.PersonAsync(Role.Governor, $"round{round}");
        var role = (await city.Mediator.Send(new GiveRole(Setup, person, Role.HeadTeacher, "test"))).Value;
        var grant = await city.GrantAsync(person, Role.HeadTeacher, Relation.WorksAt, school);
        if (kind == "session")
        {
            var signedIn = await city.Host.PersonAsync(person);
            var beside = other.ClientWith(null);
            foreach (var name in new[] { "Cookie", "X-Attendance" })
                beside.DefaultRequestHeaders.Add(name, signedIn.DefaultRequestHeaders.GetValues(name));
            return new Hold(() => KnownAsync(signedIn), () => KnownAsync(beside), () => ChoosePasswordAsync(city, person));
        }
        var (here, there) = (city.ClientOf(person), other.ClientWith(null));
        there.DefaultRequestHeaders.Add("x-person", person.ToString(CultureInfo.InvariantCulture));
        return new Hold(
            () => SeesAsync(here, city.Ids[AccessCity.Ann]),
            () => SeesAsync(there, city.Ids[AccessCity.Ann]),
            kind switch
            {
                "role" => () => city.Mediator.Send(new WithdrawRole(Setup, role, "moved")),
                "relationship" => () => city.Mediator.Send(new WithdrawGrant(Setup, grant, "moved")),
                _ => () => city.Mediator.Send(new RecordLeaver(Setup, person, "left")),
            }
        );
    }

    /// <summary>The school, which the policy believes for a while, and a child, which is asked of the database: open while either is.</summary>
    private static async Task<bool> SeesAsync(HttpClient client, PupilId child)
    {
        using var school = await client.GetAsync($"/api/v1/schools/{AccessCity.School}");
        if (school.StatusCode is HttpStatusCode.OK)
            return true;
        Assert.Equal(HttpStatusCode.NotFound, school.StatusCode);
        return (await SmallSchool.AskAsync(client, $$"""{ pupil(id: "{{child}}") { id } }""")).Codes.Count == 0;
    }

    private static async Task<bool> KnownAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/api/v1/nothing");
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.Unauthorized });
        return answer.StatusCode is HttpStatusCode.NotFound;
    }

    private static async Task<bool> AgreedAsync(RunningHost host, long person, string agreement) =>
        await host.Services.GetRequiredService<IPolicy>().AgreementAsync(Caller.ForPerson(person), agreement) is not null;

    private static async Task<string> TokenAsync(RunningHost host, IssuedKey key)
    {
        using var form = Form("grant_type", "client_credentials", "client_id", key.Id, "client_secret", key.Key);
        using var answer = await host.Anonymous.PostAsync("/connect/token", form);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("access_token").GetString()!;
    }

    private static async Task RevokeTokenAsync(RunningHost host, IssuedKey key, string token)
    {
        using var form = Form("client_id", key.Id, "client_secret", key.Key, "token", token);
        using var answer = await host.Anonymous.PostAsync("/connect/revoke", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>Another password ends every session.</summary>
    private static async Task ChoosePasswordAsync(AccessCity city, long person)
    {
        var link = (await city.Mediator.Send(new InvitePerson(Setup, person, city.Host.Url))).Value.Link;
        using var browser = new Browser(city.Host.Url);
        await browser.OpenAsync(link.AbsolutePath);
        await browser.SendAsync(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["password"] = "three random otters",
                ["again"] = "three random otters",
            }
        );
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    private static FormUrlEncodedContent Form(params string[] pairs) =>
        new(pairs.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], pair[1])));

    /// <summary>Whether it is open, asked of the Host that will revoke it and of the other one.</summary>
    private sealed record Hold(Func<Task<bool>> Here, Func<Task<bool>> There, Func<Task> Revoke);
}
