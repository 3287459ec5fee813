using Attendance.Access.Contracts;
using Attendance.Host.Tests.Partners;
using Microsoft.Playwright;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>The pages of transport, school nursing and community work, in a real browser: on a phone, and once more as wide as a desk.</summary>
[Collection<HealthCityTests>]
public sealed class HealthPagesTests(HealthCity city) : IAsyncLifetime
{
    private const int Dyer = 3;
    private const int Fox = 5;

    private IPlaywright _driver = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync() => (_driver, _browser) = await Chromium.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _driver.Dispose();
    }

    [Fact]
    [Trait("Row", "S103")]
    [Trait("Row", "S157")]
    [Trait("Row", "S160")]
    [Trait("Row", "S164")]
    [Trait("Row", "S165")]
    [Trait("Row", "S166")]
    public async Task The_unit_reports_a_bus_the_school_takes_it_as_the_reason_the_nurse_writes_a_plan_and_the_leader_logs_an_event()
    {
        var route = await HealthCity.DoAsync(
            city.Transport,
            "saveTransportRoute",
            "SaveTransportRouteInput",
            new { name = "Bus 12", @operator = "City Coaches" },
            "id"
        );
        var placed = await HealthCity.DoAsync(
            city.Transport,
            "recordTransport",
            "RecordTransportInput",
            new
            {
                agreement = city.TransportAgreement,
                child = await city.SharedAsync(city.Transport, city.TransportAgreement, Dyer),
                metres = 6000,
                specialNeeds = false,
                unsafeRoute = false,
                lowIncome = false,
                route = route.GetProperty("id").GetString(),
                from = "2006-10-02",
                until = "2006-10-13",
            },
            "basis"
        );
        Assert.Null(HealthCity.Problem(placed));
        await city.School.MarkAsync(new DateOnly(2006, 10, 13), "PM", "Came at two", (HealthCity.UpnOf(Dyer), "L"));

        await using var unit = await OpenAsync(city.PersonOf(city.Transport));
        await unit.OpenAsync("/transport", "Home to school transport");
        await unit.Page.GetByText("Report that a service failed").ClickAsync();
        await unit.Page.Locator("#failed-route").SelectOptionAsync(new SelectOptionValue { Label = "Bus 12" });
        await unit.Page.Locator("#failed-date").FillAsync("2006-10-13");
        await unit.Page.Locator("#failed-half").SelectOptionAsync("PM");
        await unit.Page.Locator("#failed-kind").SelectOptionAsync("BROKE_DOWN");
        await unit.Page.Locator("#failed-what").FillAsync("A puncture.");
        await unit.SendsAsync(unit.Button("Report"), "ReportTransportFailure");
        await unit.SeesAsync("No school has taken it as a reason yet.");
        await FitAsync(unit, "transport");
        await unit.OpenAsync("/transport-policy", "Getting to school");
        await unit.Button("اردو").ClickAsync();
        await unit.Heading("اسکول تک پہنچنا").WaitForAsync();
        await FitAsync(unit, "transport-policy");
        unit.StayedHere();

        await using var office = await OpenAsync(city.PersonOf(city.Office));
        await office.OpenAsync($"/schools/{city.School.Laestab}/transport", "Failed journeys to school");
        await office.SeesAsync("stays, with the reason");
        await FitAsync(office, "school-transport");
        var panel = office.Page.GetByRole(AriaRole.Form, new PageGetByRoleOptions { Name = "Marks of Bus 12" });
        await office.SendsAsync(panel.GetByRole(AriaRole.Button), "ExplainByTransport");
        await office.SeesAsync("Taken 16 Oct 2006");
        await office.OpenAsync($"/pupils/{city.Ids[0]}/family", "Test");
        await office.SeesAsync("Way to school");
        await office.SeesAsync("No medical care plan.");
        await FitAsync(office, "pupil-health");
        office.StayedHere();

        await using var nurse = await OpenAsync(city.PersonOf(city.Nurse));
        await nurse.OpenAsync("/school-nursing", "School nursing");
        var child = (await city.SharedAsync(city.Nurse, city.HealthAgreement, Fox))[..12];
        var own = nurse.Page.Locator(".app-panel").Filter(new LocatorFilterOptions { Has = nurse.Page.Locator($"#condition-{child}") });
        await own.GetByText("Write a medical care plan").ClickAsync();
        await nurse.Page.Locator($"#condition-{child}").FillAsync("Epilepsy");
        await nurse.Page.Locator($"#care-{child}").FillAsync("Call the nurse.");
        await nurse.SendsAsync(own.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save the plan" }), "SaveCarePlan");
        await own.GetByText("Epilepsy").WaitForAsync();
        await FitAsync(nurse, "health");
        await nurse.OpenAsync("/school-nursing/absence", "Absence for health");
        await nurse.SeesAsync("By area");
        await FitAsync(nurse, "health-absence");
        nurse.StayedHere();

        await using var leader = await OpenAsync(city.PersonOf(city.Leader));
        await leader.OpenAsync("/community", "Community");
        await leader.Page.GetByText("Log an event or a campaign").ClickAsync();
        await leader.Page.Locator("#campaign-title").FillAsync("Open day");
        await leader.Page.Locator("#campaign-about").FillAsync("At the library.");
        await leader.SendsAsync(leader.Button("Log it"), "LogCampaign");
        await leader.SeesAsync("Open day, all areas");
        await leader.SeesAsync("Autumn 1");
        await FitAsync(leader, "community");
        await leader.OpenAsync("/partners/health", "Health: School Nursing Service");
        await leader.Link("Absence for health by school, age and area").WaitForAsync();
        leader.StayedHere();

        await using var team = await OpenAsync(await city.Host.EmployAsync(Role.LacManager));
        await team.OpenAsync("/looked-after/health", "Health reviews of looked-after children");
        await FitAsync(team, "health-reviews");
        team.StayedHere();
    }

    private Task<Window> OpenAsync(long person) => Window.SignedInAsync(_browser, city.Host, person, 390);

    private static async Task FitAsync(Window window, string name)
    {
        await window.IsFitAsync(name);
        await window.Page.SetViewportSizeAsync(1280, 900);
        await window.IsFitAsync(name);
        await window.Page.SetViewportSizeAsync(390, 900);
    }
}
