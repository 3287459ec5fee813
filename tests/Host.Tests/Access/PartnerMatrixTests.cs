using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.TestSupport;
using GraphQLParser.AST;
using Xunit;

namespace Attendance.Host.Tests.Access;

/// <summary>
/// Every caller at every agency's agreement, written through the module: its own shows what the table written by hand (shared.csv) says, and everything else reads to the byte as if
/// it were not there. Failures are collected, so that one run tells all leaks.
/// </summary>
public sealed class PartnerMatrixTests
{
    private const string Hidden = "nonsense";

    private readonly List<string> _wrong = [];

    [Fact]
    [Trait("Row", "S41")]
    [Trait("Row", "S42")]
    [Trait("Row", "S43")]
    [Trait("Row", "S44")]
    [Trait("Row", "S45")]
    [Trait("Row", "S46")]
    [Trait("Row", "S47")]
    [Trait("Row", "S48")]
    [Trait("Row", "S49")]
    [Trait("Row", "S50")]
    [Trait("Row", "S51")]
    public async Task Every_caller_meets_its_own_agreement_as_the_table_says_and_any_other_as_if_there_were_none()
    {
        await using var city = await AccessCity.StartAsync();
        var table = await Expectations.SharedAsync();
        var schema = GraphQLParser.Parser.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "schema.graphql")));
        var fields = schema.Definitions.OfType<GraphQLObjectTypeDefinition>().Single(type => type.Name.Value == "SharedChild").Fields!;
        Assert.All(
            table,
            role =>
                Assert.Equal(
                    fields.Select(field => field.Name.StringValue).Order(StringComparer.Ordinal),
                    role.Value.Keys.Order(StringComparer.Ordinal)
                )
        );
        foreach (var (caller, client) in city.Clients)
        {
            var absent = (await SmallSchool.AskAsync(client, Ask("isp-0", "id"))).Text;
            foreach (var (role, agreement) in city.Agreements)
            {
                if (role == caller)
                    await OwnAsync(city, role, table[role]);
                else
                    Check(absent, (await SmallSchool.AskAsync(client, Ask(agreement, "id illness"))).Text, $"{caller} {role}'s agreement");
            }
            foreach (var list in new[] { "ownAgreements { id }", "ownReferrals { id agreement }", "ownMeetings { agreement }" })
            {
                var shown = (await SmallSchool.AskAsync(client, $"{{ {list} }}")).Data.EnumerateObject().Single().Value;
                var own = city.Agreements.GetValueOrDefault(caller);
                if (shown.EnumerateArray().Any(line => !line.ToString().Contains(own ?? "none", StringComparison.Ordinal)))
                    _wrong.Add($"{caller} {list}: {shown}");
                if (own is not null && list.StartsWith("ownAgreements", StringComparison.Ordinal) && shown.GetArrayLength() != 1)
                    _wrong.Add($"{caller} {list}: {shown}");
            }
        }
        Assert.Empty(_wrong);
    }

    /// <summary>Each field of the own agreement, by asking, ordering and filtering.</summary>
    private async Task OwnAsync(AccessCity city, string role, IReadOnlyDictionary<string, bool> fields)
    {
        var (client, agreement) = (city.Clients[role], city.Agreements[role]);
        var unknown = await SmallSchool.AskAsync(client, Ask(agreement, Hidden));
        var noOrder = await SmallSchool.AskAsync(client, Ask(agreement, "id", $"orderBy: \"{Hidden}\""));
        var noFilter = await SmallSchool.AskAsync(client, Ask(agreement, "id", $"filterBy: \"{Hidden}\", equals: \"x\""));
        foreach (var (field, opened) in fields)
        {
            var inner = field switch
            {
                "weeks" => " { present }",
                "days" or "today" => " { class }",
                _ => "",
            };
            var answer = await SmallSchool.AskAsync(client, Ask(agreement, field + inner));
            if (opened)
            {
                // The child is in year 4, and personal advisers begin with year 9.
                var children =
                    answer.Codes.Count > 0
                        ? -1
                        : answer.Data.GetProperty("agreement").GetProperty("children").GetProperty("nodes").GetArrayLength();
                Check(role == nameof(Role.Connexions) ? "0" : "1", $"{children}", $"{role} {field}: {answer.Text}");
                continue;
            }
            Check(unknown.Text.Replace(Hidden, field, StringComparison.Ordinal), answer.Text, $"{role} {field}");
            var ordered = await SmallSchool.AskAsync(client, Ask(agreement, "id", $"orderBy: \"{field}\""));
            Check(noOrder.Text, ordered.Text, $"{role} orderBy {field}");
            var filtered = await SmallSchool.AskAsync(client, Ask(agreement, "id", $"filterBy: \"{field}\", equals: \"x\""));
            Check(noFilter.Text, filtered.Text, $"{role} filterBy {field}");
            // No agreement could be written with it either.
            var written = await SmallSchool.AskAsync(
                city.Clients[nameof(Role.AttendanceLeader)],
                $$"""
                mutation { writeAgreement(input: { agency: "{{Agency(
                    role
                )}}", lawfulBasis: "x", purpose: "x", children: REFERRALS, expiresOn: "2007-06-01",
                  fields: ["id", "{{field}}"] }) { id problems { code } } }
                """
            );
            Check("field-not-allowed", Problem(written), $"{role} agreement with {field}: {written.Text}");
        }
    }

    private static string Agency(string role) => AccessCity.AgencyOf[Enum.Parse<Role>(role)];

    private static string? Problem(Answer answer) =>
        answer.Data.GetProperty("writeAgreement").GetProperty("problems") is { ValueKind: JsonValueKind.Array } problems
        && problems.GetArrayLength() == 1
            ? problems[0].GetProperty("code").GetString()
            : null;

    private static string Ask(string agreement, string fields, string? more = null) =>
        $"{{ agreement(id: \"{agreement}\") {{ children(first: 5{(more is null ? "" : ", " + more)}) {{ nodes {{ {fields} }} }} }} }}";

    private void Check(string? expected, string? actual, string what)
    {
        if (expected != actual)
            _wrong.Add($"{what}: expected {expected}, met {actual}");
    }
}
