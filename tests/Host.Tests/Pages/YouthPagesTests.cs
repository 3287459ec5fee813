using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>The pages of the youth offending service, of a school that hears of its work, and of who runs it, in a real browser, wide and narrow.</summary>
[Collection<PageTests>]
public sealed class YouthPagesTests(PagesCity city)
{
    [Fact]
    public async Task A_case_manager_records_what_a_young_person_needs_the_school_hears_of_it_and_the_manager_sees_the_board()
    {
        var child = await ShareAsync();
        await using var manager = await city.OpenAsync(await city.Host.PartnerAsync(Role.YouthOffending, "youth-offending"));
        await manager.OpenAsync("/", "Young people");
        await manager.Link("Ben").ClickAsync();
        await manager.Page.GetByText("Record an order or contract").First.ClickAsync();
        await manager.Page.Locator("#order-from").FillAsync("2006-10-02");
        await manager.Page.Locator("#order-terms").FillAsync("Attends every lesson.");
        await manager.Page.Locator("#order-parenting").FillAsync("Weekly talk with the mother.");
        await manager.Button("Record it").ClickAsync();
        await manager.SeesAsync("No half-day missed without leave from 2 Oct 2006");
        await manager.Page.GetByText("Plan a release").First.ClickAsync();
        await manager.Page.Locator("#release-new").FillAsync("2006-10-20");
        await manager.Button("Save").ClickAsync();
        await manager.SeesAsync("No school place");
        await manager.Page.GetByText("Name the school").First.ClickAsync();
        await manager.Page.GetByLabel("The school’s number").FillAsync("3554001");
        await manager.Button("Tell the school").ClickAsync();
        await manager.SeesAsync("Then Beech Road High School, from 20 October 2006");
        await manager.Page.GetByText("Done: Planning meeting held").ClickAsync();
        await manager.SeesAsync("Planning meeting held (done 9 October 2006)");
        await manager.Page.GetByText("Call a planning meeting (DTO)").ClickAsync();
        await manager.Page.Locator("#dto-place").FillAsync("Town Hall");
        await manager.Page.Locator("#dto-agenda").FillAsync("Which lessons first.");
        await manager.Page.Locator("#dto-schools").FillAsync("3554001");
        await manager.Button("Call the meeting").ClickAsync();
        await manager.SeesAsync("Called. The schools are told.");
        await manager.Page.GetByText("Record an assessment").First.ClickAsync();
        await manager.Page.GetByLabel("Poor attendance").CheckAsync();
        await manager.Page.Locator("#assessment-summary").FillAsync("Wants to learn a trade.");
        await manager.Page.Locator("#assessment-attendance").FillAsync("Misses Mondays.");
        await manager
            .Page.GetByRole(Microsoft.Playwright.AriaRole.Form, new() { Name = "Record an assessment" })
            .GetByText("Record it")
            .ClickAsync();
        await manager.SeesAsync("Attendance (the school and the case see this): Misses Mondays.");
        await manager.Page.GetByText("Look for a placement").First.ClickAsync();
        await manager.Page.Locator("#placement-why").FillAsync("Will not go back to his class.");
        await manager.Button("Begin the search").ClickAsync();
        await manager.SeesAsync("Looking for a provider");
        await manager.Page.ReloadAsync();
        await manager.SeesAsync("Missed without leave: 2 Oct 2006 AM. None is allowed.");
        await FitAsync(manager, "young-person");

        await manager.OpenAsync("/youth-offending/mentors", "Mentors");
        await manager.Page.GetByText("Add a mentor").First.ClickAsync();
        await manager.Page.Locator("#name-new").FillAsync("Mo Mentor");
        await manager.Page.Locator("#trained-new").FillAsync("2006-10-09");
        await manager.Button("Save").ClickAsync();
        await manager.SeesAsync("Not checked");
        await FitAsync(manager, "mentors");
        await manager.OpenAsync("/youth-offending", "Young people");
        await FitAsync(manager, "young-people");
        await manager.Link("Ben").ClickAsync();
        await manager.Page.GetByText("Match a mentor").First.ClickAsync();
        await manager.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Match", Exact = true }).ClickAsync();
        await manager.SeesAsync("The mentor is not checked.");
        await manager.OpenAsync("/notices", "Notices");
        await manager.SeesAsync("A condition of attendance was broken.");
        await FitAsync(manager, "notices-youth");
        await manager.OpenAsync("/agency-meetings", "Meetings of agencies");
        await manager.Page.GetByText("Write the minutes").ClickAsync();
        await manager.Page.Locator("textarea[id^=minutes]").FillAsync("English first.");
        await manager.Button("Save the minutes").ClickAsync();
        await manager.SeesAsync("Beech Road High School (did not come)");
        await manager.Page.Locator("#missed-by-school").CheckAsync();
        await manager.SeesAsync("Beech Road High School (did not come)");
        await FitAsync(manager, "meetings-youth");
        manager.StayedHere();

        await using var school = await city.OpenAsync(await city.StaffAsync(city.Other, Role.AttendanceLead));
        await school.OpenAsync("/schools/3554001/agencies", "From agencies");
        await school.SeesAsync("Ben");
        await school.SeesAsync("Nobody of the school came.");
        await FitAsync(school, "school-agencies");
        await school.OpenAsync($"/pupils/{child}/case", "Ben");
        await school.SeesAsync("Misses Mondays.");
        Assert.DoesNotContain("trade", await school.Page.ContentAsync(), StringComparison.Ordinal);
        await FitAsync(school, "pupil-youth-school");
        school.StayedHere();

        await using var leader = await city.OpenAsync(await city.Host.EmployAsync(Role.AttendanceLeader));
        await leader.OpenAsync("/partners/youth-offending", "Youth Offending Service");
        await leader.Page.GetByLabel("Pat Partner").First.SelectOptionAsync("CASE_MANAGER");
        await leader.Page.Locator("#S145 summary").ClickAsync();
        await leader.SeesAsync("Mentors who are trained and checked");
        await FitAsync(leader, "agency-youth");
        await leader.OpenAsync("/youth-offending/board", "Board of the youth offending service");
        await leader.SeesAsync("On a school’s roll");
        await FitAsync(leader, "youth-board");
        leader.StayedHere();
    }

    /// <summary>Fit wide and narrow.</summary>
    private static async Task FitAsync(Window window, string name)
    {
        await window.IsFitAsync(name);
        await window.Page.SetViewportSizeAsync(390, 900);
        await window.IsFitAsync(name);
        await window.Page.SetViewportSizeAsync(1280, 900);
    }

    /// <summary>An agreement with the service about Ben, who missed two weeks without leave, and four others, with their half-days. Answers Ben's id.</summary>
    private async Task<string> ShareAsync()
    {
        var pupils = new List<PupilId>();
        foreach (var upn in city.Other.Upns.Skip(1).Take(5))
            pupils.Add(PupilId.TryParse(await city.IdOfAsync(upn), out var id) ? id : default);
        await city.Host.ShareAsync(
            "youth-offending",
            pupils,
            ["id", "givenName", "familyName", "schoolName", "days", "attendance"],
            PagesCity.Today.AddMonths(6)
        );
        return pupils[0].ToString();
    }
}
