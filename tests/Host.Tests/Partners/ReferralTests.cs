using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.Partners.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>Referrals in both directions over the whole Host: they join the child's one case, wait by one clock, and come back with an outcome.</summary>
public abstract class ReferralTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly Caller Setup = Caller.System("test");
    private static readonly Upn Ann = Upn.FromBody("355400106001")!.Value;
    private static readonly DateTimeOffset Noon = new(2006, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Noon) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(5) };

    private TestDatabase _database = null!;
    private RunningHost _host = null!;
    private HttpClient _leader = null!;
    private HttpClient _worker = null!;
    private string _ann = "";

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(provider);
        _host = await RunningHost.StartAsync(provider, _database, _clock);
        // In year 9, so that personal advisers are there too.
        var school = await SmallSchool.CreateAsync(_host, "3554001", "secondary", "9");
        await school.EnrolAsync((Ann, "Archer", null));
        await school.MarkDaysAsync(SmallSchool.Days(10), (Ann, "O"));
        _leader = await _host.PersonAsync(await _host.EmployAsync(Role.AttendanceLeader));
        _worker = await _host.PersonAsync(
            await _host.EmployAsync(Role.WelfareOfficer, (Relation.NamedOfficer, GrantTarget.Of(school.Laestab)))
        );
        var query = $$"""{ pupil(upn: "{{Ann.Value}}") { id openCase { id } } }""";
        for (var tries = 0; ; tries++)
        {
            var pupil = (await SmallSchool.AskAsync(_leader, query)).Data.GetProperty("pupil");
            _ann = pupil.GetProperty("id").GetString()!;
            if (pupil.GetProperty("openCase").ValueKind is JsonValueKind.Object)
                return;
            Assert.True(tries < 200);
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Trait("Row", "S34")]
    [Trait("Row", "S100")]
    [Trait("Row", "S104")]
    public async Task A_referral_to_each_kind_of_agency_joins_the_one_case_is_overdue_at_its_minute_and_comes_back_with_an_outcome()
    {
        (Role Role, string Agency)[] kinds =
        [
            (Role.Health, "health"),
            (Role.Housing, "housing"),
            (Role.YouthService, "youth-service"),
            (Role.YouthOffending, "youth-offending"),
            (Role.Connexions, "connexions"),
            (Role.Police, "police"),
            (Role.CommunitySafety, "community-safety"),
            (Role.BehaviourSupport, "best"),
            (Role.PassengerTransport, "passenger-transport"),
            // Community organisations, by the same form and the same clock.
            (Role.VoluntarySector, "voluntary"),
            (Role.VoluntarySector, "new-deal"),
        ];
        // Every role that works for an agency to which children are referred, of every kind of agency that has such.
        Assert.Equal(
            PartnerRoles.All.Where(role => role is not Role.SchoolImprovement).Order(),
            kinds.Select(kind => kind.Role).Distinct().Order()
        );
        var partners = new Dictionary<string, HttpClient>();
        foreach (var (role, agency) in kinds)
        {
            Assert.Contains("agreement-missing", (await ReferAsync(agency)).Text, StringComparison.Ordinal);
            partners[agency] = await PartnerAsync(role, agency);
            var referred = await ReferAsync(agency);
            Assert.True(referred.Codes.Count == 0 && Payload(referred).GetProperty("id").ValueKind is JsonValueKind.String, referred.Text);
            Assert.Contains("referral-duplicate", (await ReferAsync(agency)).Text, StringComparison.Ordinal);
        }
        Assert.Equal(1, await CasesAsync());
        var last = Payload(await ReferAsync("health"));
        Assert.Equal(JsonValueKind.Null, last.GetProperty("id").ValueKind);

        // Five weekdays later, at the same minute: not one before.
        var due = (await InboxAsync(partners["new-deal"]))[0].GetProperty("text").GetProperty("dueAt").GetDateTimeOffset();
        Assert.Equal(new DateOnly(2006, 11, 8), DateOnly.FromDateTime(due.UtcDateTime));
        _clock.SetUtcNow(due.AddMinutes(-1));
        Assert.DoesNotContain("New Deal", await OverdueAsync(), StringComparison.Ordinal);
        _clock.SetUtcNow(due.AddMilliseconds(1));
        Assert.Contains("New Deal", await OverdueAsync(), StringComparison.Ordinal);
        // Both sides hear of it at the bell, not before its minute, and the agency is told of no child.
        foreach (
            var (client, words) in new[]
            {
                (partners["new-deal"], "Your agency was to answer a referral"),
                (_leader, "An agency was to answer"),
            }
        )
        {
            var notice = (await NoticesAsync(client, words))[0];
            Assert.True(notice.GetProperty("at").GetDateTimeOffset() >= due, notice.ToString());
            Assert.Equal(client == _leader, notice.GetProperty("pupil").ValueKind is JsonValueKind.String);
        }
        Assert.Single(await NoticesAsync(partners["new-deal"], "was to answer"));
        Assert.Equal(kinds.Length, (await NoticesAsync(_leader, "was to answer", kinds.Length)).Count);

        foreach (var (_, agency) in kinds)
        {
            var own = Assert.Single(await InboxAsync(partners[agency]));
            var id = own.GetProperty("id").GetString()!;
            Assert.Equal("Needs help to come to school.", own.GetProperty("text").GetProperty("reason").GetString());
            Assert.DoesNotContain(_ann, own.ToString(), StringComparison.Ordinal);
            // Another agency cannot answer it, nor the authority.
            var stranger = partners[agency == "health" ? "housing" : "health"];
            Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(stranger, Answer(id))).Codes);
            Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(_worker, Answer(id))).Codes);
            Assert.Contains("referral-settled", (await SmallSchool.AskAsync(partners[agency], End(id))).Text, StringComparison.Ordinal);
            Assert.Empty((await SmallSchool.AskAsync(partners[agency], Answer(id))).Codes);
            Assert.Contains("referral-settled", (await SmallSchool.AskAsync(partners[agency], Answer(id))).Text, StringComparison.Ordinal);
            Assert.Empty((await SmallSchool.AskAsync(partners[agency], End(id))).Codes);

            // The other way: it joins the same case, the authority answers, and the agency hears what came of it.
            var sent = await SmallSchool.AskAsync(partners[agency], Refer(own, $"Seen by {agency}."));
            Assert.True(sent.Codes.Count == 0, sent.Text);
            var back = sent.Data.GetProperty("referSharedChild").GetProperty("id").GetString()!;
            Assert.Empty((await SmallSchool.AskAsync(_worker, Answer(back))).Codes);
            Assert.Empty((await SmallSchool.AskAsync(_worker, End(back))).Codes);
            var heard = (await InboxAsync(partners[agency])).Single(each => each.GetProperty("id").GetString() == back);
            Assert.Equal("HELPED", heard.GetProperty("text").GetProperty("outcome").GetString());
        }
        Assert.Equal(1, await CasesAsync());
        var told = await SmallSchool.AskAsync(
            _leader,
            $$"""{ pupil(id: "{{_ann}}") { openCase { teamAround { who } chronology { text } } } }"""
        );
        foreach (
            var words in new[] { "was asked", "Taken: We start on Monday.", "It helped: He comes every day.", "New Deal" }.Concat(
                kinds.Select(kind => $"Seen by {kind.Agency}.")
            )
        )
            Assert.Contains(words, told.Text, StringComparison.Ordinal);
        Assert.Equal("[]", await OverdueAsync());

        var report = (
            await SmallSchool.AskAsync(
                partners["new-deal"],
                "{ agency(id: \"new-deal\") { report { received answeredInTime answeredLate ended helped children looks } } }"
            )
        )
            .Data.GetProperty("agency")
            .GetProperty("report");
        Assert.Equal(
            (1, 0, 1, 1, 1),
            (
                Number(report, "received"),
                Number(report, "answeredInTime"),
                Number(report, "answeredLate"),
                Number(report, "ended"),
                Number(report, "helped")
            )
        );
        // One child is not counted for others.
        Assert.Equal(JsonValueKind.Null, report.GetProperty("children").ValueKind);
        var other = await SmallSchool.AskAsync(partners["health"], "{ agency(id: \"new-deal\") { report { received } } }");
        Assert.Equal(JsonValueKind.Null, other.Data.GetProperty("agency").GetProperty("report").ValueKind);
    }

    [Fact]
    public async Task An_agency_refers_a_shared_child_to_the_authority_and_hears_the_answer()
    {
        var nurse = await PartnerAsync(Role.Health, "health");
        Assert.Empty((await ReferAsync("health")).Codes);
        var inbox = Assert.Single(await InboxAsync(nurse));
        Assert.Empty((await SmallSchool.AskAsync(nurse, Answer(inbox.GetProperty("id").GetString()!))).Codes);
        var refer = Refer(inbox, "Missed two clinics.");
        // The nurse still works on the authority's referral.
        Assert.Contains("referral-duplicate", (await SmallSchool.AskAsync(nurse, refer)).Text, StringComparison.Ordinal);
        Assert.Empty((await SmallSchool.AskAsync(nurse, End(inbox.GetProperty("id").GetString()!))).Codes);
        var sent = await SmallSchool.AskAsync(nurse, refer);
        var id = sent.Data.GetProperty("referSharedChild").GetProperty("id").GetString()!;
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(nurse, Answer(id))).Codes);
        Assert.Empty((await SmallSchool.AskAsync(_worker, Answer(id))).Codes);
        Assert.Empty((await SmallSchool.AskAsync(_worker, End(id))).Codes);
        var seen = (await InboxAsync(nurse)).Single(each => each.GetProperty("id").GetString() == id).GetProperty("text");
        Assert.Equal(("We start on Monday.", "HELPED"), (seen.GetProperty("answer").GetString(), seen.GetProperty("outcome").GetString()));
        Assert.Equal(1, await CasesAsync());
        var told = await SmallSchool.AskAsync(_leader, $$"""{ pupil(id: "{{_ann}}") { openCase { chronology { text } } } }""");
        Assert.Contains("Missed two clinics.", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "S34")]
    [Trait("Row", "S104")]
    public async Task Agencies_meet_about_a_child_they_share_and_about_an_area_with_agenda_minutes_and_actions_that_are_overdue()
    {
        var nurse = await PartnerAsync(Role.Health, "health");
        var project = await PartnerAsync(Role.VoluntarySector, "new-deal");
        var call =
            $$"""mutation { callMeeting(input: { kind: TEAM_AROUND_CHILD, pupil: "{{_ann}}", at: "2006-11-03T10:00:00Z", place: "Town Hall", agenda: "Why she stays away.", agencies: ["health", "new-deal"] }) { id problems { code } } }""";
        Assert.Contains("agreement-missing", (await SmallSchool.AskAsync(_worker, call)).Text, StringComparison.Ordinal);
        await ReferAsync("health");
        await ReferAsync("new-deal");
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(nurse, call)).Codes);
        var id = (await SmallSchool.AskAsync(_worker, call)).Data.GetProperty("callMeeting").GetProperty("id").GetString()!;

        var seen = await OwnMeetingsAsync(nurse);
        Assert.Contains("Why she stays away.", seen, StringComparison.Ordinal);
        // An agency is not told which others work with the child.
        Assert.DoesNotContain("New Deal", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(_ann, seen, StringComparison.Ordinal);

        var minute =
            $$"""mutation { minuteMeeting(input: { id: "{{id}}", minutes: "A taxi is missing.", attended: ["health"], actions: [{ agency: "health", what: "See her weekly", dueOn: "2006-11-10" }, { agency: "new-deal", what: "Breakfast club", dueOn: "2006-11-10" }] }) { id problems { code } } }""";
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(nurse, minute)).Codes);
        Assert.Empty((await SmallSchool.AskAsync(_worker, minute)).Codes);
        Assert.Contains("meeting-settled", (await SmallSchool.AskAsync(_worker, minute)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Breakfast club", await OwnMeetingsAsync(nurse), StringComparison.Ordinal);
        _clock.SetUtcNow(new DateTimeOffset(2006, 11, 10, 12, 0, 0, TimeSpan.Zero));
        Assert.DoesNotContain("\"overdue\":true", await OwnMeetingsAsync(nurse), StringComparison.Ordinal);
        _clock.SetUtcNow(new DateTimeOffset(2006, 11, 11, 12, 0, 0, TimeSpan.Zero));
        Assert.Contains("\"overdue\":true", await OwnMeetingsAsync(nurse), StringComparison.Ordinal);
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(project, Settle(id, 1))).Codes);
        Assert.Empty((await SmallSchool.AskAsync(nurse, Settle(id, 1))).Codes);
        Assert.Contains("meeting-settled", (await SmallSchool.AskAsync(nurse, Settle(id, 1))).Text, StringComparison.Ordinal);

        var report = await SmallSchool.AskAsync(
            nurse,
            "{ agency(id: \"health\") { report { casesJoined meetings meetingsAttended actionsDue actionsInTime } } }"
        );
        Assert.Contains(
            "{\"casesJoined\":0,\"meetings\":1,\"meetingsAttended\":1,\"actionsDue\":1,\"actionsInTime\":0}",
            report.Text,
            StringComparison.Ordinal
        );

        const string sector =
            """mutation { callMeeting(input: { kind: COMMUNITY_SECTOR, area: "Ordsall", at: "2006-11-20T18:00:00Z", place: "Library", agenda: "Figures of the area.", agencies: ["new-deal", "police"] }) { id problems { code } } }""";
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(_worker, sector)).Codes);
        Assert.Empty((await SmallSchool.AskAsync(_leader, sector)).Codes);
        Assert.Contains("Ordsall", await OwnMeetingsAsync(project), StringComparison.Ordinal);
        Assert.DoesNotContain("Ordsall", await OwnMeetingsAsync(nurse), StringComparison.Ordinal);
        var all = await SmallSchool.AskAsync(
            _leader,
            "{ agencyMeetings { pupil { upn } meeting { area minutes parties { name attended } actions { what overdue } } } }"
        );
        foreach (var words in new[] { "Ordsall", "A taxi is missing.", Ann.Value, "Breakfast club" })
            Assert.Contains(words, all.Text, StringComparison.Ordinal);
        // Without an agreement in force the child's meeting is gone.
        _clock.SetUtcNow(new DateTimeOffset(2007, 6, 1, 12, 0, 0, TimeSpan.Zero));
        Assert.DoesNotContain("Why she stays away.", await OwnMeetingsAsync(nurse), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "S34")]
    public async Task A_clock_that_passes_while_no_server_runs_fires_at_the_next_start_once()
    {
        var nurse = await PartnerAsync(Role.Health, "health");
        Assert.Empty((await ReferAsync("health")).Codes);
        var due = (await InboxAsync(nurse))[0].GetProperty("text").GetProperty("dueAt").GetDateTimeOffset();
        Assert.Empty(await NoticesAsync(nurse, "was to answer", 0));
        var person = (await SmallSchool.AskAsync(_leader, "{ agency(id: \"health\") { people { id } } }"))
            .Data.GetProperty("agency")
            .GetProperty("people")[0]
            .GetProperty("id")
            .GetString()!;
        await _host.DisposeAsync();
        _clock.SetUtcNow(due.AddDays(2));
        for (var start = 0; start < 2; start++)
        {
            if (start > 0)
                await _host.DisposeAsync();
            _host = await RunningHost.StartAsync(provider, _database, _clock);
            nurse = await _host.PersonAsync(long.Parse(person));
            Assert.Single(await NoticesAsync(nurse, "Your agency was to answer a referral by 12:00 on 8 November 2006"));
        }
        // Who left the agency hears of it no more.
        Assert.True(
            (await _host.Services.GetRequiredService<IMediator>().Send(new LeaveAgency(Setup, "health", long.Parse(person), "moved"))).IsOk
        );
        Assert.Empty(await NoticesAsync(nurse, "was to answer", 0));
    }

    /// <summary>The notices at the bell with some words, as soon as there are so many.</summary>
    private static async Task<List<JsonElement>> NoticesAsync(HttpClient client, string words, int least = 1)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = await SmallSchool.AskAsync(client, "{ notices(first: 100) { kind sentence at pupil } }");
            Assert.True(answer.Codes.Count == 0, answer.Text);
            var found = answer
                .Data.GetProperty("notices")
                .EnumerateArray()
                .Where(each => each.GetProperty("kind").GetString() == "REFERRAL")
                .Where(each => each.GetProperty("sentence").GetString()!.Contains(words, StringComparison.Ordinal))
                .ToList();
            if (found.Count >= least)
                return found;
            Assert.True(tries < 200, answer.Text);
            await Task.Delay(50);
        }
    }

    private static string Settle(string id, int number) =>
        $$"""mutation { settleAgreedAction(id: "{{id}}", number: {{number}}) { id problems { code } } }""";

    private static async Task<string> OwnMeetingsAsync(HttpClient partner)
    {
        var answer = await SmallSchool.AskAsync(
            partner,
            "{ ownMeetings { agreement child meeting { kind area agenda minutes parties { name } actions { number what overdue } } } }"
        );
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("ownMeetings").ToString();
    }

    /// <summary>Somebody of an agency that is shared the children who are referred to it.</summary>
    private async Task<HttpClient> PartnerAsync(Role role, string agency)
    {
        var person = await _host.PartnerAsync(role, agency);
        await _host.ShareAsync(agency, null);
        return await _host.PersonAsync(person);
    }

    private Task<Answer> ReferAsync(string agency) =>
        SmallSchool.AskAsync(
            _worker,
            $$"""mutation { referToAgency(input: { pupil: "{{_ann}}", agency: "{{agency}}", reason: "Needs help to come to school." }) { id alsoWith problems { code } } }"""
        );

    private static JsonElement Payload(Answer answer) => answer.Data.GetProperty("referToAgency");

    /// <summary>A referral to the authority of the child of a referral that an agency has.</summary>
    private static string Refer(JsonElement inbox, string concern) =>
        $$"""mutation { referSharedChild(input: { agreement: "{{inbox.GetProperty("agreement").GetString()}}", child: "{{inbox.GetProperty("child").GetString()}}", concern: "{{concern}}" }) { id problems { code } } }""";

    private static string Answer(string id) =>
        $$"""mutation { answerReferral(id: "{{id}}", accepts: true, answer: "We start on Monday.") { id problems { code } } }""";

    private static string End(string id) =>
        $$"""mutation { endReferral(id: "{{id}}", outcome: HELPED, words: "He comes every day.") { id problems { code } } }""";

    private static async Task<List<JsonElement>> InboxAsync(HttpClient partner)
    {
        var answer = await SmallSchool.AskAsync(
            partner,
            "{ ownReferrals { id direction agreement child text { reason dueAt state answer outcome outcomeWords } } }"
        );
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return [.. answer.Data.GetProperty("ownReferrals").EnumerateArray()];
    }

    private async Task<string> OverdueAsync()
    {
        var answer = await SmallSchool.AskAsync(_leader, "{ agencyReferrals(overdue: true) { agency pupil { upn } text { state } } }");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return answer.Data.GetProperty("agencyReferrals").ToString();
    }

    private async Task<int> CasesAsync() =>
        (await SmallSchool.AskAsync(_leader, "{ cases(first: 50) { edges { node { id } } } }"))
            .Data.GetProperty("cases")
            .GetProperty("edges")
            .GetArrayLength();

    private static int Number(JsonElement report, string field) => report.GetProperty(field).GetInt32();
}

/// <summary>On SQLite.</summary>
public sealed class SqliteReferralTests() : ReferralTests(DatabaseProvider.Sqlite);

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresReferralTests() : ReferralTests(DatabaseProvider.Postgres);
