using Attendance.Access.Contracts;
using Microsoft.Playwright;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>What a key worker does for a child, and what the school answers, in two browsers.</summary>
[Collection<TeamPageTests>]
public sealed class WorkWithFamilyTests(PagesCity city)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    [Trait("Row", "S77")]
    public async Task A_contact_is_logged_and_stands_in_the_timeline(int width)
    {
        var id = await city.IdOfAsync(city.Other.Upns[2]);
        await using var window = await city.OpenAsync(await city.KeyWorkerAsync(), width);
        await window.OpenAsync($"/pupils/{id}/family", "Chloe Clarke");
        await window.SeesAsync("grandmother");
        var form = window.Page.GetByRole(AriaRole.Form, new() { Name = "Log a contact" });
        await form.GetByLabel("How").SelectOptionAsync("visit");
        await form.GetByLabel("With whom").FillAsync("Sandra Clarke, mother");
        await form.GetByLabel("Date").FillAsync("2006-10-06");
        await window.Button("Log the contact").ClickAsync();
        await window.SeesAsync("Say at what time it was.");
        await form.GetByLabel("Time, if not just now").FillAsync(width > 1000 ? "16:10" : "16:20");
        await form.GetByLabel("What was said or agreed").FillAsync("Asthma again.\nWill see the nurse on Monday.");
        await window.Button("Log the contact").ClickAsync();
        await window.SeesAsync("The contact is logged.");
        await window.SeesAsync("with Sandra Clarke, mother");
        await window.IsFitAsync("pupil-family");
        await window.Link("Timeline", exact: true).ClickAsync();
        await window.SeesAsync("Visit, 6 October 2006: reached them");
        window.StayedHere();

        // The school reads it, and is not shown the family that it told us of.
        await using var office = await city.OpenAsync(await city.StaffAsync(city.Other, Role.SchoolOffice), width);
        await office.OpenAsync($"/pupils/{id}/family", "Chloe Clarke");
        await office.SeesAsync("Will see the nurse on Monday.");
        Assert.Equal(0, await office.Page.GetByText("grandmother").CountAsync());
    }

    [Fact]
    public async Task A_flag_is_dismissed_with_a_reason_and_restored()
    {
        var id = await city.IdOfAsync(city.Other.Upns[2]);
        await using var window = await city.OpenAsync(await city.KeyWorkerAsync());
        await window.OpenAsync($"/pupils/{id}/flags", "Chloe Clarke");
        var card = window.Page.GetByRole(AriaRole.Article).First;
        await card.GetByText("Dismiss this flag").ClickAsync();
        await card.GetByLabel("Why").FillAsync("In hospital, and the school knows");
        await window.IsFitAsync("pupil-dismiss");
        await card.GetByRole(AriaRole.Button).ClickAsync();
        await card.GetByText("Restore this flag").ClickAsync();
        Assert.True(await card.GetByText("Dismissed", new() { Exact = true }).IsVisibleAsync());
        await card.GetByRole(AriaRole.Button).ClickAsync();
        await card.GetByText("Say why.").WaitForAsync();
        await card.GetByLabel("Why").FillAsync("Back at home");
        await card.GetByRole(AriaRole.Button).ClickAsync();
        await card.GetByText("Dismiss this flag").WaitForAsync();
        await window.Link("Timeline", exact: true).ClickAsync();
        await window.SeesAsync("In hospital, and the school knows");
        await window.SeesAsync("Back at home");
        window.StayedHere();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_proposed_correction_is_answered_by_the_school_while_both_look_on(int width)
    {
        var (day, shown) = width > 1000 ? ("2006-09-27", "Wed 27 Sep") : ("2006-09-28", "Thu 28 Sep");
        var id = await city.IdOfAsync(city.Other.Upns[1]);
        await using var worker = await city.OpenAsync(await city.KeyWorkerAsync(), width);
        await using var office = await city.OpenAsync(await city.StaffAsync(city.Other, Role.SchoolOffice), width);
        await office.OpenAsync("/", "School today");
        await office.SeesAsync("Waiting for you: 0 marks");
        foreach (var (half, code) in new[] { ("AM", "I"), ("PM", "M") })
        {
            await worker.OpenAsync($"/pupils/{id}/register?at={day}-{half}", "Ben Baker");
            await worker.Page.GetByText("Propose a correction to the school").ClickAsync();
            await worker.Page.GetByLabel("Code that would be right").FillAsync(code);
            await worker.Page.GetByLabel("Why").FillAsync("The hospital wrote to us");
            await worker.IsFitAsync("pupil-propose");
            await worker.Button("Send to the school").ClickAsync();
            await worker.SeesAsync("Waits for the school");
        }

        await office.SeesAsync("Waiting for you: 2 marks");
        await office.IsFitAsync("school-proposal");
        await Card($"{shown}, AM").GetByRole(AriaRole.Button, new() { Name = "Accept: make it I" }).ClickAsync();
        await office.SeesAsync("Waiting for you: 1 mark");
        await office.Page.GetByLabel("Reason").FillAsync("She was seen in town");
        await Card($"{shown}, PM").GetByRole(AriaRole.Button, new() { Name = "Refuse it" }).ClickAsync();
        await office.SeesAsync("Waiting for you: 0 marks");

        // The worker's page is still open.
        await worker.SeesAsync("The school’s answer: She was seen in town");
        await worker.OpenAsync($"/pupils/{id}/register?at={day}-AM", "Ben Baker");
        await worker.SeesAsync("by a proposed correction");
        await worker.SeesAsync("Accepted");
        await worker.IsFitAsync("pupil-answered");
        worker.StayedHere();
        office.StayedHere();

        ILocator Card(string session) => office.Page.GetByRole(AriaRole.Article).Filter(new() { HasText = session });
    }
}
