using System.Net.Http.Headers;
using Attendance.Access.Contracts;
using Microsoft.Playwright;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>Team boards, what lies behind a figure, and the keys of a school's systems.</summary>
[Collection<TeamPageTests>]
public sealed class TeamPagesTests(PagesCity city)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    [Trait("Row", "S38")]
    public async Task A_team_board_leads_from_its_figures_to_the_half_days_behind_them(int width)
    {
        await using var window = await city.OpenAsync(await city.Host.EmployAsync(Role.AttendanceLeader), width);
        await window.OpenAsync("/teams", "Team boards");
        await window.IsFitAsync("teams");
        await window.Link("Central team").ClickAsync();
        await window.Heading("Central team").WaitForAsync();
        await window.SeesAsync("Ash Lane Primary School");
        await window.SeesAsync("Team Officer");
        await window.SeesAsync("no marks of last year to compare with");
        var action = await window
            .Page.GetByRole(AriaRole.Link, new() { Name = "pupils of Ash Lane Primary School need action" })
            .InnerTextAsync();
        await window.IsFitAsync("team");

        // The counts are those of the lists that they lead to.
        await window.Link("pupils of Ash Lane Primary School need action").ClickAsync();
        await window.Page.Locator("#list-count").WaitForAsync();
        Assert.Equal(action.Split(' ', '\n')[0], (await window.Page.Locator("#list-count").InnerTextAsync()).Split(' ')[0]);
        await window.Page.GoBackAsync();
        await window.Link("half-days missed at Ash Lane Primary School").ClickAsync();
        await window.Heading("Missed half-days").WaitForAsync();
        await window.SeesAsync("Amy Archer");
        await window.IsFitAsync("half-days");
        await window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Ash Lane" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await window.SeesAsync("Every mark that was posted, oldest first");
        window.StayedHere();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_head_makes_a_key_that_is_shown_once_and_revokes_it(int width)
    {
        var name = $"Bromcom {width}";
        await using var window = await city.OpenAsync(await city.StaffAsync(city.School, Role.HeadTeacher), width);
        await window.OpenAsync("/", "School today");
        await window.Page.GetByLabel("System that will hold a new key").FillAsync("?");
        await window.Button("Make a key").ClickAsync();
        await window.SeesAsync("A name has 1 to 60 letters");
        await window.Page.GetByLabel("System that will hold a new key").FillAsync(name);
        await window.Button("Make a key").ClickAsync();
        var key = await window.Page.Locator(".app-secret code").InnerTextAsync();
        await window.SeesAsync("It is shown this once");
        await window.IsFitAsync("school-keys");
        Assert.True(await WorksAsync(key));
        await window.Button("I have it, hide it").ClickAsync();
        await window.Page.ReloadAsync();
        var row = window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = name });
        await row.GetByText("Pat HeadTeacher").WaitForAsync();
        Assert.DoesNotContain(key, await window.Page.ContentAsync(), StringComparison.Ordinal);
        await row.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Revoke it" }).ClickAsync();
        await row.GetByText("Revoked").WaitForAsync();
        Assert.False(await WorksAsync(key));
        window.StayedHere();

        await using var office = await city.OpenAsync(await city.OfficeAsync(), width);
        await office.OpenAsync("/", "School today");
        await office.SeesAsync("The head teacher and the attendance lead make and revoke keys.");
    }

    private async Task<bool> WorksAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{city.School.Path}/held-marks");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await city.Host.Anonymous.SendAsync(request);
        return answer.IsSuccessStatusCode;
    }
}
