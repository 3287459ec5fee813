using System.Net;
using Attendance.Access.Contracts;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Host.Tests.Access;

/// <summary>People sign in: invitation, password, second factor, lockout, reset, leaving; on both databases.</summary>
public abstract class SignInTests(RunningHost host)
{
    private const string Password = "three random otters";

    private readonly RunningHost _host = host;

    [Fact]
    public async Task An_invited_person_chooses_a_password_sets_up_a_second_factor_and_is_signed_in()
    {
        var (_, link) = await InviteAsync("first@example.org");
        using var browser = new Browser(_host.Url);
        await browser.OpenAsync(link.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        await ChooseAsync(browser, "short");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        await ChooseAsync(browser, "Password1234");
        Assert.Contains("too easy to guess", browser.Text, StringComparison.Ordinal);
        await ChooseAsync(browser, Password);
        Assert.Contains("Your password is set", browser.Text, StringComparison.Ordinal);

        await browser.OpenAsync(link.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);

        await browser.SignInAsync("first@example.org", Password);
        Assert.Equal("/account/authenticator", browser.At.AbsolutePath);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfApiAsync(browser));
        await browser.OpenAsync("/account");
        Assert.Equal("/sign-in", browser.At.AbsolutePath);
        await browser.OpenAsync("/account/authenticator");
        var key = Between(browser.Text, "<code id=\"key\">", "</code>");
        await browser.SendAsync(Fields("code", "000000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        var code = Totp.Code(key, TimeProvider.System.GetUtcNow());
        await browser.SendAsync(Fields("code", code));
        Assert.Contains("recovery codes", browser.Text, StringComparison.Ordinal);
        var recovery = Between(browser.Text, "<li><code>", "</code>");
        await browser.OpenAsync("/account");
        Assert.Contains("first@example.org", browser.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfApiAsync(browser));

        // Signed out means that the cookie is worth nothing, whoever has a copy.
        using var copy = new Browser(_host.Url);
        copy.Cookies.Add(browser.Cookies.GetCookies(_host.Url));
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfApiAsync(copy));
        await browser.OpenAsync("/sign-out");
        await browser.SendAsync(Fields());
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfApiAsync(copy));

        // The second factor is due at every sign-in, and a code counts once.
        await browser.SignInAsync("first@example.org", Password);
        Assert.Equal("/sign-in/code", browser.At.AbsolutePath);
        await browser.SendAsync(Fields("code", code));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfApiAsync(browser));
        await browser.SendAsync(Fields("code", recovery));
        Assert.Equal("/", browser.At.AbsolutePath);
        await browser.OpenAsync("/sign-out");
        await browser.SendAsync(Fields());
        await browser.SignInAsync("first@example.org", Password);
        await browser.SendAsync(Fields("code", recovery));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_even_when_they_come_at_once()
    {
        await MakeAccountAsync("lock@example.org");
        var tries = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(async number =>
                {
                    using var browser = new Browser(_host.Url);
                    await browser.SignInAsync("lock@example.org", $"wrong password {number}");
                    return browser.Status;
                })
        );
        Assert.All(tries, status => Assert.Equal(HttpStatusCode.UnprocessableEntity, status));
        using var right = new Browser(_host.Url);
        await right.SignInAsync("lock@example.org", Password);
        Assert.Equal("/sign-in", right.At.AbsolutePath);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, right.Status);
    }

    [Fact]
    public async Task Whoever_forgot_the_password_gets_a_link_that_ends_every_session()
    {
        var person = await MakeAccountAsync("forgot@example.org");
        using var signedIn = await _host.PersonAsync(person);
        Assert.Equal(HttpStatusCode.NotFound, (await signedIn.GetAsync("/api/v1/nothing")).StatusCode);
        using var browser = new Browser(_host.Url);
        await browser.OpenAsync("/reset");
        var known = await browser.SendAsync(Fields("email", "forgot@example.org"));
        await browser.OpenAsync("/reset");
        var unknown = await browser.SendAsync(Fields("email", "nobody@example.org"));
        Assert.Equal(known, unknown);
        await using var database = await _host.Services.GetRequiredService<Database>().OpenAsync();
        Assert.Equal(
            1,
            await CountAsync(
                database,
                "select count(*) from access_message where recipient = @recipient and subject like '%password%'",
                "forgot@example.org"
            )
        );
        Assert.Equal(
            0,
            await CountAsync(database, "select count(*) from access_message where recipient = @recipient", "nobody@example.org")
        );

        // An administrator without a mail server makes the link.
        var link = (await Mediator.Send(new InvitePerson(Caller.System("test"), person, _host.Url))).Value.Link;
        await browser.OpenAsync(link.AbsolutePath);
        await ChooseAsync(browser, "four other random otters");
        Assert.Equal(HttpStatusCode.Unauthorized, (await signedIn.GetAsync("/api/v1/nothing")).StatusCode);
        await browser.SignInAsync("forgot@example.org", Password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        await browser.SignInAsync("forgot@example.org", "four other random otters");
        Assert.Equal("/account/authenticator", browser.At.AbsolutePath);
    }

    [Fact]
    public async Task A_lost_second_factor_is_taken_by_an_administrator_and_the_person_sets_up_another()
    {
        var person = await MakeAccountAsync("lost@example.org");
        using var browser = new Browser(_host.Url);
        await browser.SignInAsync("lost@example.org", Password);
        var key = await EnrolAsync(browser);
        await browser.OpenAsync("/account");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        var administrator = await MakeAccountAsync("factors@example.org");
        Assert.Equal("not-found", (await ResetAsync(Caller.ForPerson(administrator), person)).Error?.Code);
        await Mediator.Send(new GiveRole(Caller.System("test"), administrator, Role.Administrator, "test"));

        using var office = new Browser(_host.Url);
        await office.SignInAsync("factors@example.org", Password);
        await EnrolAsync(office);
        await office.OpenAsync("/people");
        await office.SendAsync(Fields("reason", " "), $"/people/{person}/second-factor");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, office.Status);
        await office.OpenAsync("/people");
        await office.SendAsync(Fields("reason", "Came to the office with a passport"), $"/people/{person}/second-factor");
        Assert.Equal("/people", office.At.AbsolutePath);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfApiAsync(browser));
        await browser.SignInAsync("lost@example.org", Password);
        Assert.Equal("/account/authenticator", browser.At.AbsolutePath);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfApiAsync(browser));
        Assert.NotEqual(key, Between(browser.Text, "<code id=\"key\">", "</code>"));
        // Nobody takes away their own, however much an administrator.
        Assert.Equal("not-found", (await ResetAsync(Caller.ForPerson(administrator), administrator)).Error?.Code);
        Assert.False((await ResetAsync(Caller.System("test"), await MakeAccountAsync("without@example.org"))).Value);
        await using var audit = await _host.Services.GetRequiredService<Database>().Audit.OpenAsync();
        Assert.Equal(
            1,
            await CountAsync(
                audit,
                $"select count(*) from audit_record where action = 'ResetSecondFactor' and resource = 'person/{person}' and who = 'person/{administrator}'"
            )
        );
    }

    [Fact]
    public async Task A_leaver_is_out_at_once_and_cannot_come_back()
    {
        var person = await MakeAccountAsync("leaver@example.org");
        using var signedIn = await _host.PersonAsync(person);
        Assert.Equal(HttpStatusCode.NotFound, (await signedIn.GetAsync("/api/v1/nothing")).StatusCode);
        await Mediator.Send(new RecordLeaver(Caller.System("test"), person, "left"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await signedIn.GetAsync("/api/v1/nothing")).StatusCode);
        using var browser = new Browser(_host.Url);
        await browser.SignInAsync("leaver@example.org", Password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.False((await Mediator.Send(new InvitePerson(Caller.System("test"), person, _host.Url))).IsOk);
    }

    [Fact]
    public async Task A_form_from_another_site_is_refused_and_so_is_data_without_the_pages_header()
    {
        await MakeAccountAsync("forged@example.org");
        using var browser = new Browser(_host.Url);
        using var forged = await browser.AskAsync(
            new HttpRequestMessage(HttpMethod.Post, "/sign-in")
            {
                Content = new FormUrlEncodedContent(
                    new Dictionary<string, string>(StringComparer.Ordinal) { ["email"] = "forged@example.org", ["password"] = Password }
                ),
            }
        );
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.False(forged.Headers.Contains("Set-Cookie"));

        using var signedIn = await _host.PersonAsync(await MakeAccountAsync("header@example.org"));
        signedIn.DefaultRequestHeaders.Remove("X-Attendance");
        foreach (var path in new[] { "/api/v1/nothing", "/graphql" })
        {
            using var answer = await signedIn.GetAsync(path);
            await Web.Refused.AsAsync(answer, HttpStatusCode.Forbidden, "header-required");
        }
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task Signing_in_leads_nowhere_else(string returnUrl)
    {
        using var browser = new Browser(_host.Url);
        var page = await browser.OpenAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        Assert.DoesNotContain("evil.example", page, StringComparison.Ordinal);
    }

    private IMediator Mediator => _host.Services.GetRequiredService<IMediator>();

    private Task<SharedKernel.Result<bool>> ResetAsync(Caller caller, long person) =>
        Mediator.Send(new ResetSecondFactor(caller, person, "Came to the office with a passport"));

    /// <summary>Sets up the second factor on the page that signing in led to; answers its key.</summary>
    private static async Task<string> EnrolAsync(Browser browser)
    {
        var key = Between(browser.Text, "<code id=\"key\">", "</code>");
        await browser.SendAsync(Fields("code", Totp.Code(key, TimeProvider.System.GetUtcNow())));
        Assert.Contains("recovery codes", browser.Text, StringComparison.Ordinal);
        return key;
    }

    private async Task<long> MakeAccountAsync(string email)
    {
        var (person, link) = await InviteAsync(email);
        using var browser = new Browser(_host.Url);
        await browser.OpenAsync(link.AbsolutePath);
        await ChooseAsync(browser, Password);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        return person;
    }

    private async Task<(long Person, Uri Link)> InviteAsync(string email)
    {
        var person = (await Mediator.Send(new MakePerson(Caller.System("test"), "Somebody", email))).Value.Id;
        return (person, (await Mediator.Send(new InvitePerson(Caller.System("test"), person, _host.Url))).Value.Link);
    }

    private static Task<string> ChooseAsync(Browser browser, string password) =>
        browser.SendAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["password"] = password, ["again"] = password });

    private static async Task<HttpStatusCode> StatusOfApiAsync(Browser browser)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/nothing");
        request.Headers.Add("X-Attendance", "1");
        using var answer = await browser.AskAsync(request);
        return answer.StatusCode;
    }

    private static async Task<long> CountAsync(System.Data.Common.DbConnection connection, string sql, string? recipient = null) =>
        await Dapper.SqlMapper.ExecuteScalarAsync<long>(connection, sql, new { recipient });

    private static Dictionary<string, string> Fields(params string[] pairs) =>
        pairs.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static string Between(string text, string before, string after)
    {
        var from = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[from..text.IndexOf(after, from, StringComparison.Ordinal)];
    }
}

public sealed class SignInOnSqliteTests(HostFixture fixture) : SignInTests(fixture.Host), IClassFixture<HostFixture>;

public sealed class SignInOnPostgresTests(PostgresHostFixture fixture) : SignInTests(fixture.Host), IClassFixture<PostgresHostFixture>;
