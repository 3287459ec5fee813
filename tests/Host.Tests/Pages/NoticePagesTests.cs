using Attendance.Access.Contracts;
using Microsoft.Playwright;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>The bell, and the sign-up, in a real browser.</summary>
[Collection<PageTests>]
public sealed class NoticePagesTests(PagesCity city)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_bell_counts_what_came_and_what_was_read_and_keeps_to_what_is_wanted(int width)
    {
        await using var window = await city.OpenAsync(await city.KeyWorkerAsync(), width);
        await window.OpenAsync("/", "My pupils");
        var bell = window.Page.Locator(".app-bell");
        await bell.Locator(".app-bell__count").WaitForAsync();
        await bell.ClickAsync();
        await window.Heading("Notices").WaitForAsync();
        await window.SeesAsync("Amy Archer");
        await window.IsFitAsync("notices");
        await window.Button("Mark all as read").ClickAsync();
        // At most a hundred are listed, and as many are read in one go.
        await window.Page.WaitForFunctionAsync(
            "() => document.body.innerText.includes('You have read everything.') || document.querySelectorAll('.app-notices__new').length === 0"
        );
        await window.Page.GetByLabel("Flags of my pupils that open or get worse").SelectOptionAsync("OFF");
        await window.SeesAsync("Saved.");
        await window.SeesAsync("Nothing in the last 30 days.");
        Assert.Equal(0, await bell.Locator(".app-bell__count").CountAsync());
        await window.IsFitAsync("notices-settings");
        window.StayedHere();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    [Trait("Row", "S119")]
    public async Task A_question_about_a_mark_is_heard_by_the_school_and_its_answer_by_who_asked(int width)
    {
        await using var worker = await city.OpenAsync(await city.KeyWorkerAsync(), width);
        await worker.OpenAsync($"/pupils/{await city.IdOfAsync(city.Absent)}", "Amy Archer");
        await worker.Page.Locator("summary", new() { HasText = "Ask about a mark" }).ClickAsync();
        await worker.Page.GetByLabel("What you want to know, or what is wrong").FillAsync($"Was she in ({width})?");
        await worker.Button("Send the enquiry").ClickAsync();
        await worker.SeesAsync("Sent. The school answers");

        await using var office = await city.OpenAsync(await city.OfficeAsync(), width);
        await office.OpenAsync("/notices", "Notices");
        await office.SeesAsync("A question about the mark of 9 October 2006 AM waits for an answer by");
        await office.Link("Amy Archer", exact: true).ClickAsync();
        var asked = office.Page.GetByRole(AriaRole.Article).Filter(new() { HasText = $"Was she in ({width})?" });
        await asked.ScrollIntoViewIfNeededAsync();
        await office.IsFitAsync("notices-enquiry");
        await asked.Locator("summary").ClickAsync();
        await asked.GetByRole(AriaRole.Textbox).FillAsync("She was not.");
        await asked.GetByRole(AriaRole.Button).ClickAsync();
        await asked.WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await worker.OpenAsync("/notices", "Notices");
        await worker.SeesAsync("Your question about the mark of 9 October 2006 AM was answered.");
        worker.StayedHere();
        office.StayedHere();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    [Trait("Row", "S30")]
    public async Task A_head_signs_up_and_the_leader_sees_who_has_not(int width)
    {
        var school = width > 1000 ? city.School : city.Other;
        var name = width > 1000 ? "Ash Lane Primary School" : "Beech Road High School";
        await using var head = await city.OpenAsync(await city.StaffAsync(school, Role.HeadTeacher), width);
        await head.OpenAsync("/commitments", "Commitments");
        await head.SeesAsync("To develop a shared commitment");
        await head.SeesAsync("0 of 1 school or agency signed up for 2006/07.");
        await head.Button("Sign up").ClickAsync();
        await head.SeesAsync("1 of 1 school or agency signed up for 2006/07.");
        await head.SeesAsync("by Pat HeadTeacher");
        await head.IsFitAsync("commitments-signed");
        head.StayedHere();

        await using var leader = await city.OpenAsync(await city.Host.EmployAsync(Role.AttendanceLeader), width);
        await leader.OpenAsync("/commitments", "Commitments");
        await leader.SeesAsync("Not signed yet");
        await leader.SeesAsync("Youth offending service");
        Assert.Equal(
            1,
            await leader.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = name }).GetByText("by Pat HeadTeacher").CountAsync()
        );
        Assert.Equal(0, await leader.Button("Sign up").CountAsync());
        await leader.IsFitAsync("commitments");
        leader.StayedHere();
    }
}
