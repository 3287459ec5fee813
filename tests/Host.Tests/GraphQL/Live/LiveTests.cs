using System.Net.WebSockets;
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

/// <summary>What can be followed of schools and children, over the whole Host.</summary>
public sealed class LiveTests : IAsyncLifetime
{
    private const string Flags =
        "subscription($resume: String) { flagChanged(resume: $resume) { kind rule pupil { upn } sentence resume } }";

    private AccessCity _city = null!;

    public async ValueTask InitializeAsync() => _city = await AccessCity.StartAsync();

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    private static DateOnly Day(int number) => SmallSchool.Days(number).Last();

    [Fact]
    [Trait("Row", "S94")]
    public async Task A_mark_becomes_a_flag_on_the_key_workers_screen_and_on_nobody_elses()
    {
        await using var officer = await SignedInAsync(Role.WelfareOfficer);
        await using var office = await SignedInAsync(Role.SchoolOffice);
        await using var legal = await SignedInAsync(Role.Legal);
        await FollowAsync(officer, "f", Flags);
        await FollowAsync(office, "f", Flags);
        await FollowAsync(legal, "f", Flags);

        // Bob had no flag; five days without leave give him some, and bring him into the officer's caseload. He is no case of Legal's.
        await AbsentAsync(AccessCity.Bob, 11, 15);
        foreach (var socket in new[] { officer, office })
        {
            var next = await NextAsync(socket, "f");
            Assert.Equal("OPENED", next["kind"]!.GetValue<string>());
            Assert.Equal(AccessCity.Bob.Value, next["pupil"]!["upn"]!.GetValue<string>());
        }
        // Ann is: her flag reaches Legal, and is the first that does.
        await AbsentAsync(AccessCity.Ann, 11, 20);
        Assert.Equal(AccessCity.Ann.Value, (await NextAsync(legal, "f"))["pupil"]!["upn"]!.GetValue<string>());
    }

    [Fact]
    public async Task Who_may_not_see_flags_cannot_follow_them()
    {
        await using var governor = await SignedInAsync(Role.Governor);
        await FollowAsync(governor, "f", Flags);
        var refused = await SocketTests.OfAsync(governor, "f");
        Assert.Equal("error", SocketTests.Text(refused, "type"));
        Assert.Contains("FORBIDDEN", refused.GetRawText(), StringComparison.Ordinal);
        // The figures of the own school are a governor's.
        await FollowAsync(governor, "r", "subscription { registerPosted { school date half marks resume } }");
        await AbsentAsync(AccessCity.Bob, 11, 11);
        var posted = await NextAsync(governor, "r");
        Assert.Equal((AccessCity.School, 1), (posted["school"]!.GetValue<string>(), posted["marks"]!.GetValue<int>()));
    }

    [Fact]
    [Trait("Row", "S50")]
    public async Task A_withdrawn_grant_and_an_ended_session_close_the_socket_and_nothing_comes_after()
    {
        var person = await _city.PersonAsync(Role.WelfareOfficer, "Leaver");
        var grant = await _city.GrantAsync(
            person,
            Role.WelfareOfficer,
            Relation.NamedOfficer,
            GrantTarget.Of(Laestab.From(int.Parse(AccessCity.School)))
        );
        await using var socket = await GraphQLSocket.OpenAsync(await _city.Host.PersonAsync(person));
        await FollowAsync(socket, "f", Flags);
        Assert.True((await _city.Mediator.Send(new WithdrawGrant(Caller.System("test"), grant, "left"))).IsOk);
        await AbsentAsync(AccessCity.Bob, 11, 15);
        Assert.Null(await socket.HearAsync());
        Assert.Equal(4403, socket.CloseCode);

        // A key, with the same end.
        var key = (
            await _city.Mediator.Send(new IssueKey(Caller.System("test"), Laestab.From(int.Parse(AccessCity.School)), "Live"))
        ).Value;
        await using var system = await GraphQLSocket.OpenAsync(_city.Host.ClientWith(key.Key));
        await FollowAsync(system, "f", Flags);
        Assert.True((await _city.Mediator.Send(new RevokeKey(Caller.System("test"), key.Id))).IsOk);
        Assert.Null(await system.HearAsync());
        Assert.Equal(4403, system.CloseCode);
    }

    [Fact]
    public async Task A_session_whose_time_is_over_closes_the_socket_and_says_sign_in_again()
    {
        await using var office = await SignedInAsync(Role.SchoolOffice);
        await FollowAsync(office, "f", Flags);
        await _city
            .Host.Services.GetRequiredService<IWriter>()
            .Run(transaction =>
                transaction.Connection!.ExecuteAsync(
                    "update access_session set expires_at = @now",
                    new { now = TimeProvider.System.GetUtcNow() },
                    transaction
                )
            );
        Assert.Null(await office.HearAsync());
        Assert.Equal(4401, office.CloseCode);
    }

    [Fact]
    public async Task When_a_childs_last_concern_goes_the_officer_hears_of_it_once_and_of_the_child_no_more()
    {
        await AbsentAsync(AccessCity.Bob, 11, 15);
        await using var officer = await SignedInAsync(Role.WelfareOfficer);
        await using var flags = await SignedInAsync(Role.WelfareOfficer);
        await FollowAsync(flags, "f", "subscription { flagChanged { kind severity pupil { upn } } }");
        await FollowAsync(officer, "p", "subscription { pupilChanged { pupils { pupil { upn } } left } }");
        var school = new SmallSchool(_city.Host, Laestab.From(int.Parse(AccessCity.School)), _city.Clients["SchoolKey"]);
        foreach (var day in SmallSchool.Days(15).Skip(10))
        {
            await school.MarkAsync(day, "AM", "was at the dentist's", (AccessCity.Bob, "/"));
            await school.MarkAsync(day, "PM", "was at the dentist's", (AccessCity.Bob, "\\"));
        }
        var left = new List<string>();
        while (left.Count == 0)
            left.AddRange((await NextAsync(officer, "p"))["left"]!.AsArray().Select(id => id!.GetValue<string>()));
        Assert.Equal([_city.Ids[AccessCity.Bob].ToString()], left);
        // With it his attendance is no concern any more, but still one to note: what becomes of that note is nothing to the officer. Ann's is the next event.
        await school.MarkAsync(Day(16), "AM", null, (AccessCity.Bob, "L"));
        await AbsentAsync(AccessCity.Ann, 16, 20);
        var next = await NextAsync(officer, "p");
        Assert.Equal(AccessCity.Ann.Value, Assert.Single(next["pupils"]!.AsArray())!["pupil"]!["upn"]!.GetValue<string>());
        Assert.Empty(next["left"]!.AsArray());
        var told = new List<(string? Upn, string? Kind, string? Severity)>();
        while (told.LastOrDefault().Upn != AccessCity.Ann.Value)
        {
            var flag = await NextAsync(flags, "f");
            told.Add(((string?)flag["pupil"]!["upn"], (string?)flag["kind"], (string?)flag["severity"]));
        }
        Assert.Equal((AccessCity.Bob.Value, "CHANGED", "NOTICE"), told[^2]);
    }

    [Fact]
    public async Task A_socket_without_a_credential_or_with_a_cookie_from_another_page_is_refused()
    {
        await Assert.ThrowsAsync<WebSocketException>(() => GraphQLSocket.OpenAsync(_city.Host.Url, []));
        using var person = await _city.Host.PersonAsync(_city.People["SchoolOffice"]);
        var cookie = ("Cookie", person.DefaultRequestHeaders.GetValues("Cookie").Single());
        await Assert.ThrowsAsync<WebSocketException>(() => GraphQLSocket.OpenAsync(_city.Host.Url, [cookie]));
        await Assert.ThrowsAsync<WebSocketException>(() =>
            GraphQLSocket.OpenAsync(_city.Host.Url, [cookie, ("Origin", "https://elsewhere.example")])
        );
        await using var own = await GraphQLSocket.OpenAsync(_city.Host.Url, [cookie, ("Origin", $"http://{_city.Host.Url.Authority}")]);
        Assert.Null(own.CloseCode);
    }

    [Fact]
    public async Task A_resume_token_brings_what_was_missed_once_and_a_wrong_one_is_refused()
    {
        await using var first = await GraphQLSocket.OpenAsync(_city.Clients["SchoolKey"]);
        await FollowAsync(first, "r", "subscription { registerPosted { half resume } }");
        await AbsentAsync(AccessCity.Bob, 11, 11);
        var (half, resume) = ("", "");
        while (half != "PM")
        {
            var next = await NextAsync(first, "r");
            (half, resume) = (next["half"]!.GetValue<string>(), next["resume"]!.GetValue<string>());
        }
        first.Cut();
        await AbsentAsync(AccessCity.Bob, 12, 13);
        await using var second = await GraphQLSocket.OpenAsync(_city.Clients["SchoolKey"]);
        await FollowAsync(
            second,
            "r",
            "subscription($resume: String) { registerPosted(resume: $resume) { date half resume } }",
            new JsonObject { ["resume"] = resume }
        );
        var registers = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            var next = await NextAsync(second, "r");
            registers.Add($"{next["date"]} {next["half"]}");
            resume = next["resume"]!.GetValue<string>();
        }
        Assert.Equal(
            [
                $"{SmallSchool.Text(Day(12))} AM",
                $"{SmallSchool.Text(Day(12))} PM",
                $"{SmallSchool.Text(Day(13))} AM",
                $"{SmallSchool.Text(Day(13))} PM",
            ],
            registers
        );
        // From the last one on there is nothing until something comes.
        await FollowAsync(
            second,
            "again",
            "subscription($resume: String) { registerPosted(resume: $resume) { date half } }",
            new JsonObject { ["resume"] = resume }
        );
        await AbsentAsync(AccessCity.Bob, 14, 14);
        Assert.Equal(SmallSchool.Text(Day(14)), (await NextAsync(second, "again"))["date"]!.GetValue<string>());

        await second.SubscribeAsync("bad", Flags, new JsonObject { ["resume"] = "nonsense!" });
        Assert.Contains("BAD_USER_INPUT", (await SocketTests.OfAsync(second, "bad")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_child_comes_with_its_totals_as_they_are_now()
    {
        await using var office = await SignedInAsync(Role.SchoolOffice);
        await FollowAsync(office, "p", "subscription { pupilChanged { pupils { pupil { upn } totals { missed } } resume } }");
        await AbsentAsync(AccessCity.Bob, 11, 11);
        var missed = 0;
        while (missed < 2)
        {
            var pupil = Assert.Single((await NextAsync(office, "p"))["pupils"]!.AsArray())!;
            Assert.Equal(AccessCity.Bob.Value, pupil["pupil"]!["upn"]!.GetValue<string>());
            missed = pupil["totals"]!["missed"]!.GetValue<int>();
        }
        Assert.Equal(2, missed);
    }

    [Fact]
    public async Task What_a_subscription_shows_is_in_the_audit_before_it_leaves()
    {
        await using var office = await SignedInAsync(Role.SchoolOffice);
        await FollowAsync(office, "f", Flags);
        await AbsentAsync(AccessCity.Bob, 11, 15);
        await NextAsync(office, "f");
        var audit = await SmallSchool.AskAsync(
            _city.Clients["AttendanceLeader"],
            $$"""{ audit(first: 20, who: "person/{{_city.People["SchoolOffice"]}}") { records { action children } } }"""
        );
        Assert.Contains(
            audit.Data.GetProperty("audit").GetProperty("records").EnumerateArray(),
            record =>
                record.GetProperty("action").GetString() == "graphql flagChanged"
                && record.GetProperty("children")[0].GetString() == _city.Ids[AccessCity.Bob].ToString()
        );
    }

    /// <summary>Subscribes, and returns when what comes from now on is heard.</summary>
    private Task FollowAsync(GraphQLSocket socket, string id, string query, JsonObject? variables = null) =>
        _city.Host.BegunAsync(1, () => socket.SubscribeAsync(id, query, variables));

    private static async Task<JsonNode> NextAsync(GraphQLSocket socket, string id)
    {
        var message = await SocketTests.OfAsync(socket, id);
        Assert.Equal("next", SocketTests.Text(message, "type"));
        var payload = JsonNode.Parse(message.GetProperty("payload").GetRawText())!;
        Assert.Null(payload["errors"]);
        return payload["data"]!.AsObject().Single().Value!;
    }

    private async Task<GraphQLSocket> SignedInAsync(Role role)
    {
        var client = await _city.Host.PersonAsync(_city.People[role.ToString()]);
        return await GraphQLSocket.OpenAsync(
            _city.Host.Url,
            [("Cookie", client.DefaultRequestHeaders.GetValues("Cookie").Single()), ("Origin", $"http://{_city.Host.Url.Authority}")]
        );
    }

    private Task AbsentAsync(Upn upn, int from, int to) =>
        new SmallSchool(_city.Host, Laestab.From(int.Parse(AccessCity.School)), _city.Clients["SchoolKey"]).MarkDaysAsync(
            SmallSchool.Days(to).Skip(from - 1),
            (upn, "O")
        );
}
