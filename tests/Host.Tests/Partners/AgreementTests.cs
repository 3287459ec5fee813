using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>
/// Information sharing agreements over the whole Host: two write and agree, the agency sees the fields that were agreed, everything else reads as if it were not there, and every look is
/// in the ledger.
/// </summary>
public abstract class AgreementTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly Caller Setup = Caller.System("test");
    private static readonly Upn Ann = Upn.FromBody("355200706001")!.Value;
    private static readonly Upn Bob = Upn.FromBody("355200706002")!.Value;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2006, 11, 1, 12, 0, 0, TimeSpan.Zero))
    {
        AutoAdvanceAmount = TimeSpan.FromMilliseconds(5),
    };

    private RunningHost _host = null!;
    private HttpClient _manager = null!;
    private HttpClient _leader = null!;
    private string _ann = "";

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync(provider, schoolTime: _clock);
        var school = await SmallSchool.CreateAsync(_host, "3552007");
        await school.EnrolAsync((Ann, "Archer", null), (Bob, "Baker", null));
        await school.MarkDaysAsync(SmallSchool.Days(9), (Ann, "/"), (Bob, "I"));
        await school.MarkAsync(SmallSchool.Days(10).Last(), "AM", null, (Ann, "M"), (Bob, "O"));
        _manager = await _host.PersonAsync(
            await _host.EmployAsync(Role.LocalityManager, (Relation.Manages, GrantTarget.Of(school.Laestab)))
        );
        _leader = await _host.PersonAsync(await _host.EmployAsync(Role.AttendanceLeader));
        _ann = (await SmallSchool.AskAsync(_host.Loader, $$"""{ pupil(upn: "{{Ann.Value}}") { id } }"""))
            .Data.GetProperty("pupil")
            .GetProperty("id")
            .GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Trait("Row", "S203")]
    public async Task Two_agree_then_the_agency_sees_the_agreed_fields_until_the_agreement_ends_and_every_look_is_in_the_ledger()
    {
        var nurse = await PartnerAsync(Role.Health, "health");
        var id = await WriteAsync(_manager, "health", [_ann]);
        var absent = await SmallSchool.AskAsync(nurse, Ask("isp-1", "id"));
        Assert.Equal(["NOT_FOUND"], absent.Codes);
        // A draft opens nothing, its author cannot agree, and who may not agree is told nothing.
        Assert.Equal(absent.Text, (await SmallSchool.AskAsync(nurse, Ask(id, "id"))).Text);
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(_manager, Approve(id))).Codes);
        Assert.Contains(
            "own-agreement",
            (await SmallSchool.AskAsync(_leader, Approve(await WriteAsync(_leader, "health", [_ann])))).Text,
            StringComparison.Ordinal
        );
        await ApproveAsync(id);
        Assert.Contains("agreement-settled", (await SmallSchool.AskAsync(_leader, Approve(id))).Text, StringComparison.Ordinal);

        var own = await SmallSchool.AskAsync(nurse, "{ ownAgreements { id purpose expiresOn fields } }");
        Assert.Equal(id, own.Data.GetProperty("ownAgreements")[0].GetProperty("id").GetString());
        var seen = await SmallSchool.AskAsync(
            nurse,
            Ask(id, "id givenName schoolName band updatedAt weeks { monday present authorised unauthorised }")
        );
        Assert.True(seen.Codes.Count == 0, seen.Text);
        var child = Nodes(seen)[0];
        Assert.Equal("Test", child.GetProperty("givenName").GetString());
        Assert.Equal("FROM_90", child.GetProperty("band").GetString());
        Assert.Equal("2006-09-15", child.GetProperty("updatedAt").GetString());
        Assert.Equal(1, child.GetProperty("weeks")[0].GetProperty("authorised").GetInt32());
        Assert.DoesNotContain(_ann, seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Ann.Value, seen.Text, StringComparison.Ordinal);

        // By the ordinary roads the child is not there.
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(nurse, $$"""{ pupil(id: "{{_ann}}") { upn } }""")).Codes);

        var knows = await KnowsAsync();
        Assert.Equal(("LIVE", 1), (knows.GetProperty("state").GetString(), knows.GetProperty("looks").GetInt32()));
        var looked = await SmallSchool.AskAsync(_leader, $$"""{ audit(first: 50, child: "{{_ann}}") { records { action outcome } } }""");
        Assert.Contains("agreement", looked.Text, StringComparison.Ordinal);

        Assert.Empty((await SmallSchool.AskAsync(_leader, End(id))).Codes);
        Assert.Equal(absent.Text, (await SmallSchool.AskAsync(nurse, Ask(id, "id"))).Text);
        Assert.Equal("ENDED", (await KnowsAsync()).GetProperty("state").GetString());
    }

    [Fact]
    [Trait("Row", "S203")]
    public async Task An_expired_agreement_a_person_who_left_and_another_agencys_agreement_read_exactly_like_none()
    {
        var nurse = await PartnerAsync(Role.Health, "health");
        var housing = await PartnerAsync(Role.Housing, "housing");
        var id = await MakeAsync("health", [_ann], expires: "2006-12-01");
        var absent = (await SmallSchool.AskAsync(nurse, Ask("isp-1", "id"))).Text;
        Assert.Equal(absent, (await SmallSchool.AskAsync(housing, Ask(id, "id"))).Text);
        // Not even a field that the agreement lacks is told apart.
        Assert.Equal(absent, (await SmallSchool.AskAsync(housing, Ask(id, "familyName"))).Text);
        Assert.Empty((await SmallSchool.AskAsync(nurse, Ask(id, "id"))).Codes);

        var people = await SmallSchool.AskAsync(_leader, "{ agency(id: \"health\") { people { id name } } }");
        var person = people.Data.GetProperty("agency").GetProperty("people")[0].GetProperty("id").GetString();
        var left = await SmallSchool.AskAsync(
            _leader,
            $$"""mutation { leaveAgency(agency: "health", person: "{{person}}", reason: "moved") { id problems { code } } }"""
        );
        Assert.Empty(left.Codes);
        Assert.Equal(absent, (await SmallSchool.AskAsync(nurse, Ask(id, "id"))).Text);

        var second = await PartnerAsync(Role.Health, "health");
        Assert.Empty((await SmallSchool.AskAsync(second, Ask(id, "id"))).Codes);
        _clock.SetUtcNow(new DateTimeOffset(2006, 12, 1, 0, 0, 1, TimeSpan.Zero));
        Assert.Equal(absent, (await SmallSchool.AskAsync(second, Ask(id, "id"))).Text);
        Assert.Equal("[]", (await SmallSchool.AskAsync(second, "{ ownAgreements { id } }")).Data.GetProperty("ownAgreements").ToString());
    }

    [Fact]
    public async Task A_field_that_was_not_agreed_is_no_field_by_whatever_road_and_nothing_is_ordered_or_filtered_by_it()
    {
        var nurse = await PartnerAsync(Role.Health, "health");
        var id = await MakeAsync("health", [_ann], fields: ["id", "givenName"]);
        var unknown = await SmallSchool.AskAsync(nurse, Ask(id, "nonsense"));
        foreach (
            var field in new[]
            {
                "familyName",
                "schoolName",
                "yearGroup",
                "band",
                "attendance",
                "illness",
                "updatedAt",
                "weeks { present }",
                "days { class }",
                "today { class }",
            }
        )
        {
            var name = field.Split(' ')[0];
            foreach (
                var query in new[]
                {
                    Ask(id, field),
                    Ask(id, $"other: {field}"),
                    Ask(id, $"... on SharedChild {{ {field} }}"),
                    Ask(id, $"{name} @include(if: true){field[name.Length..]}"),
                    Ask(id, "id ...F") + $" fragment F on SharedChild {{ {field} }}",
                    $"query($id: ID! = \"{id}\") {{ agreement(id: $id) {{ children(first: 5) {{ nodes {{ {field} }} }} }} }}",
                    $"{{ agreement(id: \"{id}\") {{ child(id: \"none\") {{ {field} }} }} }}",
                }
            )
            {
                var answer = await SmallSchool.AskAsync(nurse, query);
                Assert.Equal(unknown.Codes, answer.Codes);
                Assert.Contains(
                    $"Cannot query field \\u0027{name}\\u0027 on type \\u0027SharedChild\\u0027.",
                    answer.Text,
                    StringComparison.Ordinal
                );
                Assert.DoesNotContain("Did you mean", answer.Text, StringComparison.Ordinal);
            }
            foreach (var use in new[] { $"orderBy: \"{name}\"", $"filterBy: \"{name}\", equals: \"x\"" })
            {
                var hidden = await SmallSchool.AskAsync(nurse, Ask(id, "id", use));
                var nonsense = await SmallSchool.AskAsync(nurse, Ask(id, "id", use.Replace(name, "nonsense", StringComparison.Ordinal)));
                Assert.Single(hidden.Codes);
                Assert.Equal(nonsense.Text, hidden.Text);
            }
        }
        // What a directive leaves out is not asked, and what was agreed comes.
        Assert.Empty((await SmallSchool.AskAsync(nurse, Ask(id, "id givenName familyName @include(if: false)"))).Codes);
        var ordered = await SmallSchool.AskAsync(nurse, Ask(id, "id", "orderBy: \"givenName\", filterBy: \"givenName\", equals: \"Test\""));
        Assert.Single(Nodes(ordered));
        // Two agreements in one question are judged each by its own fields.
        var wider = await MakeAsync("health", [_ann], fields: ["id", "familyName"]);
        var both = await SmallSchool.AskAsync(
            nurse,
            $$"""{ a: agreement(id: "{{id}}") { children(first: 5) { nodes { givenName } } } b: agreement(id: "{{wider}}") { children(first: 5) { nodes { id familyName } } } }"""
        );
        Assert.True(both.Codes.Count == 0, both.Text);
        // The schema is shown to no partner.
        Assert.NotEmpty((await SmallSchool.AskAsync(nurse, "{ __type(name: \"SharedChild\") { fields { name } } }")).Codes);
    }

    [Fact]
    public async Task An_agreement_is_with_a_partner_for_twelve_months_at_most_and_with_a_voluntary_body_about_referrals_only()
    {
        var voluntary = await SmallSchool.AskAsync(_manager, Write("voluntary", [_ann], "2007-06-01", null));
        Assert.Contains("referrals-only", voluntary.Text, StringComparison.Ordinal);
        var improvement = await SmallSchool.AskAsync(_manager, Write("school-improvement", [_ann], "2007-06-01", null));
        Assert.Contains("agency-unknown", improvement.Text, StringComparison.Ordinal);
        var tooLong = await SmallSchool.AskAsync(_manager, Write("health", [_ann], "2007-11-02", null));
        Assert.Contains("agreement-too-long", tooLong.Text, StringComparison.Ordinal);
        Assert.Empty((await SmallSchool.AskAsync(_manager, Write("health", [_ann], "2007-11-01", null))).Codes);
        Assert.Equal(
            ["NOT_FOUND"],
            (await SmallSchool.AskAsync(_manager, Write("health", ["4611686018427387904"], "2007-06-01", null))).Codes
        );
    }

    /// <summary>Somebody who works for an agency.</summary>
    private async Task<HttpClient> PartnerAsync(Role role, string agency) =>
        await _host.PersonAsync(await _host.PartnerAsync(role, agency));

    private async Task<string> MakeAsync(string agency, string[] pupils, string expires = "2007-06-01", string[]? fields = null)
    {
        var id = await WriteAsync(_manager, agency, pupils, expires, fields);
        await ApproveAsync(id);
        return id;
    }

    private static async Task<string> WriteAsync(
        HttpClient writer,
        string agency,
        string[] pupils,
        string expires = "2007-06-01",
        string[]? fields = null
    )
    {
        var written = await SmallSchool.AskAsync(writer, Write(agency, pupils, expires, fields));
        Assert.True(written.Codes.Count == 0, written.Text);
        return written.Data.GetProperty("writeAgreement").GetProperty("id").GetString()
            ?? throw new InvalidOperationException(written.Text);
    }

    private async Task ApproveAsync(string id)
    {
        var approved = await SmallSchool.AskAsync(_leader, Approve(id));
        Assert.Equal(id, approved.Data.GetProperty("approveAgreement").GetProperty("id").GetString());
    }

    private async Task<JsonElement> KnowsAsync()
    {
        var answer = await SmallSchool.AskAsync(
            _leader,
            $$"""{ pupil(id: "{{_ann}}") { disclosures { agency purpose lawfulBasis fields expiresOn state looks lastLook } } }"""
        );
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return Assert.Single(answer.Data.GetProperty("pupil").GetProperty("disclosures").EnumerateArray());
    }

    private static string Ask(string id, string fields, string? more = null) =>
        $"{{ agreement(id: \"{id}\") {{ children(first: 5{(more is null ? "" : ", " + more)}) {{ nodes {{ {fields} }} }} }} }}";

    private static string Write(string agency, string[] pupils, string expires, string[]? fields) =>
        $$"""
            mutation { writeAgreement(input: { agency: "{{agency}}", lawfulBasis: "Children Act 2004, section 10", purpose: "Support", children: NAMED,
              pupils: {{JsonSerializer.Serialize(pupils)}}, expiresOn: "{{expires}}" {{(
                fields is null ? "" : $", fields: {JsonSerializer.Serialize(fields)}"
            )}} }) { id problems { code } } }
            """;

    private static string Approve(string id) => $$"""mutation { approveAgreement(id: "{{id}}") { id problems { code } } }""";

    private static string End(string id) => $$"""mutation { endAgreement(id: "{{id}}", reason: "over") { id problems { code } } }""";

    private static List<JsonElement> Nodes(Answer answer) =>
        [.. answer.Data.GetProperty("agreement").GetProperty("children").GetProperty("nodes").EnumerateArray()];
}

/// <summary>On SQLite.</summary>
public sealed class SqliteAgreementTests() : AgreementTests(DatabaseProvider.Sqlite);

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresAgreementTests() : AgreementTests(DatabaseProvider.Postgres);
