using Attendance.Access.Contracts;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>What an agency does with children, and its menu of activities, in a real browser.</summary>
[Collection<PageTests>]
public sealed class SupportPagesTests(PagesCity city)
{
    [Theory]
    [InlineData(1280, "youth-service", Role.YouthService)]
    [InlineData(390, "youth-offending", Role.YouthOffending)]
    public async Task A_partner_begins_work_with_a_child_writes_down_a_meeting_and_closes_it_and_the_childs_page_tells_what_may_be_told(
        int width,
        string agency,
        Role role
    )
    {
        var youth = role is Role.YouthService;
        await city.ShareChildAsync(agency, city.Absent);
        await using var partner = await city.OpenAsync(await city.Host.PartnerAsync(role, agency), width);
        await partner.OpenAsync("/our-work", "Our work");
        await partner.Page.GetByText("Begin work with a child or a group").ClickAsync();
        await partner.Page.GetByLabel("What", new() { Exact = true }).SelectOptionAsync(youth ? "youth-work" : "substance-misuse");
        await partner.Button("Choose the child").ClickAsync();
        await partner.Page.GetByRole(Microsoft.Playwright.AriaRole.Checkbox, new() { Name = "Amy" }).First.CheckAsync();
        await partner.Page.GetByLabel("For your agency").FillAsync("Prefers mornings.");
        if (youth)
            await partner.Page.GetByLabel("For the school and the case").FillAsync("Ask her about drums.");
        await partner.Page.GetByText("Ask the six outcomes for young people").ClickAsync();
        await partner.Page.GetByLabel("Gaining confidence").SelectOptionAsync("2");
        await partner.IsFitAsync("own-work-form");
        await partner.SendsAsync(partner.Button("Begin"), "StartSupport");
        await partner.SeesAsync("Prefers mornings.");
        await partner.Page.GetByText("Write down a meeting or visit").First.ClickAsync();
        await partner.Page.GetByLabel("What was done then").FillAsync("Met at the club");
        await partner.Page.GetByLabel("Amy came").CheckAsync();
        await partner.SendsAsync(partner.Button("Save"), "RecordSupportSession");
        await partner.SeesAsync("Met at the club, 1 came");
        await partner.Page.GetByText("Close it for Amy").First.ClickAsync();
        await partner.Page.GetByLabel("In words").FillAsync("Comes to the club.");
        await partner.SendsAsync(partner.Button("Close with this outcome"), "EndSupport");
        await partner.SeesAsync("Comes to the club.");
        await partner.IsFitAsync("own-work");

        if (youth)
        {
            await partner.Page.GetByText("Put an activity on the menu").ClickAsync();
            await partner.Page.GetByLabel("Activity", new() { Exact = true }).FillAsync("Street football");
            await partner.Page.Locator("#offer-place").FillAsync("The cage");
            await partner.Page.Locator("#offer-area").FillAsync("Ordsall");
            await partner.Page.GetByLabel("For those who like").FillAsync("football");
            await partner.SendsAsync(partner.Button("Put it on the menu"), "OfferActivity");
            await partner.OpenAsync("/activities", "Activities");
            await partner.Page.GetByText("Find what fits a young person").ClickAsync();
            await partner.Button("Choose the child").ClickAsync();
            await partner.Page.GetByRole(Microsoft.Playwright.AriaRole.Checkbox, new() { Name = "Amy" }).First.CheckAsync();
            await partner.Page.GetByLabel("Likes", new() { Exact = true }).FillAsync("football");
            await partner.Button("Find").ClickAsync();
            await partner.SeesAsync("Why: Likes football.");
            await partner.IsFitAsync("activities");
        }
        else
        {
            await partner.OpenAsync("/activities", "Activities");
            await partner.IsFitAsync("activities-phone");
        }
        partner.StayedHere();

        var child = await city.IdOfAsync(city.Absent);
        await using var worker = await city.OpenAsync(await city.KeyWorkerAsync(), width);
        await worker.OpenAsync($"/pupils/{child}/case", "Amy Archer");
        await worker.SeesAsync("What agencies do");
        await worker.SeesAsync(youth ? "Ask her about drums." : "Support in place");
        Assert.Equal(0, await worker.Page.GetByText("Substance").CountAsync());
        Assert.Equal(0, await worker.Page.GetByText("Prefers mornings.").CountAsync());
        await worker.IsFitAsync("support-in-place");
        worker.StayedHere();

        await using var leader = await city.OpenAsync(await city.Host.EmployAsync(Role.AttendanceLeader), width);
        await leader.OpenAsync($"/partners/{agency}", youth ? "Youth Service" : "Youth Offending Service");
        await leader.SeesAsync("Work with children this year");
        await leader.SeesAsync("over for 1, helped 1");
        await leader.IsFitAsync("agency-work");
        leader.StayedHere();
    }
}
