using Attendance.Access.Contracts;
using Attendance.TestSupport;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>The sign-in page of a demonstration, and that only a demonstration has one.</summary>
public sealed class DemonstrationTests : IAsyncLifetime, IDemonstration
{
    private const string Password = "rather-long-and-never-used";
    private IPlaywright _driver = null!;
    private IBrowser _browser = null!;
    private RunningHost _host = null!;

    public string Story => "It is Monday in a simulated city.";

    public IReadOnlyList<DemonstrationAccount> Accounts { get; } =
    [new("Attendance leader", "Authority today", "leader@demo.example", Password)];

    public async ValueTask InitializeAsync()
    {
        (_driver, _browser) = await Chromium.StartAsync();
        _host = await RunningHost.StartAsync(
            services: services => services.AddSingleton<IDemonstration>(this),
            settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Access:RequireSecondFactor"] = "false" }
        );
        var mediator = _host.Services.GetRequiredService<IMediator>();
        var setup = Caller.System("test");
        var person = (await mediator.Send(new MakePerson(setup, "Demo leader", "leader@demo.example"))).Value.Id;
        Assert.True((await mediator.Send(new GiveRole(setup, person, Role.AttendanceLeader, "test"))).IsOk);
        var invited = await mediator.Send(new InvitePerson(setup, person, _host.Url));
        using var visitor = new Browser(_host.Url);
        await visitor.OpenAsync(invited.Value.Link.AbsolutePath);
        await visitor.SendAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["password"] = Password, ["again"] = Password });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _driver.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_first_address_leads_to_the_accounts_and_one_press_signs_in_and_out_again(int width)
    {
        var context = await _browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = _host.Url.ToString(),
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
            }
        );
        await using var window = new Window(context, await context.NewPageAsync(), _host.Url);
        await window.OpenAsync("/", "Sign in");
        await window.SeesAsync("It is Monday in a simulated city.");
        await window.IsFitAsync("demonstration");
        await window.Button("Sign in as Attendance leader").ClickAsync();
        await window.Heading("Authority today").WaitForAsync();
        await window.SeesAsync("1 of 6: Authority today.");
        await window.IsFitAsync("tour");
        await window.Button("Next").ClickAsync();
        await window.Link("Show me").ClickAsync();
        await window.Heading("My pupils").WaitForAsync();
        await window.Button("Put the tour away").ClickAsync();
        await window.Page.ReloadAsync();
        await window.Heading("My pupils").WaitForAsync();
        Assert.Equal(0, await window.Button("Put the tour away").CountAsync());
        await window.Link("Sign out").ClickAsync();
        await window.Button("Sign out").ClickAsync();
        await window.Heading("Sign in").WaitForAsync();
        window.StayedHere();
    }

    [Fact]
    public async Task A_host_that_serves_lists_no_account()
    {
        await using var host = await RunningHost.StartAsync();
        using var visitor = new Browser(host.Url);
        Assert.DoesNotContain("Demonstration", await visitor.OpenAsync("/sign-in"), StringComparison.Ordinal);
    }
}
