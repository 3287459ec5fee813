using Microsoft.Playwright;

namespace Attendance.Host.Tests.Pages;

/// <summary>
/// Debian's Chromium, driven by Playwright. Tests skip where it is not installed and say so; on CI (CI=true) they fail instead.
/// </summary>
internal static class Chromium
{
    private const string Executable = "/usr/bin/chromium";

    public static async Task<(IPlaywright Driver, IBrowser Browser)> StartAsync()
    {
        var reason =
            !File.Exists(Executable) ? "There is no Chromium: apt-get install chromium."
            : !Attendance.Host.Web.Pages.AreBuilt ? "This build has no pages: -p:SkipWeb=true."
            : null;
        // The prefix tells xunit to skip.
        if (reason is not null)
            throw new InvalidOperationException(
                Environment.GetEnvironmentVariable("CI") == "true" ? reason : "$XunitDynamicSkip$" + reason
            );
        var driver = await Playwright.CreateAsync();
        var browser = await driver.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Executable,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
        return (driver, browser);
    }
}
