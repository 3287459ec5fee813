using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.Access;
using Attendance.Host.Tests.GraphQL;
using Xunit;

namespace Attendance.Host.Tests.Casework;

/// <summary>From a posted mark to a key worker, over GraphQL: who is proposed, who decides, and what holding a case opens.</summary>
public sealed class AllocationTests : IAsyncLifetime
{
    private AccessCity _city = null!;
    private CaseClient _cases = null!;

    public async ValueTask InitializeAsync()
    {
        _city = await AccessCity.StartAsync();
        _cases = new CaseClient(_city);
    }

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    [Fact]
    [Trait("Row", "S97")]
    [Trait("Row", "S33")]
    [Trait("Row", "S118")]
    [Trait("Row", "S124")]
    public async Task A_manager_gives_a_case_to_who_is_proposed_and_the_child_is_open_to_the_worker_until_it_changes_hands()
    {
        var id = _city.Cases[AccessCity.Ann];
        var manager = nameof(Role.LocalityManager);
        var named = _city.People[nameof(Role.WelfareOfficer)].ToString();
        // The best is the school's named officer, and it says why; full, and the officer is proposed no more.
        var ranked = (await CaseAsync(manager, id, "recommendations { worker { id } proposed reasons }")).GetProperty("recommendations");
        Assert.Equal(named, ranked[0].GetProperty("worker").GetProperty("id").GetString());
        Assert.Contains(
            "Is the named officer of the school.",
            ranked[0].GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString())
        );
        await SendAsync(manager, $"saveWorkerSettings(input: {{ worker: \"{named}\", capacity: 0, specialisms: [\"housing\"] }})", "saved");
        Assert.Equal("worker-not-free", await ProblemAsync(manager, $"allocateCase(input: {{ case: \"{id}\", worker: \"{named}\" }})"));

        // Another one, from outside the school's team: a reason is needed, and the child is closed to the worker until then.
        var other = _city.People["southofficer"];
        var client = _city.ClientOf(other);
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(client, $"{{ case(id: \"{id}\") {{ id }} }}")).Codes);
        var best = (await CaseAsync(manager, id, "recommendations { worker { id name } proposed }")).GetProperty("recommendations");
        Assert.NotEqual(named, best[0].GetProperty("worker").GetProperty("id").GetString());
        await AllocateAsync(manager, id, other, "Knows the family.", null);
        var mine = await SmallSchool.AskAsync(
            client,
            "{ cases(first: 5, filter: { mine: true }) { totalCount edges { node { id stage due { item on } pupil { upn } worker { name } } } } }"
        );
        var node = mine.Data.GetProperty("cases").GetProperty("edges")[0].GetProperty("node");
        Assert.Equal("ALLOCATED", node.GetProperty("stage").GetString());
        Assert.Equal(AccessCity.Ann.Value, node.GetProperty("pupil").GetProperty("upn").GetString());
        // Wednesday 1 November 2006 and ten school days.
        Assert.Equal(
            ("assessment", "2006-11-15"),
            node.GetProperty("due")
                .EnumerateArray()
                .Select(due => (due.GetProperty("item").GetString(), due.GetProperty("on").GetString()))
                .Single(due => due.Item1 == "assessment")
        );

        // The worker who holds a case does not give it away; a manager does, and asks for a hand-over note.
        Assert.Equal(
            ["FORBIDDEN"],
            (
                await SmallSchool.AskAsync(
                    client,
                    $"mutation {{ allocateCase(input: {{ case: \"{id}\", worker: \"{named}\" }}) {{ problems {{ code }} }} }}"
                )
            ).Codes
        );
        await SendAsync(manager, $"saveWorkerSettings(input: {{ worker: \"{named}\", capacity: 5, specialisms: [] }})", "saved");
        Assert.Equal("hand-over-missing", await ProblemAsync(manager, $"allocateCase(input: {{ case: \"{id}\", worker: \"{named}\" }})"));
        await AllocateAsync(manager, id, long.Parse(named), "Is back.", "Mother agreed to meet on Monday.");
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(client, $"{{ case(id: \"{id}\") {{ id }} }}")).Codes);
        var history = (await CaseAsync(manager, id, "allocations { workerName handOver by }")).GetProperty("allocations");
        Assert.Equal(2, history.GetArrayLength());
        Assert.Equal("Mother agreed to meet on Monday.", history[1].GetProperty("handOver").GetString());

        // A conflict of interest keeps even the named officer away.
        await SendAsync(
            manager,
            $"declareConflict(input: {{ case: \"{id}\", worker: \"{other}\", reason: \"Is a neighbour.\" }})",
            "case { id }"
        );
        var left = (await CaseAsync(manager, id, "recommendations { worker { id } proposed }"))
            .GetProperty("recommendations")
            .EnumerateArray();
        Assert.False(
            left.Single(each => each.GetProperty("worker").GetProperty("id").GetString() == other.ToString())
                .GetProperty("proposed")
                .GetBoolean()
        );
    }

    [Fact]
    [Trait("Row", "S33")]
    [Trait("Row", "S5")]
    [Trait("Row", "S118")]
    public async Task A_second_referral_joins_the_open_case_a_repeat_changes_nothing_and_unmet_criteria_are_said()
    {
        var id = _city.Cases[AccessCity.Ann];
        var ann = _city.Ids[AccessCity.Ann];
        var school = nameof(Role.AttendanceLead);
        var referral =
            $"referChild(input: {{ pupil: \"{ann}\", concern: \"Not seen for two weeks.\", tried: \"Three calls home.\", factors: [FAMILY] }})";
        Assert.True((await SendAsync(school, referral, "taken")).GetProperty("taken").GetBoolean());
        Assert.False((await SendAsync(school, referral, "taken")).GetProperty("taken").GetBoolean());
        Assert.Equal("tried-missing", await ProblemAsync(school, $"referChild(input: {{ pupil: \"{ann}\", concern: \"x\" }})"));
        // Bob comes to school: there is nothing to refer.
        Assert.Equal(
            "criteria-unmet",
            await ProblemAsync(school, $"referChild(input: {{ pupil: \"{_city.Ids[AccessCity.Bob]}\", concern: \"x\", tried: \"y\" }})")
        );

        var leader = nameof(Role.AttendanceLeader);
        Assert.Equal(
            id,
            (await SmallSchool.AskAsync(_city.Clients[leader], $"{{ pupil(id: \"{ann}\") {{ openCase {{ id }} }} }}"))
                .Data.GetProperty("pupil")
                .GetProperty("openCase")
                .GetProperty("id")
                .GetString()
        );
        var told = (await CaseAsync(leader, id, "chronology { kind text by }")).GetProperty("chronology").EnumerateArray().ToList();
        Assert.Single(told, entry => entry.GetProperty("kind").GetString() == "referral-joined");
    }

    private Task<JsonElement> AllocateAsync(string caller, string id, long worker, string reason, string? handOver) =>
        _cases.DoAsync(
            caller,
            $"allocateCase(input: {{ case: \"{id}\", worker: \"{worker}\", reason: \"{reason}\"{(handOver is null ? "" : $", handOver: \"{handOver}\"")} }})"
        );

    private Task<JsonElement> CaseAsync(string caller, string id, string fields) => _cases.ReadAsync(caller, id, fields);

    private Task<JsonElement> SendAsync(string caller, string mutation, string fields) => _cases.DoAsync(caller, mutation, fields);

    private Task<string?> ProblemAsync(string caller, string mutation) => _cases.ProblemAsync(caller, mutation);
}
