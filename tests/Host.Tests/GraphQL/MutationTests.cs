using System.Text.Json;
using Attendance.Host.Tests.Access;
using Attendance.Host.Tests.Registers;
using Xunit;

namespace Attendance.Host.Tests.GraphQL;

/// <summary>What people do by GraphQL changes what schools' systems would have changed by REST.</summary>
public sealed class MutationTests : IAsyncLifetime
{
    private AccessCity _city = null!;

    public async ValueTask InitializeAsync() => _city = await AccessCity.StartAsync();

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    [Fact]
    public async Task A_register_taken_by_hand_is_stored_and_its_wrong_mark_is_held_and_released()
    {
        var posted = await OfficeAsync(
            "postRegister",
            $$"""
            { school: "{{AccessCity.School}}", date: "2006-09-18", half: AM, submissionId: "hand-1", marks: [
                { upn: "{{AccessCity.Ann.Value}}", code: "/" }, { upn: "{{AccessCity.Bob.Value}}", code: "?" } ] }
            """,
            "receipt { stored held marks replayed } problems { index field code message }"
        );
        var receipt = posted.GetProperty("receipt");
        Assert.Equal((1, 1), (receipt.GetProperty("stored").GetInt32(), receipt.GetProperty("held").GetInt32()));
        Assert.Equal(["STORED", "HELD"], receipt.GetProperty("marks").EnumerateArray().Select(mark => mark.GetString()));
        var problem = Assert.Single(posted.GetProperty("problems").EnumerateArray());
        Assert.Equal(
            (1, "code", "unknown-code"),
            (problem.GetProperty("index").GetInt32(), problem.GetProperty("field").GetString(), problem.GetProperty("code").GetString())
        );
        // A repeat with the key gets the first answer.
        var again = await OfficeAsync(
            "postRegister",
            $$"""
            { school: "{{AccessCity.School}}", date: "2006-09-18", half: AM, submissionId: "hand-1", marks: [
                { upn: "{{AccessCity.Ann.Value}}", code: "/" }, { upn: "{{AccessCity.Bob.Value}}", code: "?" } ] }
            """,
            "receipt { stored replayed }"
        );
        Assert.True(again.GetProperty("receipt").GetProperty("replayed").GetBoolean());

        var held = await HeldAsync();
        var mark = Assert.Single(held);
        Assert.Equal("unknown-code", mark.GetProperty("problem").GetString());
        var released = await OfficeAsync(
            "releaseHeldMark",
            $$"""{ school: "{{AccessCity.School}}", mark: "{{mark.GetProperty("id").GetString()}}", code: "O" }""",
            "receipt { stored } problems { code }"
        );
        Assert.Equal(1, released.GetProperty("receipt").GetProperty("stored").GetInt32());
        Assert.Empty(await HeldAsync());
    }

    [Fact]
    public async Task A_register_that_is_wrong_as_a_whole_stores_nothing_and_says_what()
    {
        var refused = await OfficeAsync(
            "postRegister",
            $$"""{ school: "{{AccessCity.School}}", date: "2006-09-17", half: AM, marks: [{ upn: "{{AccessCity.Ann.Value}}", code: "/" }] }""",
            "receipt { stored } problems { code }"
        );
        Assert.Equal(JsonValueKind.Null, refused.GetProperty("receipt").ValueKind);
        Assert.Equal("session-not-open", refused.GetProperty("problems")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_dismissed_flag_leaves_the_caseload_and_comes_back_when_that_is_taken_back()
    {
        var officer = _city.Clients["AttendanceLeader"];
        var before = await FlagsAsync(officer);
        Assert.NotEmpty(before);
        foreach (var flag in before)
            Assert.True(await DismissAsync("dismissFlag", flag, "Known to the school"));
        Assert.False(await DismissAsync("dismissFlag", before[0], "Again"));
        await RegisterHost.UntilAsync(
            async () => (await FlagsAsync(officer)).Count == 0,
            "The dismissed flags did not leave the caseload."
        );
        Assert.True(await DismissAsync("restoreFlag", before[0], "It was not"));
        await RegisterHost.UntilAsync(async () => (await FlagsAsync(officer)).Count == 1, "The restored flag did not come back.");

        async Task<bool> DismissAsync(string mutation, (string Rule, string Date, string Half) flag, string reason)
        {
            var answer = await SmallSchool.AskAsync(
                officer,
                $$"""
                mutation { {{mutation}}(input: { pupil: "{{_city.Ids[AccessCity.Ann]}}", rule: "{{flag.Rule}}", openedOn: "{{flag.Date}}",
                    openedHalf: {{flag.Half}}, reason: "{{reason}}" }) { changed problems { code } } }
                """
            );
            Assert.Empty(answer.Codes);
            return answer.Data.GetProperty(mutation).GetProperty("changed").GetBoolean();
        }
    }

    [Fact]
    [Trait("Row", "S114")]
    public async Task An_option_of_a_rule_counts_when_the_leader_has_approved_what_somebody_else_proposed()
    {
        const string propose =
            "mutation { proposeFlagOption(input: { rule: \"PA\", option: \"enabled\", value: 0, from: \"2006-09-01\", reason: \"Too many\" }) { number problems { code } } }";
        var leader = _city.Clients["AttendanceLeader"];
        var own = await SmallSchool.AskAsync(leader, propose);
        var ownNumber = own.Data.GetProperty("proposeFlagOption").GetProperty("number").GetInt64();
        Assert.Equal((false, "own-proposal"), await ApproveAsync(ownNumber));
        var other = await SmallSchool.AskAsync(_city.Clients["LocalityManager"], propose);
        var number = other.Data.GetProperty("proposeFlagOption").GetProperty("number").GetInt64();
        Assert.Equal((true, null), await ApproveAsync(number));
        var book = await SmallSchool.AskAsync(leader, "{ flagOptions { proposals { number approvedBy } } }");
        Assert.Contains(
            book.Data.GetProperty("flagOptions").GetProperty("proposals").EnumerateArray(),
            proposal =>
                proposal.GetProperty("number").GetInt64() == number
                && proposal.GetProperty("approvedBy").GetString() == $"person/{_city.People["AttendanceLeader"]}"
        );

        async Task<(bool, string?)> ApproveAsync(long proposal)
        {
            var answer = await SmallSchool.AskAsync(
                leader,
                $"mutation {{ approveFlagOption(number: {proposal}) {{ settled problems {{ code }} }} }}"
            );
            Assert.Empty(answer.Codes);
            var payload = answer.Data.GetProperty("approveFlagOption");
            var problems = payload.GetProperty("problems");
            return (
                payload.GetProperty("settled").GetBoolean(),
                problems.GetArrayLength() == 0 ? null : problems[0].GetProperty("code").GetString()
            );
        }
    }

    private async Task<List<(string Rule, string Date, string Half)>> FlagsAsync(HttpClient client)
    {
        var answer = await SmallSchool.AskAsync(
            client,
            $$"""{ pupil(id: "{{_city.Ids[AccessCity.Ann]}}") { flags { rule dismissed opened { date half } } } }"""
        );
        Assert.Empty(answer.Codes);
        return
        [
            .. answer
                .Data.GetProperty("pupil")
                .GetProperty("flags")
                .EnumerateArray()
                .Where(flag => !flag.GetProperty("dismissed").GetBoolean())
                .Select(flag =>
                    (
                        flag.GetProperty("rule").GetString()!,
                        flag.GetProperty("opened").GetProperty("date").GetString()!,
                        flag.GetProperty("opened").GetProperty("half").GetString()!
                    )
                ),
        ];
    }

    private async Task<List<JsonElement>> HeldAsync()
    {
        var answer = await SmallSchool.AskAsync(
            _city.Clients["SchoolOffice"],
            $$"""{ school(laestab: "{{AccessCity.School}}") { heldMarks { id problem } } }"""
        );
        Assert.Empty(answer.Codes);
        return [.. answer.Data.GetProperty("school").GetProperty("heldMarks").EnumerateArray()];
    }

    private async Task<JsonElement> OfficeAsync(string mutation, string input, string fields)
    {
        var answer = await SmallSchool.AskAsync(_city.Clients["SchoolOffice"], $"mutation {{ {mutation}(input: {input}) {{ {fields} }} }}");
        Assert.Empty(answer.Codes);
        return answer.Data.GetProperty(mutation);
    }
}
