using System.Text.Json.Nodes;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.Access;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Host.Tests.GraphQL.Live;

/// <summary>Every role at every subscription, against the table written by hand (expectations.csv): who is refused, and whose events reach whom.</summary>
public sealed class SubscriptionMatrixTests : IAsyncLifetime
{
    private static readonly (string Field, string Query)[] Subscriptions =
    [
        ("flagChanged", "subscription { flagChanged { pupil { upn } } }"),
        ("pupilChanged", "subscription { pupilChanged { pupils { pupil { upn } } left } }"),
        ("registerPosted", "subscription { registerPosted { school } }"),
        ("missingRegisters", "subscription { missingRegisters { date } }"),
        ("lookedAfterBoard", "subscription { lookedAfterBoard { children { pupil { upn } } } }"),
    ];

    private AccessCity _city = null!;

    public async ValueTask InitializeAsync() => _city = await AccessCity.StartAsync();

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    [Fact]
    [Trait("Row", "S39")]
    [Trait("Row", "S43")]
    public async Task Every_role_hears_of_whom_the_table_says_and_of_nobody_else()
    {
        var expected = await Expectations.ReadAsync();
        var sockets = new Dictionary<string, GraphQLSocket>(StringComparer.Ordinal);
        var heard = new Dictionary<(string Caller, string Field), SortedSet<string>>();
        try
        {
            foreach (var caller in expected.Callers)
            {
                sockets[caller] = await OpenAsync(caller);
                foreach (var (field, _) in Subscriptions)
                    heard[(caller, field)] = new SortedSet<string>(StringComparer.Ordinal);
                await _city.Host.BegunAsync(
                    Subscriptions.Length,
                    async () =>
                    {
                        foreach (var (field, query) in Subscriptions)
                            await sockets[caller].SubscribeAsync(field, query);
                    }
                );
            }
            // Ann and Dan get new flags. Bob gets marks and none: a flag would bring him into the officer's caseload.
            await MarkAsync(AccessCity.School, "SchoolKey", 20, (AccessCity.Ann, "O"), (AccessCity.Bob, "/"));
            await MarkAsync(AccessCity.Other, "Other", 20, (AccessCity.Dan, "O"));
            await Task.WhenAll(sockets.Select(pair => HearAllAsync(pair.Key, pair.Value, heard, expected)));
        }
        finally
        {
            foreach (var socket in sockets.Values)
                await socket.DisposeAsync();
        }
        var wrong = new List<string>();
        foreach (var ((caller, field), said) in heard)
        {
            var should = Should(expected, caller, field);
            if (!should.SetEquals(said))
                wrong.Add($"{caller} {field}: heard {string.Join(' ', said)}, expected {string.Join(' ', should)}");
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task In_memory_and_in_sql_the_policy_reaches_the_same_children()
    {
        await MarkAsync(AccessCity.Other, "Other", 20, (AccessCity.Dan, "O"));
        var policy = _city.Host.Services.GetRequiredService<IPolicy>();
        var concern = _city.Host.Services.GetRequiredService<IConcern>();
        await using var connection = await _city.Host.Services.GetRequiredService<Database>().OpenAsync();
        var children = new List<ChildReach>();
        foreach (var id in _city.Ids.Values)
        {
            var places = await connection.QueryAsync<(string Target, long Id)>(
                "select target, target_id from access_place where pupil = @id",
                new { id = id.Value }
            );
            children.Add(
                new ChildReach(
                    id,
                    places
                        .Select(place => new GrantTarget(Enum.Parse<GrantTargetKind>(place.Target, ignoreCase: true), place.Id))
                        .Append(GrantTarget.Of(id))
                        .ToHashSet(),
                    await connection.ExecuteScalarAsync<long>(
                        $"select count(*) from schools_pupil p where p.pupil_id = {id} and {concern.Sql("p.pupil_id")}"
                    ) > 0
                )
            );
        }
        Assert.Equal([true, false, true], children.Select(child => child.Concern));
        var callers = _city
            .People.Values.Select(Caller.ForPerson)
            .Append(new Caller(CallerKind.School, "school", Laestab.From(int.Parse(AccessCity.School))))
            .Append(new Caller(CallerKind.Loader, "loader"))
            .Append(Caller.System("test"));
        foreach (var caller in callers)
        foreach (var act in Enum.GetValues<Act>())
        {
            var visible = await policy.VisibleAsync(caller, act, "p.pupil_id");
            var parameters = new DynamicParameters();
            foreach (var (name, value) in visible.Parameters)
                parameters.Add(name, value);
            var bySql = await connection.QueryAsync<long>($"select p.pupil_id from schools_pupil p where {visible.Sql}", parameters);
            Assert.Equal(!visible.IsNobody, await policy.HoldsAnyAsync(caller, act));
            Assert.Equal(
                bySql.Order().ToList(),
                (await policy.AmongAsync(caller, act, new ChildReaches(children))).Select(child => child.Value).Order().ToList()
            );
        }
    }

    /// <summary>What the table says: the children, or schools, whose cell is R; FORBIDDEN without any.</summary>
    private static SortedSet<string> Should(Expectations expected, string caller, string field)
    {
        var kind = expected.Kind($"Subscription.{field}");
        var should = new SortedSet<string>(StringComparer.Ordinal);
        foreach (
            var (scope, what) in kind == "figures"
                ? [("in", AccessCity.School), ("out", AccessCity.Other)]
                : new[] { ("in", AccessCity.Ann.Value), ("beside", AccessCity.Bob.Value), ("out", AccessCity.Dan.Value) }
        )
        {
            if (expected.Of(kind, scope, caller) == "R" && !(field == "flagChanged" && scope == "beside"))
                should.Add(what);
        }
        if (should.Count == 0)
            should.Add("FORBIDDEN");
        else if (field == "missingRegisters")
            // One list for all schools in scope: nothing is open on the first of November.
            should = new SortedSet<string>(StringComparer.Ordinal) { "list" };
        return should;
    }

    private static async Task HearAllAsync(
        string caller,
        GraphQLSocket socket,
        Dictionary<(string Caller, string Field), SortedSet<string>> heard,
        Expectations expected
    )
    {
        // Until nothing comes for a while after all that should: what comes too much has its time, and a busy machine too.
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            System.Text.Json.JsonElement message;
            try
            {
                message = await socket.HearAsync(5) ?? throw new InvalidOperationException($"{caller} was closed with {socket.CloseCode}");
            }
            catch (TimeoutException)
            {
                var all = Subscriptions.All(one => heard[(caller, one.Field)].IsSupersetOf(Should(expected, caller, one.Field)));
                if (all || TimeProvider.System.GetElapsedTime(begun) > TimeSpan.FromMinutes(1))
                    return;
                continue;
            }
            var field = SocketTests.Text(message, "id")!;
            var said = heard[(caller, field)];
            var payload = JsonNode.Parse(message.GetProperty("payload").GetRawText())!;
            if (SocketTests.Text(message, "type") == "error")
                said.Add(payload[0]!["extensions"]!["code"]!.GetValue<string>());
            else if (field == "lookedAfterBoard")
                said.UnionWith(
                    payload["data"]![field]!["children"]!.AsArray().Select(child => child!["pupil"]!["upn"]!.GetValue<string>())
                );
            else if (field == "pupilChanged")
                said.UnionWith(payload["data"]![field]!["pupils"]!.AsArray().Select(pupil => pupil!["pupil"]!["upn"]!.GetValue<string>()));
            else if (field == "missingRegisters")
                said.Add("list");
            else
                said.Add((payload["data"]![field]!["school"] ?? payload["data"]![field]!["pupil"]!["upn"])!.GetValue<string>());
        }
    }

    private async Task<GraphQLSocket> OpenAsync(string caller)
    {
        if (!_city.People.TryGetValue(caller, out var person))
            return await GraphQLSocket.OpenAsync(_city.Clients[caller]);
        var client = await _city.Host.PersonAsync(person);
        return await GraphQLSocket.OpenAsync(
            _city.Host.Url,
            [("Cookie", client.DefaultRequestHeaders.GetValues("Cookie").Single()), ("Origin", $"http://{_city.Host.Url.Authority}")]
        );
    }

    private async Task MarkAsync(string laestab, string key, int days, params (Upn, string)[] marks)
    {
        var school = Laestab.From(int.Parse(laestab));
        var client = _city.Clients.GetValueOrDefault(key) ?? await _city.Host.SchoolAsync(school);
        await new SmallSchool(_city.Host, school, client).MarkDaysAsync(SmallSchool.Days(days).Skip(10), marks);
    }
}
