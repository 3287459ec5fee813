using Attendance.SharedKernel.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenIddict.EntityFrameworkCore.Models;
using OpenIddict.Server;

namespace Attendance.Access.Identity;

/// <summary>Puts ASP.NET Core Identity (accounts) and OpenIddict (tokens) on the product's database.</summary>
internal static class IdentityRegistration
{
    public static void AddIdentityProvider(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Access").Get<AccessOptions>() ?? new AccessOptions();
        services.AddSingleton(options);
        services.AddSingleton<AccountAudit>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<TokenRing>();
        services.AddSingleton<Messages>();
        services.AddSingleton<Invitations>();
        services.AddScoped<FirstFactor>();
        services.AddScoped<OutsideSignIn>();
        services.AddSingleton<RequestReset>();
        services.AddHostedService<IdentityUpkeep>();
        services.AddHostedService<MailDelivery>();
        services.AddDbContext<AccessContext>(
            (provider, context) =>
            {
                var database = provider.GetRequiredService<Database>();
                if (database.IsSqlite)
                    context.UseSqlite(database.CreateConnection(), contextOwnsConnection: true);
                else
                    context.UseNpgsql(database.CreateConnection(), contextOwnsConnection: true);
            }
        );
        AddProtection(services);
        AddAccounts(services);
        AddTokens(services, options);
        AddOutside(services, options);
    }

    private static void AddProtection(IServiceCollection services)
    {
        services.AddSingleton<ProtectionKeys>();
        services.AddDataProtection().SetApplicationName("Attendance");
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<ProtectionKeys>(
                (management, keys) =>
                {
                    management.XmlRepository = keys;
                    // The repository seals what it stores.
                    management.XmlEncryptor = new SealedElsewhere();
                }
            );
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "attendance-form";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
    }

    private static void AddAccounts(IServiceCollection services)
    {
        services
            .AddIdentityCore<Account>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                // Any address will do as a name.
                identity.User.AllowedUserNameCharacters = "";
                // Length is what counts (NCSC: three random words); what people choose too often is refused by CommonPasswords.
                identity.Password.RequiredLength = 12;
                identity.Password.RequiredUniqueChars = 6;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
                identity.Lockout.MaxFailedAccessAttempts = 5;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
                identity.Lockout.AllowedForNewUsers = true;
            })
            .AddUserStore<AccountStore>()
            .AddPasswordValidator<CommonPasswords>()
            .AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider);
    }

    private static void AddTokens(IServiceCollection services, AccessOptions options)
    {
        services.AddSingleton<TokenKeys>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(provider => provider.GetRequiredService<TokenKeys>());
        services
            .AddOpenIddict()
            .AddCore(core =>
                core.UseEntityFrameworkCore()
                    .UseDbContext<AccessContext>()
                    // Bulk statements would go round the writer.
                    .DisableBulkOperations()
                    .Services.AddOpenIddict()
                    .AddCore(inner => inner.ReplaceApplicationManager<OpenIddictEntityFrameworkCoreApplication, KeyApplications>())
            )
            .AddServer(server =>
            {
                server
                    .SetAuthorizationEndpointUris("connect/authorize")
                    .SetTokenEndpointUris("connect/token")
                    .SetRevocationEndpointUris("connect/revoke")
                    .AllowAuthorizationCodeFlow()
                    .AllowClientCredentialsFlow()
                    .AllowRefreshTokenFlow()
                    .RequireProofKeyForCodeExchange()
                    .UseReferenceAccessTokens()
                    .UseReferenceRefreshTokens()
                    .SetAuthorizationCodeLifetime(TimeSpan.FromMinutes(2))
                    .SetAccessTokenLifetime(TimeSpan.FromHours(1))
                    .SetRefreshTokenLifetime(TimeSpan.FromHours(12))
                    .AddEventHandler(TokensEnded.Descriptor)
                    .AddEventHandler(TokensRefused.Descriptor);
                // Else the issuer is the address that a request came to, and a token is good only there.
                if (options.PublicUrl is { } address)
                    server.SetIssuer(new Uri(address));
                server
                    .UseAspNetCore()
                    .EnableAuthorizationEndpointPassthrough()
                    .EnableTokenEndpointPassthrough()
                    // Whether TLS is needed is judged for every page alike, by PlainHttp.
                    .DisableTransportSecurityRequirement();
            })
            .AddValidation(validation =>
            {
                validation.UseLocalServer();
                validation.EnableTokenEntryValidation();
                validation.UseAspNetCore().DisableAccessTokenExtractionFromBodyForm().DisableAccessTokenExtractionFromQueryString();
            });
    }

    private static void AddOutside(IServiceCollection services, AccessOptions options)
    {
        var authentication = services.AddAuthentication();
        foreach (var provider in options.External)
        {
            authentication.AddOpenIdConnect(
                OutsideSignIn.Scheme(provider),
                provider.Title,
                openId =>
                {
                    openId.Authority = provider.Authority;
                    openId.ClientId = provider.ClientId;
                    openId.ClientSecret = provider.ClientSecret;
                    openId.RequireHttpsMetadata = !provider.AllowPlainHttp;
                    openId.CallbackPath = $"/sign-in/with/{provider.Name}/callback";
                    openId.ResponseType = "code";
                    openId.ResponseMode = "query";
                    openId.UsePkce = true;
                    openId.MapInboundClaims = false;
                    openId.SaveTokens = false;
                    openId.Scope.Clear();
                    openId.Scope.Add("openid");
                    openId.Scope.Add("email");
                    openId.CorrelationCookie.SameSite = SameSiteMode.Lax;
                    openId.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                    openId.NonceCookie.SameSite = SameSiteMode.Lax;
                    openId.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                    // Never signed in to: what the provider said is judged by OutsideSignIn, which opens a session of the product's own.
                    openId.SignInScheme = "none";
                    openId.Events.OnTokenValidated = context =>
                        context.HttpContext.RequestServices.GetRequiredService<OutsideSignIn>().JudgeAsync(context, provider);
                    openId.Events.OnRemoteFailure = OutsideSignIn.RefuseAsync;
                    openId.Events.OnAccessDenied = OutsideSignIn.DenyAsync;
                }
            );
        }
    }
}
