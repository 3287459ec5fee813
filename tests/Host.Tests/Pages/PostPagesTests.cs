using Attendance.Access.Contracts;
using Attendance.Host.Tests.Partners;
using Attendance.TestSupport;
using Microsoft.Playwright;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>In the browser: an adviser is named for a school on the agency's page, and has the school's young people on a phone, with barriers and destinations.</summary>
public sealed class PostPagesTests(PostCity city) : IClassFixture<PostCity>
{
    [Fact]
    [Trait("Row", "S195")]
    [Trait("Row", "S200")]
    public async Task An_adviser_is_named_on_the_agencys_page_and_records_barriers_and_destinations_on_a_phone()
    {
        var (driver, browser) = await Chromium.StartAsync();
        using var held = driver;
        await using var open = browser;
        var person = await city.Host.PartnerAsync(Role.Connexions, "connexions");
        await city.ShareAsync("connexions", PostCity.Eve, PostCity.Ann, PostCity.Leo, PostCity.Dan);
        await using var leader = await Window.SignedInAsync(browser, city.Host, await city.Host.EmployAsync(Role.AttendanceLeader), 1280);
        await leader.OpenAsync("/partners/connexions", "Connexions Service");
        await leader.Page.GetByText("Name somebody for a school", new() { Exact = true }).ClickAsync();
        await leader
            .Page.GetByLabel("School", new() { Exact = true })
            .SelectOptionAsync(new SelectOptionValue { Label = "School 3554001" });
        await leader.SendsAsync(leader.Button("Name for the school"), "NameForSchool");
        await leader.Page.GetByRole(AriaRole.Cell, new() { Name = "Personal adviser" }).WaitForAsync();
        await leader.IsFitAsync("agency-posts");

        await using var adviser = await Window.SignedInAsync(browser, city.Host, person, 390);
        await adviser.OpenAsync("/", "Young people");
        var first = adviser.Page.Locator("section.app-panel").First;
        await first.GetByText("High risk of no place").WaitForAsync();
        Assert.Equal(2, await adviser.Page.Locator("section.app-panel").CountAsync());
        await first.GetByText("Record a barrier", new() { Exact = true }).ClickAsync();
        await first.GetByLabel("In words", new() { Exact = true }).FillAsync("Cares for his mother.");
        await first.GetByLabel("Who sees it too, if anybody").FillAsync("SENCO");
        await adviser.SendsAsync(first.GetByRole(AriaRole.Button, new() { Name = "Record the barrier" }), "RecordBarrier");
        await adviser.SeesAsync("Cares for his mother. Seen with: SENCO.");
        await first.GetByText("Record where to after school", new() { Exact = true }).ClickAsync();
        await first.GetByLabel("Where to", new() { Exact = true }).SelectOptionAsync("COLLEGE");
        await adviser.SendsAsync(first.GetByRole(AriaRole.Button, new() { Name = "Record the destination" }), "RecordDestination");
        await adviser.SeesAsync("College, after 2006/07");
        await adviser.IsFitAsync("young-people");
        leader.StayedHere();
        adviser.StayedHere();
    }
}
