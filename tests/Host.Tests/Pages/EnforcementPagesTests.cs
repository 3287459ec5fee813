using Attendance.Host.Tests.Casework;
using Attendance.TestSupport;
using Microsoft.Playwright;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>The journeys of enforcement in a real browser, each in its own year's law: an officer takes steps, and the team's manager agrees.</summary>
public sealed class EnforcementPagesTests(EnforcementBrowser browser) : IClassFixture<EnforcementBrowser>
{
    private const string Penalty = "Penalty notice";

    [Fact]
    [Trait("Row", "S81")]
    [Trait("Row", "S82")]
    public async Task Warning_notice_and_paid_at_the_low_rate_in_2006()
    {
        await using var city = await EnforcementCity.StartAsync(2006);
        var child = await city.ChildAsync();
        await child.PrepareAsync();
        await using var officer = await browser.OpenAsync(city, city.OfficerId);
        await OpenAsync(officer, child);
        await StepAsync(officer, Penalty, "Send a penalty warning", ("Last day of the evidence", Text(city.Today)));
        await officer.SeesAsync("Warning sent");
        await officer.SeesAsync("9 October 2006: no unauthorised half-day so far");
        await child.MarkAsync(city.Today.AddDays(1), city.Today.AddDays(1), "O");
        city.GoTo(new DateOnly(2006, 10, 10));
        await OpenAsync(officer, child);
        await officer.SeesAsync("19 Sep");
        await StepAsync(officer, "Matter 1", "Issue a penalty notice", ("Handed over on, if not posted", "2006-10-10"));
        await officer.SeesAsync("Waits for a second person: Issue a penalty notice");
        await officer.IsFitAsync("enforcement-proposed");
        await ApproveAsync(city, child, "Notice issued");
        await OpenAsync(officer, child);
        await officer.SeesAsync("£50 by 6 November 2006, then £100 by 20 November 2006");
        await StepAsync(officer, "Matter 1", "Enter a payment at the lower amount", ("Amount in pounds", "50"));
        await officer.SeesAsync("Paid at the lower amount");
        await officer.IsFitAsync("enforcement-paid");
        officer.StayedHere();

        await using var phone = await browser.OpenAsync(city, city.OfficerId, 390);
        await OpenAsync(phone, child);
        await phone.SeesAsync("Paid at the lower amount");
        await phone.IsFitAsync("enforcement-paid");
        await phone.OpenAsync("/letters", "Letters to send");
        await phone.SeesAsync("Penalty warning");
        await phone.Button("It was posted today").ClickAsync();
        await phone.SeesAsync("No letter waits");
        await phone.IsFitAsync("letters");
    }

    [Fact]
    [Trait("Row", "S80")]
    [Trait("Row", "S98")]
    public async Task Notice_unpaid_and_prosecution_with_a_pack_in_2025()
    {
        await using var city = await EnforcementCity.StartAsync(2025);
        var child = await city.ChildAsync();
        await child.PrepareAsync();
        await using var officer = await browser.OpenAsync(city, city.OfficerId);
        await OpenAsync(officer, child);
        await StepAsync(
            officer,
            Penalty,
            "Send a notice to improve",
            ("Last day", Text(city.Today.AddDays(28))),
            ("What and why", "A mentor and breakfast club.")
        );
        await officer.SeesAsync("Notice to improve sent");
        await child.MarkAsync(city.Today.AddDays(1), city.Today.AddDays(1), "O");
        await OpenAsync(officer, child);
        await StepAsync(officer, "Matter 1", "Issue a penalty notice", ("Handed over on, if not posted", Text(city.Today)));
        await ApproveAsync(city, child, "Notice issued");
        city.GoTo(city.Today.AddDays(28));
        await child.AwaitAsync(1, "UNPAID");
        await OpenAsync(officer, child);
        await StepAsync(officer, "Matter 1", "Prosecute for the offence");
        await ApproveAsync(city, child, "Proceedings decided");
        await OpenAsync(officer, child);
        await StepAsync(officer, "Matter 2", "Enter the summons", ("Day of the hearing", Text(city.Today.AddDays(21))));
        await officer.SeesAsync("Summoned");
        await officer.Page.GetByText("Make a court pack", new() { Exact = true }).ClickAsync();
        await officer.Page.GetByLabel("Witness, if there is a new statement").FillAsync("Jo Park");
        await officer.Page.GetByLabel("Statement", new() { Exact = true }).FillAsync("I visited the home twice.");
        await officer.Button("Make the pack").ClickAsync();
        await officer.SeesAsync("Matter 2, version 1 (PDF)");
        await officer.IsFitAsync("enforcement-pack");
        var download = await officer.Page.RunAndWaitForDownloadAsync(() => officer.Button("Matter 2, version 1 (PDF)").ClickAsync());
        Assert.Equal("court-pack-2-v1.pdf", download.SuggestedFilename);
        var hearing = city.Today.AddDays(21);
        await officer.OpenAsync("/court", "Court list");
        await officer.Page.GetByLabel("Day").FillAsync(Text(hearing));
        await officer.SeesAsync("Amy Archer");
        await officer.IsFitAsync("court-list");
        city.GoTo(hearing);
        await OpenAsync(officer, child);
        await StepAsync(officer, "Matter 2", "Enter the hearing", ("What and why", "Guilty plea."));
        await officer.SeesAsync("Heard");
        await StepAsync(officer, "Matter 2", "Result: fine", ("Amount in pounds", "200"), ("Costs awarded, in pounds", "80"));
        await officer.SeesAsync("Fined");

        await using var manager = await browser.OpenAsync(city, city.ManagerId);
        await manager.OpenAsync("/balance", "Support and enforcement");
        await manager.SeesAsync("Matters and what came of them");
        await manager.SeesAsync("£200");
        await manager.IsFitAsync("balance");
        manager.StayedHere();
    }

    [Fact]
    [Trait("Row", "S83")]
    public async Task Fast_track_to_court_in_twelve_weeks()
    {
        await using var city = await EnforcementCity.StartAsync(2006);
        var child = await city.ChildAsync();
        await child.PrepareAsync();
        await using var officer = await browser.OpenAsync(city, city.OfficerId);
        await OpenAsync(officer, child);
        var entry = city.Today;
        await StepAsync(officer, "Fast track to court", "Start a fast track to court", ("First day of the evidence", Text(city.First)));
        await ApproveAsync(city, child, "Fast track started");
        await OpenAsync(officer, child);
        await officer.SeesAsync("To court by");
        await StepAsync(officer, "Matter 1", "Enter the school panel", ("What and why", "Targets agreed."));
        await officer.SeesAsync("School panel held");
        await StepAsync(
            officer,
            "Matter 1",
            "Enter the action plan",
            ("Last day", Text(entry.AddDays(28))),
            ("What and why", "Every morning.")
        );
        await officer.SeesAsync("Action plan running");
        city.GoTo(entry.AddDays(29));
        await OpenAsync(officer, child);
        await StepAsync(officer, "Matter 1", "Enter the review", ("What and why", "No change."));
        await officer.SeesAsync("Reviewed");
        await StepAsync(
            officer,
            "Matter 1",
            "Enter the summons",
            ("First day of the evidence", Text(city.First)),
            ("Day of the hearing", Text(entry.AddDays(80)))
        );
        await ApproveAsync(city, child, "Summoned");
        city.GoTo(entry.AddDays(80));
        await OpenAsync(officer, child);
        await StepAsync(officer, "Matter 1", "Enter the hearing", ("What and why", "Found guilty."));
        await officer.SeesAsync("Heard");
        await StepAsync(officer, "Matter 1", "Result: discharge", ("What and why", "Conditional discharge."));
        await officer.SeesAsync("Discharged");
    }

    [Fact]
    [Trait("Row", "S84")]
    [Trait("Row", "S128")]
    public async Task Supervision_order_made_extended_and_breached()
    {
        await using var city = await EnforcementCity.StartAsync(2006);
        var child = await city.ChildAsync();
        await child.PrepareAsync();
        await using var officer = await browser.OpenAsync(city, city.OfficerId);
        await OpenAsync(officer, child);
        await StepAsync(
            officer,
            "Education supervision order",
            "Consider an education supervision order",
            ("What and why", "Mother wants help.")
        );
        await officer.SeesAsync("Order considered");
        await StepAsync(
            officer,
            "Matter 1",
            "Apply for the order",
            ("Day of the hearing", Text(city.Today.AddDays(14))),
            ("What and why", "In her best interest.")
        );
        await ApproveAsync(city, child, "Order applied for");
        city.GoTo(city.Today.AddDays(14));
        var made = city.Today;
        await OpenAsync(officer, child);
        await StepAsync(officer, "Matter 1", "Enter the order");
        await officer.SeesAsync("Order in force");
        foreach (var number in new[] { 1, 2 })
        {
            await StepAsync(
                officer,
                "Matter 1",
                "Give a direction",
                ("Last day", Text(city.Today.AddDays(7))),
                ("What and why", "Bring her to the gate.")
            );
            await officer.SeesAsync($"Direction {number}");
            await StepAsync(
                officer,
                "Matter 1",
                "A direction was not followed",
                ("Number of the direction", $"{number}"),
                ("What and why", "Not seen.")
            );
            await officer
                .Page.Locator(".govuk-summary-list__row")
                .Filter(new() { HasText = $"Direction {number}" })
                .GetByText("not followed")
                .WaitForAsync();
        }
        city.GoTo(made.AddMonths(10));
        await OpenAsync(officer, child);
        await StepAsync(officer, "Matter 1", "Enter an extension", ("Last day", Text(made.AddYears(2))));
        await officer.SeesAsync($"{made.AddYears(2):d MMMM yyyy}");
        await StepAsync(officer, "Matter 1", "Prosecute for breach", ("What and why", "Persistent failure."));
        await ApproveAsync(city, child, "Breached");
        await OpenAsync(officer, child);
        await officer.SeesAsync("Children Act 1989 sch 3 para 18");
    }

    [Fact]
    [Trait("Row", "S99")]
    public async Task Blocked_because_support_was_not_offered_then_released_by_an_approved_override_in_2025()
    {
        await using var city = await EnforcementCity.StartAsync(2025);
        var child = await city.ChildAsync();
        await using var officer = await browser.OpenAsync(city, city.OfficerId);
        await OpenAsync(officer, child);
        var form = await FormAsync(officer, Penalty, "Send a penalty warning");
        await officer.SeesAsync("No support has been offered to the family.");
        await officer.IsFitAsync("enforcement-blocked");
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await officer.SeesAsync("Say why a rule is overridden.");
        await form.GetByLabel("Why the rule is overridden").FillAsync("Father is abroad with her.");
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await officer.SeesAsync("It overrides: support-offered, support-tried, because Father is abroad with her.");
        Assert.Equal(0, await officer.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).CountAsync());
        await ApproveAsync(city, child, "Warning sent");
        await OpenAsync(officer, child);
        await officer.SeesAsync("Overridden by approval: support-offered, support-tried, because Father is abroad");
    }

    private static Task OpenAsync(Window window, EnforcedChild child) =>
        window.OpenAsync($"/cases/{child.Case}/enforcement", "Case of Amy Archer");

    private async Task ApproveAsync(EnforcementCity city, EnforcedChild child, string then)
    {
        await using var manager = await browser.OpenAsync(city, city.ManagerId);
        await OpenAsync(manager, child);
        await manager.Button("Approve").ClickAsync();
        await manager.SeesAsync(then);
    }

    private static async Task<ILocator> FormAsync(Window window, string section, string label)
    {
        var region = window.Page.GetByRole(AriaRole.Region, new() { Name = section, Exact = true });
        var details = region.Locator("details").Filter(new() { Has = window.Page.Locator("summary", new() { HasText = label }) }).First;
        await details.WaitForAsync();
        // A form that was used before is open still.
        if (await details.GetAttributeAsync("open") is null)
            await details.Locator("summary").ClickAsync();
        return region.GetByRole(AriaRole.Form, new() { Name = label, Exact = true });
    }

    private static async Task StepAsync(Window window, string section, string label, params (string Label, string Value)[] fields)
    {
        var form = await FormAsync(window, section, label);
        foreach (var (name, value) in fields)
            await form.GetByLabel(name, new() { Exact = true }).FillAsync(value);
        await window.SendsAsync(form.GetByRole(AriaRole.Button), "TakeEnforcementStep");
    }

    private static string Text(DateOnly day) => TestSchool.Text(day);
}

/// <summary>A browser for cities of their own.</summary>
public sealed class EnforcementBrowser : IAsyncLifetime
{
    private IPlaywright _driver = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync() => (_driver, _browser) = await Chromium.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _driver.Dispose();
    }

    /// <summary>A window in which a person of a city is signed in.</summary>
    internal Task<Window> OpenAsync(EnforcementCity city, long person, int width = 1280) =>
        Window.SignedInAsync(_browser, city.Host, person, width);
}
