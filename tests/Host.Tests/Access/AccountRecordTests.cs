using System.Net;
using Attendance.Access.Contracts;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Host.Tests.Access;

/// <summary>What happens at the door and on the command line is on record: who, what, whose, when, which request; on both databases.</summary>
public abstract class AccountRecordTests(RunningHost host)
{
    private const string Password = "three random otters";

    [Fact]
    public async Task An_account_s_life_is_on_record_from_invitation_to_leaving()
    {
        var start = await NowAsync();
        var person = (await Mediator.Send(new MakePerson(Caller.System("test"), "Somebody", $"life@{Name}.example"))).Value.Id;
        var link = (await Mediator.Send(new InvitePerson(Caller.System("test"), person, host.Url))).Value.Link;
        using var browser = new Browser(host.Url);
        await browser.OpenAsync(link.AbsolutePath);
        await browser.SendAsync(Fields("password", Password, "again", Password));
        await browser.SignInAsync($"life@{Name}.example", "not " + Password);
        await browser.SignInAsync($"life@{Name}.example", Password);
        var key = Between(browser.Text, "<code id=\"key\">", "</code>");
        await browser.SendAsync(Fields("code", "000000"));
        await browser.SendAsync(Fields("code", Totp.Code(key, TimeProvider.System.GetUtcNow())));
        await browser.OpenAsync("/sign-out");
        await browser.SendAsync(Fields());
        await browser.OpenAsync("/reset");
        await browser.SendAsync(Fields("email", $"life@{Name}.example"));
        await Mediator.Send(new RecordLeaver(Caller.System("test"), person, "left"));
        await browser.SignInAsync($"life@{Name}.example", Password);

        var own = $"person/{person}";
        Assert.Equal(
            [
                $"test changed MakePerson person",
                $"test changed InvitePerson {own}",
                $"{own} changed ChoosePassword {own} invitation",
                $"anonymous denied SignIn {own} wrong password",
                $"{own} changed SignIn {own} password; second factor to be set up",
                $"anonymous denied SignIn {own} wrong second factor",
                $"{own} changed SetUpSecondFactor {own}",
                $"{own} changed SignIn {own} second factor",
                $"{own} changed SignOut {own}",
                $"anonymous changed RequestReset {own}",
                $"test changed RecordLeaver {own} left",
                $"anonymous denied SignIn {own} no password or left",
            ],
            (await SinceAsync(start)).Select(line => line.ToString())
        );
        // Each that came by a request names it.
        Assert.All(
            (await SinceAsync(start)).Where(line => line.Who != "test"),
            line => Assert.Matches("^[0-9A-Za-z:-]{8,}$", line.RequestId)
        );
        await NothingPersonalAsync();
    }

    [Fact]
    public async Task A_lock_and_a_stranger_are_on_record_without_the_address()
    {
        var person = (await Mediator.Send(new MakePerson(Caller.System("test"), "Somebody", $"lock@{Name}.example"))).Value.Id;
        using var browser = new Browser(host.Url);
        await browser.OpenAsync((await Mediator.Send(new InvitePerson(Caller.System("test"), person, host.Url))).Value.Link.AbsolutePath);
        await browser.SendAsync(Fields("password", Password, "again", Password));
        var start = await NowAsync();
        for (var i = 0; i < 5; i++)
            await browser.SignInAsync($"lock@{Name}.example", $"wrong {Password}");
        await browser.SignInAsync($"lock@{Name}.example", Password);
        await browser.SignInAsync($"nobody@{Name}.example", Password);
        await browser.OpenAsync("/reset");
        await browser.SendAsync(Fields("email", $"nobody@{Name}.example"));

        var own = $"person/{person}";
        Assert.Equal(
            [
                .. Enumerable.Repeat($"anonymous denied SignIn {own} wrong password", 5),
                $"anonymous changed LockAccount {own} fifteen minutes",
                $"anonymous denied SignIn {own} locked",
                "anonymous denied SignIn  unknown address",
                "anonymous denied RequestReset  nobody who may have a message now",
            ],
            (await SinceAsync(start)).Select(line => line.ToString())
        );
        await NothingPersonalAsync();
    }

    [Fact]
    public async Task A_token_for_a_key_and_a_wrong_secret_are_on_record()
    {
        var issued = (await Mediator.Send(new IssueKey(Caller.System("test"), TestSchool.NextNumber(), "SIMS"))).Value;
        var start = await NowAsync();
        foreach (var secret in new[] { issued.Key, new string('A', 43) })
        {
            using var form = new FormUrlEncodedContent(
                Fields("grant_type", "client_credentials", "client_id", issued.Id, "client_secret", secret)
            );
            using var answer = await host.Anonymous.PostAsync("/connect/token", form);
        }
        var lines = await SinceAsync(start);
        Assert.Equal(2, lines.Count);
        Assert.EndsWith($"/SIMS changed Token key/{issued.Id}", lines[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("anonymous denied Token  invalid_client", lines[1].ToString());
    }

    [Fact]
    public async Task A_change_over_rest_is_on_record_before_it_is_judged_and_a_register_is_not()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var start = await NowAsync();
        var school = await TestSchool.LoadAsync(host.Loader, today.AddDays(-7), today.AddDays(7), 2);
        school.Client = await host.SchoolAsync(school.Laestab, "SIMS");
        var lines = await SinceAsync(start);
        Assert.Equal(
            [
                $"loader/Test changed saveSchool school/{school.Laestab}",
                .. Enumerable.Repeat($"loader/Test changed saveCalendar school/{school.Laestab}", lines.Count - 3),
                $"loader/Test changed loadRoll school/{school.Laestab}",
                $"test changed IssueKey key {school.Laestab}/SIMS",
            ],
            lines.Select(line =>
                line.Action == "IssueKey" ? line.ToString().Replace(line.Resource, "key", StringComparison.Ordinal) : line.ToString()
            )
        );
        start = await NowAsync();
        using var foreign = await host.SchoolAsync(TestSchool.NextNumber(), "Other");
        var issued = await NowAsync();
        using var denied = await foreign.PutAsync(
            school.Path,
            new StringContent("""{ "name": "Mine", "phase": "primary" }""", System.Text.Encoding.UTF8, "application/json")
        );
        Assert.Equal(HttpStatusCode.NotFound, denied.StatusCode);
        Assert.Equal(
            ["changed saveSchool", "denied LoadReference"],
            (await SinceAsync(issued)).Select(line => $"{line.Outcome} {line.Action}")
        );
    }

    [Fact]
    public async Task When_the_record_cannot_be_written_the_door_stays_shut()
    {
        var person = (await Mediator.Send(new MakePerson(Caller.System("test"), "Somebody", $"shut@{Name}.example"))).Value.Id;
        using var browser = new Browser(host.Url);
        await browser.OpenAsync((await Mediator.Send(new InvitePerson(Caller.System("test"), person, host.Url))).Value.Link.AbsolutePath);
        await browser.SendAsync(Fields("password", Password, "again", Password));
        await AuditAsync("alter table audit_record rename to away");
        try
        {
            await browser.SignInAsync($"shut@{Name}.example", Password);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, browser.Status);
            Assert.DoesNotContain(browser.Cookies.GetCookies(host.Url), cookie => cookie.Name == "attendance");
            using var refused = await host.Loader.PutAsync(
                "/api/v1/schools/3559444",
                new StringContent("""{ "name": "New", "phase": "primary" }""", System.Text.Encoding.UTF8, "application/json")
            );
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }
        finally
        {
            await AuditAsync("alter table away rename to audit_record");
        }
        using var absent = await host.Loader.GetAsync("/api/v1/schools/3559444");
        Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
        await browser.SignInAsync($"shut@{Name}.example", Password);
        Assert.Equal("/account/authenticator", browser.At.AbsolutePath);
    }

    private IMediator Mediator => host.Services.GetRequiredService<IMediator>();

    private string Name => GetType().Name.ToLowerInvariant();

    private Task<int> AuditAsync(string sql) =>
        host
            .Services.GetRequiredKeyedService<IWriter>(DataRegistration.Audit)
            .Run(transaction => transaction.Connection!.ExecuteAsync(sql, transaction: transaction));

    private async Task<long> NowAsync()
    {
        await using var connection = await host.Services.GetRequiredService<Database>().Audit.OpenAsync();
        return await connection.ExecuteScalarAsync<long>("select coalesce(max(seq), 0) from audit_record");
    }

    private protected async Task<IReadOnlyList<Line>> SinceAsync(long start)
    {
        await using var connection = await host.Services.GetRequiredService<Database>().Audit.OpenAsync();
        return
        [
            .. await connection.QueryAsync<Line>(
                "select request_id, who, action, resource, outcome, detail from audit_record where seq > @start order by seq",
                new { start }
            ),
        ];
    }

    private async Task NothingPersonalAsync()
    {
        await using var connection = await host.Services.GetRequiredService<Database>().Audit.OpenAsync();
        Assert.Equal(
            0,
            await connection.ExecuteScalarAsync<long>(
                "select count(*) from audit_record where who || resource || coalesce(detail, '') like @address or coalesce(detail, '') like '%Somebody%'",
                new { address = $"%{Name}.example%" }
            )
        );
    }

    private static Dictionary<string, string> Fields(params string[] pairs) =>
        pairs.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static string Between(string text, string before, string after)
    {
        var from = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[from..text.IndexOf(after, from, StringComparison.Ordinal)];
    }

    private protected sealed class Line
    {
        public string RequestId { get; init; } = "";
        public string Who { get; init; } = "";
        public string Action { get; init; } = "";
        public string Resource { get; init; } = "";
        public string Outcome { get; init; } = "";
        public string? Detail { get; init; }

        public override string ToString() => $"{Who} {Outcome} {Action} {Resource} {Detail}".TrimEnd();
    }
}

public sealed class AccountRecordOnSqliteTests(HostFixture fixture) : AccountRecordTests(fixture.Host), IClassFixture<HostFixture>
{
    [Fact]
    public async Task A_verb_is_on_record_before_it_runs()
    {
        var data = fixture.Host.Services.GetRequiredService<Database>().Options.DataDirectory;
        var none = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (
            var verb in new string[][]
            {
                ["export", "journal"],
                ["verify"],
                ["key", "list"],
                ["audit", "verify"],
                ["admin", "create", "--email", "verb@example.org"],
            }
        )
            await HostProcess.RunAsync(none, [.. verb, "--data", data]);
        var lines = (await SinceAsync(0)).Where(line => line.Who == "command line").ToList();
        Assert.Equal(
            ["read host export journal", "read host verify", "read host key list", "read host audit verify", "changed host admin create"],
            lines.Select(line => $"{line.Outcome} {line.Action}")
        );
        Assert.All(lines, line => Assert.Equal($"by {Environment.UserName}", line.Detail));
    }
}

public sealed class AccountRecordOnPostgresTests(PostgresHostFixture fixture)
    : AccountRecordTests(fixture.Host),
        IClassFixture<PostgresHostFixture>;
