using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.Access;
using Attendance.Host.Tests.Registers;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.GraphQL;

/// <summary>The bell and the sign-up, on each database.</summary>
public abstract class NoticeTests(DatabaseProvider provider) : IAsyncLifetime
{
    private AccessCity _city = null!;
    private TestDatabase? _database;

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
    public async Task Each_fact_is_one_notice_for_whom_it_concerns_and_for_nobody_else()
    {
        var ann = _city.Ids[AccessCity.Ann].ToString();
        await RegisterHost.UntilAsync(async () => (await NoticesAsync("WelfareOfficer")).Count > 0, "No notice came of Ann's flags.");
        var flags = await NoticesAsync("WelfareOfficer");
        Assert.All(flags, notice => Assert.Equal(("FLAG", ann), (Text(notice, "kind"), Text(notice, "pupil"))));
        Assert.Equal(flags.Count, flags.Select(notice => Text(notice, "id")).Distinct().Count());
        Assert.Equal(flags.Count, await UnreadAsync("WelfareOfficer"));
        // Who looks at the whole authority hears of no flag unprompted; a parent never does; the other school's officer hears of its own.
        Assert.Empty(await NoticesAsync("AttendanceLeader"));
        Assert.Empty(await NoticesAsync("Parent"));

        // The same marks once more tell nothing new.
        await SmallSchoolOfAnn().MarkAsync(SmallSchool.FirstDay, "AM", "again", (AccessCity.Ann, "O"));
        var proposed = await AskAsync(
            "WelfareOfficer",
            $"mutation {{ proposeCorrection(input: {{ pupil: \"{ann}\", date: \"2006-09-04\", half: PM, code: \"I\", reason: \"x\" }}) {{ proposal }} }}"
        );
        var proposal = proposed.GetProperty("proposeCorrection").GetProperty("proposal").GetString();
        await RegisterHost.UntilAsync(
            async () => (await NoticesAsync("SchoolOffice")).Exists(notice => Text(notice, "kind") == "PROPOSAL"),
            "The school did not hear of the proposal."
        );
        Assert.DoesNotContain(await NoticesAsync("WelfareOfficer"), notice => Text(notice, "kind") == "PROPOSAL");
        await AskAsync(
            "SchoolOffice",
            $"mutation {{ refuseProposal(input: {{ school: \"{AccessCity.School}\", proposal: \"{proposal}\", reason: \"no\" }}) {{ settled }} }}"
        );
        await RegisterHost.UntilAsync(
            async () => (await NoticesAsync("WelfareOfficer")).Count == flags.Count + 1,
            "Who proposed did not hear of the answer."
        );
        var all = await NoticesAsync("WelfareOfficer");
        Assert.Equal("ANSWER", Text(all[0], "kind"));

        var read = await AskAsync("WelfareOfficer", $"mutation {{ readNotices(ids: [\"{Text(all[0], "id")}\"]) {{ unread }} }}");
        Assert.Equal(flags.Count, read.GetProperty("readNotices").GetProperty("unread").GetInt32());
        Assert.True((await NoticesAsync("WelfareOfficer"))[0].GetProperty("read").GetBoolean());

        // What is not wanted does not come; what is wanted less severe does not either.
        await SetAsync("WelfareOfficer", "FLAG", "OFF");
        Assert.Equal(["ANSWER"], (await NoticesAsync("WelfareOfficer")).Select(notice => Text(notice, "kind")));
        await SetAsync("AttendanceLeader", "FLAG", "PAGE");
        var leaders = await NoticesAsync("AttendanceLeader");
        Assert.Contains(leaders, notice => Text(notice, "pupil") == _city.Ids[AccessCity.Dan].ToString());
        await SetAsync("AttendanceLeader", "FLAG", "PAGE", "ACTION");
        var severe = await NoticesAsync("AttendanceLeader");
        Assert.All(severe, notice => Assert.Equal("ACTION", Text(notice, "severity")));
        Assert.True(severe.Count < leaders.Count);
    }

    [Fact]
    [Trait("Row", "S120")]
    public async Task A_register_that_closed_incomplete_is_told_to_its_school_once_and_to_no_other()
    {
        var day = new DateOnly(2006, 11, 1);
        var school = await TestSchool.LoadAsync(_city.Host.Loader, day, day, 3);
        var office = await _city.PersonAsync(Role.SchoolOffice, "missing");
        await _city.GrantAsync(office, Role.SchoolOffice, Relation.WorksAt, GrantTarget.Of(school.Laestab));
        var client = _city.ClientOf(office);
        // The look comes every ten seconds; twice as long shows that it tells once.
        List<JsonElement> told = [];
        for (var until = TimeSpan.FromSeconds(60); told.Count == 0 && until > TimeSpan.Zero; until -= TimeSpan.FromSeconds(1))
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            told = await OfAsync(client);
        }
        Assert.Equal(
            ("REGISTER", school.Laestab.ToString(), "The register of 1 November 2006 AM closed with 0 of 3 marks."),
            (Text(told[0], "kind"), Text(told[0], "school"), Text(told[0], "sentence"))
        );
        Assert.Single(told);
        Assert.DoesNotContain(await NoticesAsync("SchoolOffice"), notice => Text(notice, "kind") == "REGISTER");
        Assert.DoesNotContain(await NoticesAsync("AttendanceLeader"), notice => Text(notice, "kind") == "REGISTER");
    }

    [Fact]
    [Trait("Row", "S30")]
    public async Task A_head_and_an_agency_sign_up_once_a_year_and_the_authority_sees_who_has_not()
    {
        Assert.Equal("year-invalid", await SignAsync("HeadTeacher", $"year: \"2004/05\", school: \"{AccessCity.School}\""));
        Assert.Null(await SignAsync("HeadTeacher", $"year: \"2006/07\", school: \"{AccessCity.School}\""));
        Assert.Null(await SignAsync("Police", "year: \"2006/07\", agency: \"police\""));
        var strange = await SmallSchool.AskAsync(
            _city.Clients["Police"],
            "mutation { signCommitment(input: { year: \"2006/07\", agency: \"health\" }) { settled } }"
        );
        Assert.Equal(["NOT_FOUND"], strange.Codes);

        var book = (await AskAsync("AttendanceLeader", Book)).GetProperty("commitments");
        Assert.Equal(7, book.GetProperty("statements").GetArrayLength());
        Assert.Equal(
            [(AccessCity.School, "HeadTeacher"), (AccessCity.Other, null)],
            book.GetProperty("schools").EnumerateArray().Select(row => (Text(row, "school"), SignedBy(row)))
        );
        Assert.Equal(
            ["police"],
            book.GetProperty("agencies").EnumerateArray().Where(row => SignedBy(row) is not null).Select(row => Text(row, "agency"))
        );
        // Every agency whose people hold a partner's role, also those that share one.
        var agencies = book.GetProperty("agencies").EnumerateArray().Select(row => Text(row, "agency")).ToList();
        Assert.Contains("new-deal", agencies);
        Assert.Contains("voluntary", agencies);
        var community = await SmallSchool.AskAsync(
            _city.Clients["VoluntarySector"],
            "mutation { signCommitment(input: { year: \"2006/07\", agency: \"new-deal\" }) { settled } }"
        );
        // Who works for the voluntary sector as a whole does not sign for New Deal, although the role is the same.
        Assert.Equal(["NOT_FOUND"], community.Codes);
        Assert.Null(await SignAsync("VoluntarySector", "year: \"2006/07\", agency: \"voluntary\""));
        // A partner sees its own line alone; a signature of one year is none of another.
        var own = (await AskAsync("Police", Book)).GetProperty("commitments");
        Assert.Equal(0, own.GetProperty("schools").GetArrayLength());
        Assert.Equal("Police", SignedBy(Assert.Single(own.GetProperty("agencies").EnumerateArray())));
        var next = (await AskAsync("Police", Book.Replace("2006/07", "2007/08", StringComparison.Ordinal))).GetProperty("commitments");
        Assert.Null(SignedBy(Assert.Single(next.GetProperty("agencies").EnumerateArray())));
    }

    private const string Book =
        "{ commitments(year: \"2006/07\") { statements { number text } schools { school signed { by at } } agencies { agency signed { by } maySign } } }";

    private SmallSchool SmallSchoolOfAnn() => new(_city.Host, Laestab.From(int.Parse(AccessCity.School)), _city.Clients["SchoolKey"]);

    private async Task<string?> SignAsync(string caller, string input)
    {
        var payload = (
            await AskAsync(caller, $"mutation {{ signCommitment(input: {{ {input} }}) {{ settled problems {{ code }} }} }}")
        ).GetProperty("signCommitment");
        var problems = payload.GetProperty("problems").EnumerateArray().ToList();
        Assert.Equal(problems.Count == 0, payload.GetProperty("settled").GetBoolean());
        return problems.Count == 0 ? null : Text(problems[0], "code");
    }

    private async Task SetAsync(string caller, string kind, string delivery, string severity = "CONCERN")
    {
        var saved = await AskAsync(
            caller,
            $"mutation {{ saveNoticeSetting(input: {{ kind: {kind}, delivery: {delivery}, severity: {severity} }}) {{ settled }} }}"
        );
        Assert.True(saved.GetProperty("saveNoticeSetting").GetProperty("settled").GetBoolean());
    }

    private Task<List<JsonElement>> NoticesAsync(string caller) => OfAsync(_city.Clients[caller]);

    private static async Task<List<JsonElement>> OfAsync(HttpClient client)
    {
        var answer = await SmallSchool.AskAsync(client, "{ notices(first: 100) { id kind severity pupil school sentence read } }");
        Assert.Empty(answer.Codes);
        return [.. answer.Data.GetProperty("notices").EnumerateArray()];
    }

    private async Task<int> UnreadAsync(string caller) =>
        (await AskAsync(caller, "{ unreadNotices }")).GetProperty("unreadNotices").GetInt32();

    private async Task<JsonElement> AskAsync(string caller, string query)
    {
        var answer = await SmallSchool.AskAsync(_city.Clients[caller], query);
        Assert.Empty(answer.Codes);
        return answer.Data;
    }

    private static string? SignedBy(JsonElement row) =>
        row.GetProperty("signed") is { ValueKind: JsonValueKind.Object } signed ? Text(signed, "by") : null;

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();
}

/// <summary>On SQLite.</summary>
public sealed class SqliteNoticeTests() : NoticeTests(DatabaseProvider.Sqlite);

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresNoticeTests() : NoticeTests(DatabaseProvider.Postgres);
