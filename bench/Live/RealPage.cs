using Attendance.Host.Tests.Pages;
using Attendance.TestSupport;
using Microsoft.Playwright;

namespace Attendance.Bench.Live;

/// <summary>
/// One real page of a key worker in Chromium: "My pupils". It remembers every instant at which the page said that rows wait ("3 updates"), in milliseconds since 1970 by
/// the browser's clock, which is this machine's.
/// </summary>
internal sealed class RealPage : IAsyncDisposable
{
    private const string Watch = """
        () => {
            window.__said = [];
            const bar = document.querySelector('.app-updates');
            let before = bar.textContent;
            new MutationObserver(() => {
                if (bar.textContent === before) return;
                before = bar.textContent;
                window.__said.push(Date.now());
            }).observe(bar, { childList: true, subtree: true, characterData: true });
        }
        """;

    private readonly IPlaywright _driver;
    private readonly IBrowser _browser;
    private readonly IPage _page;

    private RealPage(IPlaywright driver, IBrowser browser, IPage page) => (_driver, _browser, _page) = (driver, browser, page);

    /// <summary>The numbers of the children whose rows the page shows.</summary>
    public IReadOnlyList<string> Shown { get; private set; } = [];

    /// <summary>Opens the page of a signed-in officer; null where there is no Chromium or the build has no pages.</summary>
    public static async Task<RealPage?> OpenAsync(Uri server, string cookie)
    {
        IPlaywright driver;
        IBrowser browser;
        try
        {
            (driver, browser) = await Chromium.StartAsync();
        }
        catch (InvalidOperationException reason)
        {
            Report.Progress($"No real page: {reason.Message}");
            return null;
        }
        var context = await browser.NewContextAsync();
        await context.AddCookiesAsync([
            new Cookie
            {
                Name = RunningHost.SessionCookie,
                Value = cookie,
                Url = server.ToString(),
            },
        ]);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(server, "/pupils").ToString());
        await page.Locator("table tbody tr").First.WaitForAsync();
        return new RealPage(driver, browser, page);
    }

    /// <summary>Takes in what waits, and begins to watch.</summary>
    public async Task StartOverAsync()
    {
        await _page.ReloadAsync();
        await _page.Locator("table tbody tr").First.WaitForAsync();
        var rows = await _page.Locator("table tbody tr").AllInnerTextsAsync();
        Shown = [.. rows.Select(row => row[(row.IndexOf("UPN ", StringComparison.Ordinal) + 4)..][..13])];
        await _page.EvaluateAsync(Watch);
    }

    /// <summary>When the page said so, in order.</summary>
    public async Task<IReadOnlyList<double>> SaidAsync() => await _page.EvaluateAsync<double[]>("() => window.__said");

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        await _browser.DisposeAsync();
        _driver.Dispose();
    }
}
