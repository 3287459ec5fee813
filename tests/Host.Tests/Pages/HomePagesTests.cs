using Attendance.Access.Contracts;
using Attendance.Host.Tests.Access;
using Attendance.TestSupport;
using Microsoft.Playwright;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>Everybody who takes part signs in and has a page to begin with.</summary>
public sealed class HomePagesTests
{
    /// <summary>The heading of the page that signing in leads to, by role.</summary>
    private static readonly Dictionary<Role, string> Homes = new()
    {
        [Role.SchoolOffice] = "School today",
        [Role.AttendanceLead] = "School today",
        [Role.HeadTeacher] = "School today",
        [Role.Governor] = "School pack",
        [Role.WelfareOfficer] = "My pupils",
        [Role.LocalityManager] = "My pupils",
        [Role.AttendanceLeader] = "Authority today",
        [Role.Legal] = "My pupils",
        [Role.LacManager] = "Looked-after children",
        [Role.ReviewingOfficer] = "Looked-after children",
        [Role.ResidentialWorker] = "My pupils",
        [Role.FosterWorker] = "My pupils",
        [Role.Health] = "Shared children",
        [Role.Housing] = "Shared children",
        [Role.Police] = "Shared children",
        [Role.YouthService] = "Shared children",
        [Role.Connexions] = "Young people",
        [Role.YouthOffending] = "Young people",
        [Role.CommunitySafety] = "Shared children",
        [Role.VoluntarySector] = "Shared children",
        [Role.BehaviourSupport] = "Shared children",
        [Role.PassengerTransport] = "Shared children",
        [Role.SchoolImprovement] = "Authority today",
        [Role.ElectedMember] = "Looked-after children",
        [Role.Parent] = "My children",
        [Role.Administrator] = "Who looked",
    };

    [Fact]
    [Trait("Row", "S13")]
    public async Task Each_role_signs_in_and_sees_its_page()
    {
        var (driver, browser) = await Chromium.StartAsync();
        using var held = driver;
        await using var open = browser;
        await using var city = await AccessCity.StartAsync();
        Assert.Equal(Enum.GetValues<Role>().Order(), Homes.Keys.Order());
        await using var window = await Window.SignedInAsync(browser, city.Host, city.People[nameof(Role.Governor)], 390);
        var wrong = new List<string>();
        foreach (var (role, heading) in Homes)
        {
            await window.Context.AddCookiesAsync([
                new Cookie
                {
                    Name = RunningHost.SessionCookie,
                    Value = await city.Host.SignInAsync(city.People[role.ToString()]),
                    Url = city.Host.Url.ToString(),
                },
            ]);
            await window.Page.GotoAsync("/");
            var met = window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First;
            await met.WaitForAsync();
            var text = await met.InnerTextAsync();
            if (!text.StartsWith(heading, StringComparison.Ordinal))
                wrong.Add($"{role}: {text} at {new Uri(window.Page.Url).AbsolutePath}");
            if (role is Role.Governor)
            {
                await window.SeesAsync("Without leave");
                Assert.Equal(0, await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign up" }).CountAsync());
                await window.IsFitAsync("governor-pack");
            }
        }
        Assert.Empty(wrong);
        window.StayedHere();
    }
}
