using System.Net;
using Attendance.Access.Contracts;
using Attendance.TestSupport;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Host.Tests.Access;

/// <summary>Signing in with an outside OpenID Connect provider, by configuration alone: a second OpenIddict is the provider.</summary>
public sealed class OutsideSignInTests : IAsyncLifetime
{
    private OutsideProvider _provider = null!;
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await OutsideProvider.StartAsync();
        _host = await RunningHost.StartAsync(
            settings: new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Access:External:0:Name"] = "council",
                ["Access:External:0:Title"] = "the council",
                ["Access:External:0:Authority"] = _provider.Url.ToString(),
                ["Access:External:0:ClientId"] = OutsideProvider.ClientId,
                ["Access:External:0:ClientSecret"] = OutsideProvider.ClientSecret,
                ["Access:External:0:AllowPlainHttp"] = "true",
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Who_was_invited_signs_in_by_verified_address_and_afterwards_by_subject()
    {
        var person = (await Mediator.Send(new MakePerson(Caller.System("test"), "Somebody", "known@example.org"))).Value.Id;
        Assert.False(await SignsInAsync(new("subject-1", "known@example.org")), "Recorded, but not invited.");
        await Mediator.Send(new InvitePerson(Caller.System("test"), person, _host.Url));
        Assert.False(await SignsInAsync(new("subject-1", "known@example.org", Verified: false)), "Not verified.");
        Assert.False(await SignsInAsync(new("subject-1", "known@example.org", Verified: null)), "Nobody said that it is verified.");
        Assert.True(await SignsInAsync(new("subject-1", "Known@Example.org")));
        Assert.True(await SignsInAsync(new("subject-1", "changed@example.org", Verified: false)), "The subject is the same.");
        Assert.False(await SignsInAsync(new("subject-2", "known@example.org")), "Another subject with the address of the first.");
        await Mediator.Send(new RecordLeaver(Caller.System("test"), person, "left"));
        Assert.False(await SignsInAsync(new("subject-1", "known@example.org")), "Left.");
    }

    [Fact]
    public async Task A_stranger_to_this_installation_stays_one()
    {
        Assert.False(await SignsInAsync(new("subject-9", "stranger@example.org")));
        Assert.False(await SignsInAsync(null));
        var person = await Mediator.Send(new MakePerson(Caller.System("test"), "Somebody", "stranger@example.org"));
        Assert.True(person.IsOk, "The stranger had become a person.");
    }

    [Fact]
    public async Task The_page_lets_its_form_lead_to_the_provider_and_nowhere_else()
    {
        using var answer = await _host.Anonymous.GetAsync("/sign-in");
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains($"form-action 'self' http://{_provider.Url.Authority};", policy, StringComparison.Ordinal);
        Assert.Contains("Sign in with the council", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_is_refused()
    {
        using var browser = new Browser(_host.Url);
        await browser.OpenAsync("/sign-in/with/council/callback?code=abc&state=def");
        Assert.Equal("/sign-in", browser.At.AbsolutePath);
        Assert.Contains("did not vouch", browser.Text, StringComparison.Ordinal);
    }

    private IMediator Mediator => _host.Services.GetRequiredService<IMediator>();

    private async Task<bool> SignsInAsync(OutsideProvider.Person? person)
    {
        _provider.SignedIn = person;
        using var browser = new Browser(_host.Url);
        await browser.OpenAsync("/sign-in");
        await browser.SendAsync(new Dictionary<string, string>(StringComparer.Ordinal), "/sign-in/with/council", anywhere: true);
        Assert.Equal(_host.Url.Authority, browser.At.Authority);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/nothing");
        request.Headers.Add("X-Attendance", "1");
        using var answer = await browser.AskAsync(request);
        Assert.Equal(browser.At.AbsolutePath == "/", answer.StatusCode is HttpStatusCode.NotFound);
        return answer.StatusCode is HttpStatusCode.NotFound;
    }
}
