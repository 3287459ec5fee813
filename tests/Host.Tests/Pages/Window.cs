using System.Collections.Concurrent;
using Attendance.TestSupport;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>What a signed-in person has in front of them. It remembers every request and every complaint of the browser.</summary>
public sealed class Window : IAsyncDisposable
{
    private static readonly string Pictures = Path.Combine(AppContext.BaseDirectory, "TestResults", "pages");

    /// <summary>Milliseconds that a page has for what a test waits for: enough for a machine that runs other tests beside it.</summary>
    private const int Patience = 60_000;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentQueue<string> _complaints = new();

    public Window(IBrowserContext context, IPage page, Uri server)
    {
        _context = context;
        Page = page;
        Server = server;
        page.SetDefaultTimeout(Patience);
        context.Request += (_, request) => _requests.Enqueue(request.Url);
        page.Console += (_, said) =>
        {
            if (said.Type is "error")
                _complaints.Enqueue(said.Text);
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
    }

    public IPage Page { get; }

    public Uri Server { get; }

    /// <summary>The addresses asked so far.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>What the browser complained of: errors of scripts, refused by the content policy, failed requests.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    public IBrowserContext Context => _context;

    /// <summary>A window of a browser in which a person is signed in.</summary>
    public static async Task<Window> SignedInAsync(IBrowser browser, RunningHost host, long person, int width)
    {
        var context = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
                BaseURL = host.Url.ToString(),
                Locale = "en-GB",
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        await context.AddCookiesAsync([
            new Cookie
            {
                Name = RunningHost.SessionCookie,
                Value = await host.SignInAsync(person),
                Url = host.Url.ToString(),
            },
        ]);
        return new Window(context, await context.NewPageAsync(), host.Url);
    }

    /// <summary>Opens an address and waits until its main heading is there.</summary>
    public async Task OpenAsync(string address, string heading)
    {
        await Page.GotoAsync(address);
        await Heading(heading).WaitForAsync();
    }

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = name, Level = 1 });

    public ILocator Link(string name, bool exact = false) =>
        Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name, Exact = exact }).First;

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name }).First;

    /// <summary>Opens a page by the navigation of somebody who has so many that they stand in groups.</summary>
    public async Task MenuAsync(string group, string title)
    {
        await Button(group).ClickAsync();
        await Link(title, exact: true).ClickAsync();
    }

    /// <summary>Waits until a text stands somewhere on the page.</summary>
    public Task SeesAsync(string text) => Page.GetByText(text).First.WaitForAsync();

    /// <summary>Presses a button, and waits until the server has answered the mutation that it sends: what the page shows may have stood there before.</summary>
    public Task SendsAsync(ILocator button, string mutation) =>
        Page.RunAndWaitForResponseAsync(
            () => button.ClickAsync(),
            answer => answer.Request.PostData?.Contains($"\"{mutation}\"", StringComparison.Ordinal) is true
        );

    /// <summary>Axe finds nothing, the page is no wider than the window, and a picture is kept under a name.</summary>
    public async Task IsFitAsync(string name)
    {
        Directory.CreateDirectory(Pictures);
        var width = Page.ViewportSize!.Width;
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, $"{name}-{width}.png"), FullPage = true });
        var found = await Page.RunAxe();
        Assert.True(found.Violations.Length == 0, string.Join('\n', found.Violations.Select(Tell)));
        var wide = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        Assert.True(wide <= width, $"{name} is {wide} wide in a window of {width}.");
    }

    /// <summary>Nothing left this machine, and the browser complained of nothing.</summary>
    public void StayedHere()
    {
        Assert.All(Requests, address => Assert.StartsWith(Server.ToString(), address, StringComparison.Ordinal));
        Assert.Empty(Complaints);
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private static string Tell(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Take(5).Select(node => node.Html))}";
}
