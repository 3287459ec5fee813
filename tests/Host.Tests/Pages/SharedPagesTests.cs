using Attendance.Access.Contracts;
using Microsoft.Playwright;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>What schools, services and the authority share, and what a case lacks, in a browser.</summary>
[Collection<TeamPageTests>]
public sealed class SharedPagesTests(PagesCity city)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    [Trait("Row", "S105")]
    [Trait("Row", "S115")]
    [Trait("Row", "S118")]
    [Trait("Row", "S119")]
    public async Task A_head_signs_what_the_leader_wrote_reads_the_library_and_answers_an_enquiry(int width)
    {
        var school = city.School.Laestab.ToString();
        await using var leader = await city.OpenAsync(await city.Host.EmployAsync(Role.AttendanceLeader), width);
        await leader.OpenAsync($"/schools/{school}/together", "School and authority");
        await leader.Page.GetByText("Write what was agreed").ClickAsync();
        await leader.Page.GetByLabel("What the school does").FillAsync($"Calls on the first day ({width}).");
        await leader.Page.GetByLabel("Look at it again on").FillAsync("2007-09-01");
        await leader.Button("Save the agreement").ClickAsync();
        await leader.SeesAsync("Not signed yet.");
        await leader.Page.GetByText("Agree other terms").ClickAsync();
        await leader.Page.GetByLabel("Weeks to the first review").FillAsync("4");
        await leader.Button("Save the terms").ClickAsync();
        await leader.SeesAsync("Plans are reviewed after 4 school weeks");
        await leader.IsFitAsync("together-leader");
        await leader.OpenAsync("/teams", "Team boards");
        await leader.Page.GetByText("Publish hours of support").First.ClickAsync();
        await leader.Page.GetByLabel("Hours a week, all schools together").FillAsync("40");
        await leader.Button("Divide and publish").ClickAsync();
        await leader.SeesAsync("each school sees its hours");
        await leader.IsFitAsync("teams-support");

        await using var head = await city.OpenAsync(await city.StaffAsync(city.School, Role.HeadTeacher), width);
        await head.OpenAsync($"/schools/{school}/together", "School and authority");
        await head.SeesAsync($"Calls on the first day ({width}).");
        await head.Button("Sign for the school").ClickAsync();
        await head.SeesAsync("Signed by Pat HeadTeacher");
        await head.SeesAsync("hours a week");
        await head.IsFitAsync("together-head");
        await head.OpenAsync("/library", "Guidance and procedures");
        var card = head.Page.GetByRole(AriaRole.Article).Filter(new() { HasText = "missing from education" });
        await card.GetByText("Read it").ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "I have read this" }).ClickAsync();
        await card.GetByText("Read", new() { Exact = true }).WaitForAsync();
        await head.IsFitAsync("library");

        // A parent asks, the school answers, the parent reads it.
        var child = await city.IdOfAsync(city.Absent);
        Assert.True(SharedKernel.PupilId.TryParse(child, out var id));
        await using var parent = await city.OpenAsync(
            await city.Host.EmployAsync(Role.Parent, (Relation.ParentOf, GrantTarget.Of(id))),
            width
        );
        await parent.OpenAsync($"/pupils/{child}", "Amy Archer");
        await parent.Page.GetByText("Ask about a mark").First.ClickAsync();
        await parent.Page.GetByLabel("What you want to know").FillAsync($"She had a fever ({width}).");
        await parent.Button("Send the enquiry").ClickAsync();
        await parent.SeesAsync("Sent. The school answers");
        await parent.IsFitAsync("parent-enquiry");
        await head.OpenAsync("/notices", "Notices");
        var asked = head.Page.GetByRole(AriaRole.Article).Filter(new() { HasText = $"She had a fever ({width})." });
        await asked.GetByText("Answer", new() { Exact = true }).First.ClickAsync();
        await asked.GetByLabel("Answer", new() { Exact = true }).FillAsync("Thank you: please send a note.");
        await head.IsFitAsync("notices-enquiries");
        await asked.GetByRole(AriaRole.Button, new() { Name = "Send the answer" }).ClickAsync();
        await asked.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await parent.OpenAsync("/notices", "Notices");
        await parent.Button("Show answered enquiries").ClickAsync();
        await parent.SeesAsync("Thank you: please send a note.");
        leader.StayedHere();
        head.StayedHere();
        parent.StayedHere();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    [Trait("Row", "S68")]
    [Trait("Row", "S102")]
    [Trait("Row", "S34")]
    [Trait("Row", "S69")]
    [Trait("Row", "S86")]
    public async Task A_case_says_what_it_lacks_and_is_written_to_and_its_school_explains_the_pattern(int width)
    {
        await using var officer = await city.OpenAsync(await city.KeyWorkerAsync(), width);
        await officer.OpenAsync("/cases?show=lacking", "Cases");
        await officer.SeesAsync("lack a step");
        await officer.SeesAsync("No key worker was chosen yet.");
        await officer.IsFitAsync("cases-lacking");
        await officer.Link("Amy Archer").ClickAsync();
        await officer.SeesAsync("What the case lacks");
        // A step that is explained lacks no more: each width has its own.
        var (step, title) = width > 1000 ? ("SUPPORT", "Support offered") : ("ASSESSMENT", "An assessment");
        await officer.Page.GetByText($"Explain: {title}").ClickAsync();
        await officer.Page.Locator($"#explain-{step}").FillAsync("The family is away.");
        await officer.IsFitAsync("case-steps");
        await officer.Page.GetByRole(AriaRole.Form, new() { Name = $"Explain {title}" }).GetByRole(AriaRole.Button).ClickAsync();
        await officer.Page.GetByText($"Explain: {title}").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await officer.Page.GetByText("Ask an agency").ClickAsync();
        await officer.Page.GetByLabel("Agency", new() { Exact = true }).FillAsync($"School health {width}");
        await officer.Page.GetByLabel("What it is asked for").FillAsync("Is she fit?");
        await officer.Button("Save the request").ClickAsync();
        await officer.Page.GetByRole(AriaRole.Heading, new() { Name = $"School health {width}" }).WaitForAsync();
        await officer.Link("Messages", exact: true).ClickAsync();
        await officer.Page.GetByLabel("Message", new() { Exact = true }).FillAsync($"Who knows the family ({width})?");
        await officer.Page.GetByLabel("Attendance leader").CheckAsync();
        await officer.Button("Send the message").ClickAsync();
        await officer.SeesAsync($"Who knows the family ({width})?");
        await officer.IsFitAsync("case-messages");
        await officer.Link("Chronology", exact: true).ClickAsync();
        await officer.SeesAsync("Download it as a file");
        await officer.Link("Help given", exact: true).ClickAsync();
        await officer.Page.Locator("summary", new() { HasText = "Plan the return" }).ClickAsync();
        await officer.Page.GetByLabel("First day back").FillAsync("2006-10-16");
        await officer.Page.GetByLabel("Who the child can turn to").FillAsync("Mrs Bright");
        await officer.Page.GetByLabel("Part time for").SelectOptionAsync("1");
        await officer.Page.GetByLabel("Friday afternoon").CheckAsync();
        await officer.Page.GetByLabel("What happens on the first day").FillAsync("Met at the gate.");
        await officer.IsFitAsync("case-return");
        await officer.Button("Save the planned return").ClickAsync();
        await officer.SeesAsync("The return is planned.");
        if (width > 1000)
        {
            await officer.Page.GetByText("Check the first day").First.ClickAsync();
            await officer.Page.GetByLabel("What happened").FillAsync("Came with her mother.");
            await officer.Button("Save the check").ClickAsync();
            await officer.SeesAsync("Came with her mother.");
        }
        await using var leader = await city.OpenAsync(await city.Host.EmployAsync(Role.AttendanceLeader), width);
        await leader.OpenAsync("/notices", "Notices");
        await leader.SeesAsync("A message in the case is for you.");
        await leader.OpenAsync(new Uri(officer.Page.Url).AbsolutePath.Replace("/help", "", StringComparison.Ordinal), "Case of Amy Archer");
        await leader.Page.GetByText("Declare a conflict of interest").First.ClickAsync();
        await leader.Page.GetByLabel("What the tie is").FillAsync("Neighbours.");
        await leader.Button("Save the conflict of interest").ClickAsync();
        await leader.SeesAsync("is not proposed for the child any more");
        officer.StayedHere();

        var child = await city.IdOfAsync(city.Absent);
        await using var school = await city.OpenAsync(await city.StaffAsync(city.School, Role.AttendanceLead), width);
        await school.OpenAsync($"/pupils/{child}/flags", "Amy Archer");
        var card = school.Page.GetByRole(AriaRole.Article).First;
        await card.GetByText("Confirm or explain this pattern").ClickAsync();
        await card.GetByLabel("What the school sees, or the explanation").FillAsync($"Moved house ({width}).");
        await school.IsFitAsync("pattern-answer");
        await card.GetByRole(AriaRole.Button, new() { Name = "Save the school's answer" }).ClickAsync();
        await card.GetByText($"The school sees this pattern too: Moved house ({width}).").WaitForAsync();
        await school.OpenAsync($"/schools/{city.School.Laestab}/quality", "Data quality");
        await school.Page.GetByText("Code guide for").ClickAsync();
        await school.SeesAsync("Only these count in legal action.");
        await school.SeesAsync("Quality score");
        await school.IsFitAsync("quality-codes");
        school.StayedHere();
    }
}
