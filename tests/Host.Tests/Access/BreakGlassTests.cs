using System.Net;
using System.Text;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Host.Tests.Access;

/// <summary>Break-glass: a reason, a second person, one child, some hours, every look flagged, and a review.</summary>
public abstract class BreakGlassTests(DatabaseProvider provider) : IAsyncLifetime
{
    private const string List = "{ emergencies(first: 10) { records { id state own child known looks review askedBy } } }";

    private AccessCity _city = null!;

    public async ValueTask InitializeAsync() => _city = await AccessCity.StartAsync(provider);

    public async ValueTask DisposeAsync()
    {
        await _city.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_child_out_of_scope_opens_for_hours_with_a_second_person_and_every_look_is_flagged_and_reviewed()
    {
        var officer = _city.Clients["WelfareOfficer"];
        var leader = _city.Clients["AttendanceLeader"];
        var manager = _city.Clients["LocalityManager"];
        var dan = _city.Ids[AccessCity.Dan];
        Assert.Equal(["NOT_FOUND"], await LookAsync(officer, dan));
        var id = await AskAsync(officer, AccessCity.Dan);
        Assert.Equal(["NOT_FOUND"], await LookAsync(officer, dan));

        // Nobody agrees to their own, and who may not learns nothing.
        foreach (var (client, path) in new[] { (officer, "approval"), (_city.Clients["HeadTeacher"], "approval"), (leader, "review") })
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(client, $"{id}/{path}", """{ "outcome": "justified", "note": "x" }"""));
        var waiting = Assert.Single(await ListAsync(manager));
        Assert.Equal(
            ("WAITING", true, JsonValueKind.Null),
            (State(waiting), waiting.GetProperty("known").GetBoolean(), waiting.GetProperty("child").ValueKind)
        );
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(manager, $"{id}/approval"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(leader, $"{id}/approval"));

        // Open for this person and this child only, at once.
        Assert.Empty(await LookAsync(officer, dan));
        Assert.Empty(await LookAsync(officer, dan));
        Assert.Equal(["NOT_FOUND"], await LookAsync(manager, dan));
        var own = Assert.Single(await ListAsync(officer));
        Assert.Equal(
            ("OPEN", dan.ToString(), true),
            (State(own), own.GetProperty("child").GetString(), own.GetProperty("own").GetBoolean())
        );
        Assert.Equal(
            HttpStatusCode.Conflict,
            await PostAsync(leader, $"{id}/review", """{ "outcome": "justified", "note": "open still" }""")
        );

        // The hours end it, whatever the school's days say; what was one minute away is a minute ago.
        await ExpireAsync(id);
        Assert.Equal(["NOT_FOUND"], await LookAsync(officer, dan));
        var over = Assert.Single(await ListAsync(leader, "toReview: true, "));
        // Two looks, and the list above, which names the child.
        Assert.Equal(("OVER", 3), (State(over), over.GetProperty("looks").GetInt32()));
        var looks = await SmallSchool.AskAsync(
            leader,
            $$"""{ audit(first: 50, child: "{{dan}}", emergencyOnly: true, outcome: READ) { records { who name emergency children } } }"""
        );
        var records = looks.Data.GetProperty("audit").GetProperty("records").EnumerateArray().ToList();
        Assert.Equal(3, records.Count);
        Assert.All(
            records,
            record =>
                Assert.Equal(
                    ($"person/{_city.People["WelfareOfficer"]}", "WelfareOfficer", id),
                    (
                        record.GetProperty("who").GetString(),
                        record.GetProperty("name").GetString(),
                        record.GetProperty("emergency").GetString()
                    )
                )
        );
        Assert.Equal(
            HttpStatusCode.NoContent,
            await PostAsync(leader, $"{id}/review", """{ "outcome": "unjustified", "note": "no need" }""")
        );
        Assert.Equal(
            HttpStatusCode.Conflict,
            await PostAsync(leader, $"{id}/review", """{ "outcome": "justified", "note": "or was it" }""")
        );
        Assert.Empty(await ListAsync(leader, "toReview: true, "));
        Assert.Equal("UNJUSTIFIED", Assert.Single(await ListAsync(leader)).GetProperty("review").GetString());

        // And the whole of it is on record.
        await using var connection = await _city.Host.Services.GetRequiredService<Database>().Audit.OpenAsync();
        Assert.Equal(
            ["AskEmergency changed", "ApproveEmergency changed", "ReviewEmergency changed"],
            await connection.QueryAsync<string>(
                "select action || ' ' || outcome from audit_record where detail like @id and outcome = 'changed' order by seq",
                new { id = $"emergency/{id}%" }
            )
        );
    }

    [Fact]
    public async Task A_child_that_is_not_there_is_asked_for_in_the_same_words_and_can_only_be_refused()
    {
        var officer = _city.Clients["WelfareOfficer"];
        var id = await AskAsync(officer, Upn.FromBody("355999906001")!.Value);
        Assert.Equal(JsonValueKind.Null, Assert.Single(await ListAsync(officer)).GetProperty("known").ValueKind);
        var leader = _city.Clients["AttendanceLeader"];
        Assert.False(Assert.Single(await ListAsync(leader)).GetProperty("known").GetBoolean());
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(leader, $"{id}/approval"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync(leader, $"{id}/refusal", """{ "reason": " " }"""));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(leader, $"{id}/refusal", """{ "reason": "nobody has it" }"""));
        Assert.Equal("REFUSED", State(Assert.Single(await ListAsync(officer))));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(leader, $"{id}/approval"));
    }

    [Fact]
    public async Task It_ends_at_once_when_it_is_ended_when_the_role_ends_and_when_the_person_leaves()
    {
        var dan = _city.Ids[AccessCity.Dan];
        var leader = _city.Clients["AttendanceLeader"];
        for (var way = 0; way < 3; way++)
        {
            var person = await _city.PersonAsync(Role.WelfareOfficer, $"officer{way}");
            await _city.GrantAsync(
                person,
                Role.WelfareOfficer,
                Relation.NamedOfficer,
                GrantTarget.Of(Laestab.From(int.Parse(AccessCity.School)))
            );
            using var client = _city.ClientOf(person);
            var id = await AskAsync(client, AccessCity.Dan);
            Assert.Equal(HttpStatusCode.NoContent, await PostAsync(leader, $"{id}/approval"));
            Assert.Empty(await LookAsync(client, dan));
            switch (way)
            {
                case 0:
                    using (var other = await _city.Clients["LocalityManager"].DeleteAsync($"/api/v1/emergencies/{id}"))
                        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
                    Assert.Empty(await LookAsync(client, dan));
                    using (var ended = await leader.DeleteAsync($"/api/v1/emergencies/{id}"))
                        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
                    break;
                case 1:
                    await EndRolesAsync(person);
                    break;
                default:
                    Assert.True((await _city.Mediator.Send(new RecordLeaver(Caller.System("test"), person, "left"))).IsOk);
                    break;
            }
            Assert.Equal(["NOT_FOUND"], await LookAsync(client, dan));
        }
    }

    [Theory]
    [InlineData("""{ "upn": "x", "reason": "r", "hours": 1 }""", "/upn")]
    [InlineData("""{ "upn": "D355400106001", "reason": " ", "hours": 1 }""", "/reason")]
    [InlineData("""{ "upn": "D355400106001", "reason": "r", "hours": 25 }""", "/hours")]
    public async Task Bad_input_is_told_and_nothing_is_asked_for(string body, string pointer)
    {
        body = body.Replace("D355400106001", AccessCity.Dan.Value, StringComparison.Ordinal);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _city.Clients["WelfareOfficer"].PostAsync("/api/v1/emergencies", content);
        var problem = await Web.Refused.AsAsync(answer, HttpStatusCode.UnprocessableEntity, "validation");
        Assert.Equal(pointer, problem.GetProperty("errors")[0].GetProperty("pointer").GetString());
        Assert.Empty(await ListAsync(_city.Clients["WelfareOfficer"]));
    }

    private static async Task<IReadOnlyList<string?>> LookAsync(HttpClient client, PupilId child) =>
        (await SmallSchool.AskAsync(client, $$"""{ pupil(id: "{{child}}") { familyName totals { possible } } }""")).Codes;

    private static async Task<List<JsonElement>> ListAsync(HttpClient client, string more = "")
    {
        var answer = await SmallSchool.AskAsync(client, List.Replace("first", $"{more}first", StringComparison.Ordinal));
        Assert.Empty(answer.Codes);
        return [.. answer.Data.GetProperty("emergencies").GetProperty("records").EnumerateArray()];
    }

    private static string State(JsonElement record) => record.GetProperty("state").GetString()!;

    private static async Task<string> AskAsync(HttpClient client, Upn upn)
    {
        using var content = new StringContent(
            $$"""{ "upn": "{{upn.Value}}", "reason": "police called at the door", "hours": 2 }""",
            Encoding.UTF8,
            "application/json"
        );
        using var answer = await client.PostAsync("/api/v1/emergencies", content);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("id").GetString()!;
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string path, string? body = null)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync($"/api/v1/emergencies/{path}", content);
        return answer.StatusCode;
    }

    private Task<int> ExpireAsync(string id) =>
        _city
            .Host.Services.GetRequiredService<IWriter>()
            .Run(transaction =>
                transaction.Connection!.ExecuteAsync(
                    "update access_emergency set expires_at = @ago where id = @id",
                    new { id, ago = TimeProvider.System.GetUtcNow().AddMinutes(-1) },
                    transaction
                )
            );

    private async Task EndRolesAsync(long person)
    {
        await using var connection = await _city.Host.Services.GetRequiredService<Database>().OpenAsync();
        foreach (var role in await connection.QueryAsync<string>("select id from access_role where person = @person", new { person }))
            Assert.True((await _city.Mediator.Send(new WithdrawRole(Caller.System("test"), role, "moved"))).IsOk);
    }
}

public sealed class BreakGlassOnSqliteTests() : BreakGlassTests(DatabaseProvider.Sqlite);

public sealed class BreakGlassOnPostgresTests() : BreakGlassTests(DatabaseProvider.Postgres);
