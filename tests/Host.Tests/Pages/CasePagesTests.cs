using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using Attendance.TestSupport;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>From a posted mark to a child back in school, in a real browser, in the years of the strategy and of today.</summary>
public sealed class CasePagesTests : IAsyncLifetime
{
    private IPlaywright _driver = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync() => (_driver, _browser) = await Chromium.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _driver.Dispose();
    }

    [Theory]
    [InlineData(2007, 1280)]
    [InlineData(2025, 390)]
    [Trait("Row", "S31")]
    [Trait("Row", "S70")]
    [Trait("Row", "S71")]
    [Trait("Row", "S72")]
    [Trait("Row", "S76")]
    [Trait("Row", "S124")]
    public async Task A_posted_mark_leads_over_flag_case_assessment_and_a_plan_revised_twice_to_a_child_back_in_school(int year, int width)
    {
        // A Monday in February, and one in November.
        var today = year == 2007 ? new DateOnly(2007, 2, 5) : new DateOnly(2025, 11, 24);
        var clock = new FakeTimeProvider(SchoolClock.Instant(today, new TimeOnly(10, 0)));
        await using var host = await RunningHost.StartAsync(schoolTime: clock);
        var school = await TestSchool.LoadAsync(host.Loader, today.AddDays(-28), today.AddDays(120), 2);
        school.Client = await host.SchoolAsync(school.Laestab);
        for (var day = today.AddDays(-14); day < today; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                continue;
            foreach (var half in new[] { HalfDay.AM, HalfDay.PM })
                await PagesCity.PostAsync(school, day, half, null, school.Upns, upn => upn == school.Upns[0] ? "O" : "/");
        }
        var at = GrantTarget.Of(school.Laestab);
        var answer = await SmallSchool.AskAsync(host.Loader, $"{{ pupil(upn: \"{school.Upns[0]}\") {{ id }} }}");
        Assert.True(PupilId.TryParse(answer.Data.GetProperty("pupil").GetProperty("id").GetString(), out var child));
        var manager = await host.EmployAsync(Role.LocalityManager, (Relation.Manages, at));
        var worker = await host.EmployAsync(Role.WelfareOfficer, (Relation.NamedOfficer, at));
        var office = await host.EmployAsync(Role.SchoolOffice, (Relation.WorksAt, at));
        var parent = await host.EmployAsync(Role.Parent, (Relation.ParentOf, GrantTarget.Of(child)));

        await AllocateAsync(host, manager, width);
        await using var window = await WindowAsync(host, worker, width);
        await window.OpenAsync("/cases", "Cases");
        await window.SeesAsync("Finding out");
        await window.IsFitAsync($"cases-{year}");
        await window.Page.Locator("tbody a").First.ClickAsync();
        await window.SeesAsync("What is due");
        await window.SeesAsync("Assess the circumstances.");
        await window.IsFitAsync($"case-{year}");
        await AssessAsync(window, year);
        await PlanAsync(window, year);
        await ShownAsync(host, office, child, width, "What the plan asks of the school", $"case-school-{year}");
        await ShownAsync(host, parent, child, width, "Come to at least 9 of every 10 half-days", $"plan-parent-{year}");
        await ReviseAsync(window, "Breakfast on Fridays too");
        await ReviseAsync(window, "Walks with a friend");
        await window.SeesAsync("version 3");

        // The child comes: the plan knows it without anybody's doing.
        await PagesCity.PostAsync(school, today, HalfDay.AM, null, school.Upns, _ => "/");
        await window.OpenAsync(window.Page.Url, "Case of");
        await window.SeesAsync("1 of 21 possible half-days");
        await window.Link("Chronology", exact: true).ClickAsync();
        await window.SeesAsync("Case opened");
        await window.IsFitAsync($"case-chronology-{year}");
        await CloseAsync(window);
        await window.SeesAsync("Closed on");
        window.StayedHere();
    }

    private async Task AllocateAsync(RunningHost host, long manager, int width)
    {
        await using var window = await WindowAsync(host, manager, width);
        await window.OpenAsync("/allocation", "Allocation");
        await window.Page.GetByText("Who is proposed").First.ClickAsync();
        await window.SeesAsync("Is the named officer of the school.");
        await window.IsFitAsync("allocation");
        await window.Button("Give the case").ClickAsync();
        await window.SeesAsync("No case waits.");
        await window.OpenAsync("/diary?whose=all", "Diary");
        await window.SeesAsync("Assess the circumstances.");
        await window.IsFitAsync("diary");
        window.StayedHere();
    }

    private static async Task AssessAsync(Window window, int year)
    {
        await window.Link("Assessment", exact: true).ClickAsync();
        await window.Page.GetByLabel("Bullying", new() { Exact = true }).CheckAsync();
        await window.Page.GetByLabel("Who says so: bullying").FillAsync("The child");
        await window.Page.GetByLabel("What the parent or carer says").FillAsync("She will not get up.");
        await window.Page.GetByLabel("What it comes to").FillAsync("Secret of the family.");
        // The child's view is missing: nothing is saved, and what was typed stays.
        await window.Button("Save the assessment").ClickAsync();
        await window.SeesAsync("Write what the child says, or why nobody knows.");
        await window.Page.GetByLabel("What the child says", new() { Exact = true }).FillAsync("I am afraid of the bus.");
        await window.IsFitAsync($"case-assess-{year}");
        await window.Button("Save the assessment").ClickAsync();
        await window.SeesAsync("What could help");
        await window.SeesAsync("Meets bullying; tier 1");
        await window.IsFitAsync($"case-assessment-{year}");
    }

    private static async Task PlanAsync(Window window, int year)
    {
        await window.Link("Plan", exact: true).ClickAsync();
        await window.Page.GetByLabel("What the plan is for").FillAsync("Back in class.");
        foreach (
            var (i, owner, what) in new[]
            {
                (0, "Pat", "Walk to the bus together"),
                (1, "Mother", "Wake her at seven"),
                (2, "Ms Lee", "Meet her at the gate"),
            }
        )
        {
            await window.Page.Locator($"#action-owner-{i}").FillAsync(owner);
            await window.Page.Locator($"#action-what-{i}").FillAsync(what);
        }
        await window.Page.GetByLabel("What the child says of the plan").FillAsync("I will try.");
        await window.IsFitAsync($"case-make-plan-{year}");
        await window.Button("Save the plan").ClickAsync();
        await window.SeesAsync("Attendance plan, version 1");
        await window.SeesAsync("Support offered to the family");
        await window.IsFitAsync($"case-plan-{year}");
    }

    private static async Task ReviseAsync(Window window, string what)
    {
        await UnfoldAsync(window, "Review the plan");
        await window.Page.GetByLabel("What it comes to").SelectOptionAsync("REVISE");
        await window.Page.GetByLabel("What was said").FillAsync("Fridays are hard.");
        await window.Page.Locator("#review-child").FillAsync("Fridays are hard.");
        await window.Page.GetByLabel("How that changed the decision").FillAsync("More help on Fridays.");
        await window.SendsAsync(window.Button("Save the review"), "ReviewPlan");
        await window.SeesAsync("It changed: More help on Fridays.");
        await UnfoldAsync(window, "Revise the plan");
        await window.Page.GetByLabel("What is new in this version").FillAsync(what);
        await window.Page.Locator("#plan-child").FillAsync("Good.");
        await window.SendsAsync(window.Button("Save the new version"), "MakePlan");
        await window.SeesAsync(what);
    }

    /// <summary>Opens a form that is folded away; one that is open stays so.</summary>
    private static async Task UnfoldAsync(Window window, string title)
    {
        var details = window.Page.Locator("details").Filter(new() { HasText = title }).First;
        if (await details.GetAttributeAsync("open") is null)
            await details.Locator("summary").ClickAsync();
    }

    private static async Task CloseAsync(Window window)
    {
        await window.Link("Overview", exact: true).ClickAsync();
        await UnfoldAsync(window, "Close the case");
        await window.Page.GetByLabel("Why it can be closed").FillAsync("Comes every day.");
        await window.Page.GetByLabel("What the child says of it").FillAsync("I like it now.");
        await window.Button("Close the case").ClickAsync();
    }

    /// <summary>What somebody outside the team is shown of the case: nothing that was said in confidence.</summary>
    private async Task ShownAsync(RunningHost host, long person, PupilId child, int width, string text, string name)
    {
        await using var window = await WindowAsync(host, person, width);
        await window.OpenAsync($"/pupils/{child}/case", PrivacyWatch.GivenName);
        await window.SeesAsync(text);
        await window.IsFitAsync(name);
        var all = await window.Page.Locator("main").InnerTextAsync();
        Assert.DoesNotContain("Secret of the family", all, StringComparison.Ordinal);
        Assert.DoesNotContain("afraid", all, StringComparison.Ordinal);
        window.StayedHere();
    }

    private Task<Window> WindowAsync(RunningHost host, long person, int width) => Window.SignedInAsync(_browser, host, person, width);
}
