using System.Diagnostics;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>My pupils and a pupil's pages, in a real browser.</summary>
[Collection<PageTests>]
public sealed class PupilPagesTests(PagesCity city)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_key_worker_goes_from_the_list_to_the_half_days_that_a_flag_rests_on(int width)
    {
        await using var window = await city.OpenAsync(await city.KeyWorkerAsync(), width);
        await window.OpenAsync("/", "My pupils");
        await window.SeesAsync("more flags");
        await window.IsFitAsync("pupils");
        await window.Link("Everybody").ClickAsync();
        await window.SeesAsync("and 7 more flags");
        await window.IsFitAsync("pupils-everybody");
        await window.Link("Needs action now").ClickAsync();
        await window.SeesAsync("in the last 4 weeks");

        await window.Link("Amy Archer").ClickAsync();
        await window.Heading("Amy Archer").WaitForAsync();
        await window.SeesAsync("Open flags");
        await window.SeesAsync("Half-days missed");
        await window.IsFitAsync("pupil-overview");

        await window.Link("Flags", exact: true).ClickAsync();
        await window.SeesAsync("What would clear it");
        await window.IsFitAsync("pupil-flags");

        await window.Page.Locator("details[open] a").First.ClickAsync();
        await window.SeesAsync("Every mark that was posted, oldest first");
        await window.SeesAsync("by the school’s system");
        await window.IsFitAsync("pupil-register");

        await window.Link("Timeline", exact: true).ClickAsync();
        await window.SeesAsync("Flag opened");
        await window.IsFitAsync("pupil-timeline");

        await window.Link("What if", exact: true).ClickAsync();
        await window.Page.GetByLabel("Date").FillAsync("2006-09-20");
        await window.Page.GetByLabel("Code").FillAsync("O");
        await window.Button("Imagine it").ClickAsync();
        await window.SeesAsync("As it would be");
        await window.IsFitAsync("pupil-what-if");
        window.StayedHere();
    }

    [Fact]
    public async Task Newer_rows_wait_until_they_are_asked_for()
    {
        await using var window = await city.OpenAsync(await city.KeyWorkerAsync());
        await window.OpenAsync("/pupils?school=3554001", "My pupils");
        await window.SeesAsync("more flags");
        var before = await window.Page.Locator("tbody tr").AllInnerTextsAsync();

        var upn = city.Other.Upns[0];
        await PagesCity.PostAsync(city.Other, PagesCity.Today, HalfDay.AM, null, [upn], _ => "O");

        await window.SeesAsync("1 update");
        Assert.Equal(before, await window.Page.Locator("tbody tr").AllInnerTextsAsync());
        await window.Button("Show").ClickAsync();
        await window.SeesAsync("Updated");
        Assert.NotEqual(before, await window.Page.Locator("tbody tr").AllInnerTextsAsync());
    }

    [Fact]
    [Trait("Row", "S94")]
    public async Task A_mark_that_opens_a_flag_is_pushed_to_the_open_page_of_the_key_worker()
    {
        await using var window = await city.OpenAsync(await city.KeyWorkerAsync());
        var sockets = 0;
        window.Page.WebSocket += (_, socket) => sockets += socket.Url.EndsWith("/graphql", StringComparison.Ordinal) ? 1 : 0;
        await window.OpenAsync("/pupils?school=3554001&order=NAME", "My pupils");
        await window.SeesAsync("more flags");
        var child = window.Page.GetByRole(Microsoft.Playwright.AriaRole.Row).Filter(new() { HasText = city.Other.Upns[30] });
        Assert.Equal(0, await child.CountAsync());
        // The first event says that changes are pushed now; from then on the page asks by itself only twice a minute.
        await PagesCity.PostAsync(city.Other, PagesCity.Today, HalfDay.AM, null, [city.Other.Upns[1]], _ => "O");
        await window.SeesAsync("update");
        await window.Button("Show").ClickAsync();
        Assert.Equal(1, sockets);

        for (var day = new DateOnly(2006, 10, 2); day < new DateOnly(2006, 10, 7); day = day.AddDays(1))
            foreach (var half in new[] { HalfDay.AM, HalfDay.PM })
                await PagesCity.PostAsync(city.Other, day, half, null, [city.Other.Upns[30]], _ => "O", "the register was wrong");
        var posted = Stopwatch.GetTimestamp();
        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Show" }).WaitForAsync();
        TestContext.Current.SendDiagnosticMessage(
            $"From the last mark to the page: {Stopwatch.GetElapsedTime(posted).TotalMilliseconds:0} ms."
        );
        // What the facts of the first mark brought (a next step, a case) may be shown by itself before the child comes: then the page offers again.
        while (await child.CountAsync() == 0)
            await window.Button("Show").ClickAsync();
        await child.GetByText("Concern").First.WaitForAsync();
        window.StayedHere();
    }

    [Fact]
    public async Task After_a_lost_connection_the_page_catches_up_by_itself()
    {
        await using var window = await city.OpenAsync(await city.KeyWorkerAsync());
        await window.OpenAsync("/pupils?school=3554001&order=NAME", "My pupils");
        await window.SeesAsync("more flags");
        await window.Context.SetOfflineAsync(true);
        await window.SeesAsync("Reconnecting, last update");
        await PagesCity.PostAsync(city.Other, PagesCity.Today, HalfDay.AM, null, [city.Other.Upns[2]], _ => "O");
        await window.Context.SetOfflineAsync(false);
        await window.SeesAsync("update");
        await window.SeesAsync("Live");
    }

    [Fact]
    public async Task A_register_is_printed_without_the_pages_furniture()
    {
        await using var window = await city.OpenAsync(await city.KeyWorkerAsync());
        await window.OpenAsync("/", "My pupils");
        await window.Link("Amy Archer").ClickAsync();
        await window.Link("Register", exact: true).ClickAsync();
        await window.SeesAsync("newest week first");
        await window.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        Assert.False(await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Navigation).First.IsVisibleAsync());
        Assert.False(await window.Button("Print this register").IsVisibleAsync());
        Assert.True(await window.Heading("Amy Archer").IsVisibleAsync());
        await window.IsFitAsync("pupil-register-print");
    }

    [Fact]
    public async Task What_was_looked_for_is_not_in_the_address()
    {
        await using var window = await city.OpenAsync(await city.KeyWorkerAsync());
        await window.OpenAsync("/", "My pupils");
        await window.Page.GetByLabel("Search by name or UPN").FillAsync("Amy");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Heading("Search").WaitForAsync();
        await window.SeesAsync("found by “Amy”");
        Assert.Equal($"{city.Host.Url}search", window.Page.Url);
        await window.IsFitAsync("search");
        await window.Page.GetByLabel("Search by name or UPN").FillAsync("beech");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.SeesAsync("Secondary, 3554001");
    }

    [Fact]
    public async Task A_child_out_of_scope_reads_as_absent()
    {
        var parent = await city.Host.EmployAsync(Role.SchoolOffice, (Relation.WorksAt, GrantTarget.Of(city.Other.Laestab)));
        await using var window = await city.OpenAsync(await city.KeyWorkerAsync());
        await window.OpenAsync("/", "My pupils");
        await window.Link("Amy Archer").ClickAsync();
        await window.Heading("Amy Archer").WaitForAsync();
        await using var other = await city.OpenAsync(parent);
        await other.OpenAsync(new Uri(window.Page.Url).AbsolutePath, "Not found");
        await other.IsFitAsync("not-found");
    }
}

/// <summary>The tests of schools' and leaders' pages: they share a city and a browser.</summary>
[CollectionDefinition]
public sealed class PageTests : ICollectionFixture<PagesCity>;
