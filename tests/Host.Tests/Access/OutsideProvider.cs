using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Attendance.Host.Tests.Access;

/// <summary>An OpenID Connect provider that is not the product's: another OpenIddict, which signs in whomever the test says.</summary>
internal sealed class OutsideProvider : IAsyncDisposable
{
    public const string ClientId = "attendance";
    public const string ClientSecret = "the secret that the provider gave";

    private readonly WebApplication _app;

    private OutsideProvider(WebApplication app)
    {
        _app = app;
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Url { get; }

    /// <summary>Who is at the provider's keyboard. Null: they refuse.</summary>
    public Person? SignedIn { get; set; }

    public static async Task<OutsideProvider> StartAsync()
    {
        OutsideProvider? provider = null;
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder
            .Services.AddOpenIddict()
            .AddServer(server =>
            {
                server
                    .SetAuthorizationEndpointUris("authorize")
                    .SetTokenEndpointUris("token")
                    .AllowAuthorizationCodeFlow()
                    .RegisterScopes(Scopes.Email)
                    .AddEphemeralEncryptionKey()
                    .AddEphemeralSigningKey()
                    // No store: the two handlers below judge the client.
                    .EnableDegradedMode();
                server.UseAspNetCore().DisableTransportSecurityRequirement();
                server.AddEventHandler<ValidateAuthorizationRequestContext>(handler =>
                    handler.UseInlineHandler(context =>
                    {
                        if (context.ClientId != ClientId)
                            context.Reject(Errors.InvalidClient);
                        return ValueTask.CompletedTask;
                    })
                );
                server.AddEventHandler<ValidateTokenRequestContext>(handler =>
                    handler.UseInlineHandler(context =>
                    {
                        if (context.ClientId != ClientId || context.ClientSecret != ClientSecret)
                            context.Reject(Errors.InvalidClient);
                        return ValueTask.CompletedTask;
                    })
                );
                server.AddEventHandler<HandleAuthorizationRequestContext>(handler =>
                    handler.UseInlineHandler(context =>
                    {
                        if (provider!.SignedIn is { } person)
                            context.SignIn(Principal(person));
                        else
                            context.Reject(Errors.AccessDenied);
                        return ValueTask.CompletedTask;
                    })
                );
            });
        builder.Services.AddAuthentication();
        var app = builder.Build();
        app.UseAuthentication();
        await app.StartAsync();
        return provider = new OutsideProvider(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static ClaimsPrincipal Principal(Person person)
    {
        var identity = new ClaimsIdentity("Outside");
        identity.SetClaim(Claims.Subject, person.Subject).SetClaim(Claims.Email, person.Email);
        if (person.Verified is { } verified)
            identity.SetClaim(Claims.EmailVerified, verified);
        identity.SetDestinations(_ => [Destinations.IdentityToken]);
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(Scopes.OpenId, Scopes.Email);
        return principal;
    }

    /// <summary>What the provider says of somebody.</summary>
    internal sealed record Person(string Subject, string Email, bool? Verified = true);
}
