using System.Net;
using Attendance.Access.Contracts;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Host.Tests.Access;

/// <summary>Who gets people in: the command line the first administrator, an administrator staff, a school parents.</summary>
public sealed class SetUpTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    private RunningHost Host => fixture.Host;

    private IMediator Mediator => Host.Services.GetRequiredService<IMediator>();

    [Fact]
    public async Task The_first_administrator_is_made_beside_a_running_Host_and_chooses_the_password()
    {
        var data = Host.Services.GetRequiredService<Database>().Options.DataDirectory;
        var output = await HostProcess.RunAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal),
            ["admin", "create", "--data", data, "--email", "Admin@Example.org", "--url", Host.Url.ToString()]
        );
        using var browser = new Browser(Host.Url);
        await browser.OpenAsync(output.TrimEnd().Split('\n')[^1]);
        await browser.SendAsync(Fields("password", "three random otters", "again", "three random otters"));
        await browser.SignInAsync("admin@example.org", "three random otters");
        var key = Between(browser.Text, "<code id=\"key\">", "</code>");
        await browser.SendAsync(Fields("code", Totp.Code(key, TimeProvider.System.GetUtcNow())));

        await browser.OpenAsync("/people");
        await browser.SendAsync(Fields("name", "<b>New</b>", "email", "new@example.org", "role", "SchoolOffice"), "/people");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("&lt;b&gt;New&lt;/b&gt;", browser.Text, StringComparison.Ordinal);
        // Without a mail server the message waits for whoever caused it.
        Assert.Contains("Your Attendance account", browser.Text, StringComparison.Ordinal);
        Assert.Contains("/invitation/", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_no_administrator_sees_nobody()
    {
        var person = (await Mediator.Send(new MakePerson(Caller.System("test"), "Somebody", "plain@example.org"))).Value.Id;
        using var client = await Host.PersonAsync(person);
        using var people = await client.GetAsync("/people");
        Assert.Equal(HttpStatusCode.NotFound, people.StatusCode);
        using var parents = await client.GetAsync("/parents/3556001");
        Assert.Equal(HttpStatusCode.NotFound, parents.StatusCode);
    }

    [Fact]
    public async Task A_school_invites_a_parent_whose_identity_it_checked_for_a_child_of_its_own_only()
    {
        var school = await TestSchool.LoadAsync(Host.Loader, Today.AddDays(-7), Today.AddDays(7), 2);
        var other = await TestSchool.LoadAsync(Host.Loader, Today.AddDays(-7), Today.AddDays(7), 1);
        var office = (await Mediator.Send(new MakePerson(Caller.System("test"), "Office", "office@example.org"))).Value.Id;
        await Mediator.Send(new GiveRole(Caller.System("test"), office, Role.SchoolOffice, "test"));
        await Mediator.Send(
            new GiveGrant(Caller.System("test"), office, Role.SchoolOffice, Relation.WorksAt, GrantTarget.Of(school.Laestab), "test")
        );
        var caller = Caller.ForPerson(office);

        Assert.Equal("not-found", (await InviteAsync(caller, other, other.Upns[0], "a@example.org")).Error?.Code);
        Assert.Equal("not-found", (await InviteAsync(caller, school, other.Upns[0], "a@example.org")).Error?.Code);
        Assert.Equal("validation", (await InviteAsync(caller, school, school.Upns[0], "a@example.org", "a hunch")).Error?.Code);
        Assert.Equal("validation", (await InviteAsync(caller, school, school.Upns[0], "a@example.org", day: Today.AddDays(2))).Error?.Code);
        var invited = await InviteAsync(caller, school, school.Upns[0], "a@example.org");
        Assert.NotNull(invited.Value.Link);
        var sibling = await InviteAsync(caller, school, school.Upns[1], "a@example.org");
        Assert.Equal(invited.Value.Person, sibling.Value.Person);

        await using var connection = await Host.Services.GetRequiredService<Database>().OpenAsync();
        var person = invited.Value.Person;
        Assert.Equal(
            2,
            await connection.ExecuteScalarAsync<long>(
                """
                select count(*) from access_grant g join access_identity_check c on c.grant_id = g.id
                where g.person = @person and g.relation = 'ParentOf' and g.target = 'pupil' and c.method = 'passport'
                """,
                new { person }
            )
        );
        Assert.Equal(
            1,
            await connection.ExecuteScalarAsync<long>(
                "select count(*) from access_role where person = @person and role = 'Parent'",
                new { person }
            )
        );
        using var page = await Host.PersonAsync(office);
        var text = await page.GetStringAsync($"/parents/{school.Laestab}");
        Assert.Contains("a@example.org", text, StringComparison.Ordinal);
    }

    private Task<SharedKernel.Result<InvitedParent>> InviteAsync(
        Caller caller,
        TestSchool school,
        string upn,
        string email,
        string method = "passport",
        DateOnly? day = null
    ) =>
        Mediator.Send(
            new InviteParent(
                caller,
                school.Laestab,
                SharedKernel.Upn.Parse(upn),
                "Parent",
                email,
                method,
                day ?? Today.AddDays(-1),
                Host.Url
            )
        );

    private static Dictionary<string, string> Fields(params string[] pairs) =>
        pairs.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static string Between(string text, string before, string after)
    {
        var from = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[from..text.IndexOf(after, from, StringComparison.Ordinal)];
    }
}
