using System.Text.Json;
using Attendance.Host.Tests.Access;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.GraphQL;

/// <summary>What is logged about a family, and corrections that a key worker proposes, on each database.</summary>
public abstract class ContactAndProposalTests(DatabaseProvider provider) : IAsyncLifetime
{
    private AccessCity _city = null!;
    private TestDatabase? _database;

    private string Ann => _city.Ids[AccessCity.Ann].ToString();

    public async ValueTask InitializeAsync()
    {
        _database = provider is DatabaseProvider.Postgres ? await TestDatabase.CreateAsync(provider) : null;
        _city = await AccessCity.StartAsync(provider, _database);
    }

    public async ValueTask DisposeAsync()
    {
        await _city.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Trait("Row", "S77")]
    [Trait("Row", "S78")]
    public async Task An_attempt_to_reach_the_family_is_logged_once_and_stays_as_it_is()
    {
        const string input =
            "at: \"2006-09-15T10:00:00+01:00\", mode: \"visit\", outcome: \"reached\", with: \"Mrs Archer\", note: \"Will ring the school.\\nFriday.\"";
        Assert.True((await LogAsync("WelfareOfficer", input)).GetProperty("changed").GetBoolean());
        Assert.False((await LogAsync("WelfareOfficer", input)).GetProperty("changed").GetBoolean());
        Assert.True(
            (await LogAsync("SchoolOffice", "at: \"2006-09-14T09:40:00+01:00\", mode: \"phone\", outcome: \"no-answer\""))
                .GetProperty("changed")
                .GetBoolean()
        );
        var future = await LogAsync("SchoolOffice", "at: \"2016-09-14T09:40:00+01:00\", mode: \"phone\", outcome: \"no-answer\"");
        Assert.Equal("in-future", Assert.Single(future.GetProperty("problems").EnumerateArray()).GetProperty("code").GetString());

        var pupil = await PupilAsync("SchoolOffice", "contacts { day mode outcome by with note }");
        Assert.Equal(
            [
                ("2006-09-15", "visit", "reached", "WelfareOfficer", "Mrs Archer", "Will ring the school.\nFriday."),
                ("2006-09-14", "phone", "no-answer", "SchoolOffice", null, null),
            ],
            pupil
                .GetProperty("contacts")
                .EnumerateArray()
                .Select(row =>
                    (Text(row, "day"), Text(row, "mode"), Text(row, "outcome"), Text(row, "by"), Text(row, "with"), Text(row, "note"))
                )
        );
    }

    [Fact]
    public async Task Only_the_school_changes_the_register_when_a_correction_is_proposed()
    {
        Assert.Equal("unchanged", await RefusedAsync("2006-09-04", "O"));
        Assert.Equal("in-future", await RefusedAsync("2006-12-04", "I"));
        var first = await ProposeAsync("2006-09-04", "I", "The hospital wrote");
        Assert.Equal("open-proposal", await RefusedAsync("2006-09-04", "M"));
        var second = await ProposeAsync("2006-09-05", "L", "She came late");
        var held = await ProposeAsync("2006-09-09", "I", "It was a Saturday");

        // Nothing has changed until the school says so.
        Assert.Equal("O", await MarkAsync("2006-09-04"));
        var waiting = await WaitingAsync();
        Assert.Equal([first, second, held], waiting.Select(row => Text(row, "id")));
        Assert.Equal(
            ("O", "I", "The hospital wrote", "WelfareOfficer", "Archer"),
            (
                Text(waiting[0], "standing"),
                Text(waiting[0], "code"),
                Text(waiting[0], "reason"),
                Text(waiting[0], "proposedBy"),
                Text(waiting[0], "familyName")
            )
        );

        var accepted = await AskAsync("SchoolOffice", "acceptProposal", $"proposal: \"{first}\"", "receipt { stored } problems { code }");
        Assert.Equal(1, accepted.GetProperty("receipt").GetProperty("stored").GetInt32());
        Assert.Equal("I", await MarkAsync("2006-09-04"));
        var refused = await AskAsync(
            "SchoolOffice",
            "refuseProposal",
            $"proposal: \"{second}\", reason: \"She was not seen\"",
            "settled problems { code }"
        );
        Assert.True(refused.GetProperty("settled").GetBoolean());
        Assert.Equal("O", await MarkAsync("2006-09-05"));
        // A mark that would be held is refused aloud and waits still.
        var closed = await AskAsync("SchoolOffice", "acceptProposal", $"proposal: \"{held}\"", "receipt { stored } problems { code }");
        Assert.Equal("session-not-open", Assert.Single(closed.GetProperty("problems").EnumerateArray()).GetProperty("code").GetString());
        Assert.Equal([held], (await WaitingAsync()).Select(row => Text(row, "id")));
        // An answer is given once.
        var again = await SmallSchool.AskAsync(
            _city.Clients["SchoolOffice"],
            $"mutation {{ refuseProposal(input: {{ school: \"{AccessCity.School}\", proposal: \"{first}\", reason: \"x\" }}) {{ settled }} }}"
        );
        Assert.Equal(["NOT_FOUND"], again.Codes);

        var answers = await PupilAsync(
            "WelfareOfficer",
            "proposals { state refusal answeredBy } marks(from: \"2006-09-04\", to: \"2006-09-04\") { half history { code via effective } }"
        );
        Assert.Equal(
            [("WAITING", null, null), ("REFUSED", "She was not seen", "SchoolOffice"), ("ACCEPTED", null, "SchoolOffice")],
            answers
                .GetProperty("proposals")
                .EnumerateArray()
                .Select(row => (Text(row, "state"), Text(row, "refusal"), Text(row, "answeredBy")))
        );
        Assert.Equal(
            [("O", "rest"), ("I", "proposal")],
            answers.GetProperty("marks")[0].GetProperty("history").EnumerateArray().Select(row => (Text(row, "code"), Text(row, "via")))
        );
    }

    private async Task<string?> ProposeAsync(string date, string code, string reason) =>
        Text(await ProposedAsync(date, code, reason), "proposal");

    private async Task<string?> RefusedAsync(string date, string code) =>
        Text(Assert.Single((await ProposedAsync(date, code, "x")).GetProperty("problems").EnumerateArray()), "code");

    private async Task<JsonElement> ProposedAsync(string date, string code, string reason)
    {
        var answer = await SmallSchool.AskAsync(
            _city.Clients["WelfareOfficer"],
            $"mutation {{ proposeCorrection(input: {{ pupil: \"{Ann}\", date: \"{date}\", half: AM, code: \"{code}\", reason: \"{reason}\" }}) {{ proposal problems {{ code }} }} }}"
        );
        Assert.Empty(answer.Codes);
        return answer.Data.GetProperty("proposeCorrection");
    }

    private async Task<JsonElement> AskAsync(string caller, string mutation, string input, string fields)
    {
        var answer = await SmallSchool.AskAsync(
            _city.Clients[caller],
            $"mutation {{ {mutation}(input: {{ school: \"{AccessCity.School}\", {input} }}) {{ {fields} }} }}"
        );
        Assert.Empty(answer.Codes);
        return answer.Data.GetProperty(mutation);
    }

    private async Task<JsonElement> LogAsync(string caller, string input)
    {
        var answer = await SmallSchool.AskAsync(
            _city.Clients[caller],
            $"mutation {{ logContact(input: {{ pupil: \"{Ann}\", {input} }}) {{ changed problems {{ code }} }} }}"
        );
        Assert.Empty(answer.Codes);
        return answer.Data.GetProperty("logContact");
    }

    private async Task<List<JsonElement>> WaitingAsync()
    {
        var answer = await SmallSchool.AskAsync(
            _city.Clients["SchoolOffice"],
            $"{{ school(laestab: \"{AccessCity.School}\") {{ proposals {{ id standing code reason proposedBy familyName }} }} }}"
        );
        Assert.Empty(answer.Codes);
        return [.. answer.Data.GetProperty("school").GetProperty("proposals").EnumerateArray()];
    }

    private async Task<string?> MarkAsync(string date) =>
        Text((await PupilAsync("WelfareOfficer", $"marks(from: \"{date}\", to: \"{date}\") {{ code }}")).GetProperty("marks")[0], "code");

    private async Task<JsonElement> PupilAsync(string caller, string fields)
    {
        var answer = await SmallSchool.AskAsync(_city.Clients[caller], $"{{ pupil(id: \"{Ann}\") {{ {fields} }} }}");
        Assert.Empty(answer.Codes);
        return answer.Data.GetProperty("pupil");
    }

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();
}

/// <summary>On SQLite.</summary>
public sealed class SqliteContactAndProposalTests() : ContactAndProposalTests(DatabaseProvider.Sqlite);

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresContactAndProposalTests() : ContactAndProposalTests(DatabaseProvider.Postgres);
