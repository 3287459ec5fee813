using Attendance.Access.Contracts;
using Microsoft.Playwright;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>What stands above every page: few items side by side, many by what they are for.</summary>
[Collection<PageTests>]
public sealed class MenuPagesTests(PagesCity city)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_leader_finds_eighteen_pages_under_what_they_are_for(int width)
    {
        await using var window = await city.OpenAsync(await city.Host.EmployAsync(Role.AttendanceLeader), width);
        await window.OpenAsync("/", "Authority today");
        var menu = window.Page.GetByRole(AriaRole.Navigation, new() { Name = "Service" });
        Assert.Equal(["Authority today", "My pupils", "Looked after"], await menu.GetByRole(AriaRole.Link).AllInnerTextsAsync());
        var groups = menu.GetByRole(AriaRole.Button);
        var opened = new List<string>();
        foreach (var group in await groups.AllAsync())
        {
            Assert.Equal("false", await group.GetAttributeAsync("aria-expanded"));
            await group.ClickAsync();
            // One is open at a time.
            Assert.Equal(1, await menu.Locator("[aria-expanded=true]").CountAsync());
            opened.AddRange(await menu.Locator("[aria-expanded=true] + ul a").AllInnerTextsAsync());
        }
        Assert.Equal(15, opened.Distinct().Count());
        await window.IsFitAsync("menu-leader-open");

        // By keyboard: a group opens, Escape goes back to it, leaving closes it.
        var schools = groups.Filter(new() { HasText = "In schools" });
        await schools.FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(menu.GetByRole(AriaRole.Link, new() { Name = "Missing registers" })).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(schools).ToBeFocusedAsync();
        await Assertions.Expect(schools).ToHaveAttributeAsync("aria-expanded", "false");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.Keyboard.PressAsync("Shift+Tab");
        await Assertions.Expect(schools).ToHaveAttributeAsync("aria-expanded", "false");

        // Going to a page closes it, and the group says that the page is one of its own.
        await schools.ClickAsync();
        await menu.GetByRole(AriaRole.Link, new() { Name = "Missing registers" }).ClickAsync();
        await window.Heading("Missing registers").WaitForAsync();
        await Assertions.Expect(schools).ToHaveAttributeAsync("aria-expanded", "false");
        await Assertions.Expect(schools).ToHaveAttributeAsync("aria-current", "true");
        await schools.ClickAsync();
        await Assertions
            .Expect(menu.GetByRole(AriaRole.Link, new() { Name = "Missing registers" }))
            .ToHaveAttributeAsync("aria-current", "page");
        await window.IsFitAsync("menu-leader");
        window.StayedHere();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Few_pages_stand_side_by_side(int width)
    {
        await using (var office = await city.OpenAsync(await city.OfficeAsync(), width))
        {
            await office.OpenAsync("/", "School today");
            await FlatAsync(office, ["School today", "My pupils", "Teams", "Missing registers", "Schools", "Commitments"]);
            await office.IsFitAsync("menu-office");
        }
        await using (var partner = await city.OpenAsync(await city.Host.EmployAsync(Role.Police), width))
        {
            await partner.OpenAsync("/", "Shared children");
            await FlatAsync(partner, ["Shared children", "Referrals", "Our work", "Commitments", "Partners", "Truancy sweeps"]);
            await partner.IsFitAsync("menu-partner");
        }
        await using var worker = await city.OpenAsync(await city.KeyWorkerAsync(), width);
        await worker.OpenAsync("/", "My pupils");
        await worker.SeesAsync("Amy Archer");
        await worker.Button("Casework").ClickAsync();
        await worker.IsFitAsync("menu-worker");
    }

    private static async Task FlatAsync(Window window, string[] titles)
    {
        var menu = window.Page.GetByRole(AriaRole.Navigation, new() { Name = "Service" });
        Assert.Equal(titles, await menu.GetByRole(AriaRole.Link).AllInnerTextsAsync());
        Assert.Equal(0, await menu.GetByRole(AriaRole.Button).CountAsync());
    }
}
