using System.Net.Http.Json;
using Attendance.Access.Contracts;
using Attendance.Host.GraphQL.Operations;
using Attendance.Host.Tests.GraphQL;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>The authority's pages in a real browser.</summary>
[Collection<PageTests>]
public sealed class AuthorityPagesTests(PagesCity city)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_leader_sees_registers_missing_and_who_looked(int width)
    {
        var leader = await city.Host.EmployAsync(Role.AttendanceLeader);
        await using var window = await city.OpenAsync(leader, width);
        await window.OpenAsync("/", "Authority today");
        await window.SeesAsync("Where most is missed");
        await window.SeesAsync("All schools");
        await window.IsFitAsync("authority");

        await window.MenuAsync("In schools", "Missing registers");
        await window.Heading("Missing registers").WaitForAsync();
        await window.SeesAsync("No register is missing on Monday 9 October 2006 so far");
        await window.Page.GetByLabel("Day").FillAsync("2006-10-08");
        await window.IsFitAsync("missing");

        await window.MenuAsync("In schools", "Schools");
        await window.SeesAsync("Beech Road High School");
        await window.IsFitAsync("schools");

        await window.Link("Data quality of Beech Road High School").ClickAsync();
        await window.Heading("Data quality").WaitForAsync();
        await window.SeesAsync("Registers posted after they closed");
        await window.IsFitAsync("data-quality");

        await window.MenuAsync("Access", "Who looked");
        await window.SeesAsync("Records, newest first");
        await window.IsFitAsync("who-looked");

        await window.Link("How figures are calculated").ClickAsync();
        await window.Heading("How figures are calculated").WaitForAsync();
        await window.IsFitAsync("how");
        window.StayedHere();

        // A page asks for nothing that its reader may not see: else the audit would be full of refusals.
        // Asked as the page itself asks: the server runs nothing else for people who are signed in.
        var pages = PersistedDocuments.OfPages();
        using var asked = await (await city.Host.PersonAsync(leader)).PostAsJsonAsync(
            "/graphql",
            new
            {
                documentId = pages.Ids.Single(id => pages.Find(id)!.StartsWith("query WhoLooked(", StringComparison.Ordinal)),
                variables = new { first = 50, who = $"person/{leader}" },
            }
        );
        var answer = await LibraryHost.ReadAsync(asked);
        Assert.Empty(answer.Codes);
        var records = answer.Data.GetProperty("audit").GetProperty("records");
        Assert.DoesNotContain(records.EnumerateArray(), record => record.GetProperty("outcome").GetString() == "DENIED");
    }

    [Theory]
    [InlineData(Role.Administrator, "Who looked")]
    [InlineData(Role.SchoolImprovement, "Authority today")]
    [InlineData(Role.ElectedMember, "Looked-after children: reports for elected members")]
    [InlineData(Role.Police, "Shared children")]
    public async Task Every_role_starts_where_it_has_something_to_do(Role role, string heading)
    {
        await using var window = await city.OpenAsync(await city.Host.EmployAsync(role));
        await window.OpenAsync("/", heading);
        await window.IsFitAsync($"home-{role}");
        window.StayedHere();
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_said_and_what_was_shown_stays_until_it_is_back()
    {
        await using var window = await city.OpenAsync(
            await city.Host.EmployAsync(Role.Governor, (Relation.WorksAt, GrantTarget.Of(city.School.Laestab)))
        );
        await window.OpenAsync("/missing", "Missing registers");
        await window.SeesAsync("No register is missing");
        await window.Context.SetOfflineAsync(true);
        await window.SeesAsync("Reconnecting, last update");
        await window.SeesAsync("The server cannot be reached now");
        await window.SeesAsync("No register is missing");
        await window.IsFitAsync("stale");
        await window.Link("Schools", exact: true).ClickAsync();
        await window.SeesAsync("This could not be loaded");
        await window.IsFitAsync("failed");
        await window.Context.SetOfflineAsync(false);
        await window.Button("Try now").ClickAsync();
        await window.SeesAsync("Ash Lane Primary School");
        await window.SeesAsync("Live");
    }
}
