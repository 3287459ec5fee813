using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Attendance.Host.Web;

/// <summary>
/// <c>/openapi.json</c>, which the repository holds as a tested contract, and the page that shows it. Only what needs a key is listed. The page
/// asks for nothing outside this server.
/// </summary>
internal static class ApiDescription
{
    private const string Page = "/docs";

    public static void AddApiDescription(this IServiceCollection services) =>
        services.AddOpenApi(
            "v1",
            options =>
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info = new OpenApiInfo
                        {
                            Title = "Attendance",
                            Version = "v1",
                            Description = "What schools' systems and the authority's loader post to and read from Attendance.",
                        };
                        // The address of the server is not part of the contract.
                        document.Servers = [];
                        document.Components ??= new OpenApiComponents();
                        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
                        document.Components.SecuritySchemes["key"] = new OpenApiSecurityScheme
                        {
                            Type = SecuritySchemeType.Http,
                            Scheme = "bearer",
                            Description = "The key that the authority issued to the system.",
                        };
                        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
                        return Task.CompletedTask;
                    }
                )
        );

    /// <summary>Whatever the page's script would like, the browser asks only this server.</summary>
    public static void UseApiPagePolicy(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (context.Request.Path.StartsWithSegments(Page, StringComparison.OrdinalIgnoreCase))
                {
                    context.Response.Headers.ContentSecurityPolicy =
                        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
                        + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
                }
                return next(context);
            }
        );

    public static void MapApiDescription(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi.json").AllowAnonymous();
        routes
            .MapScalarApiReference(
                Page,
                scalar =>
                {
                    scalar.Title = "Attendance API";
                    scalar.WithOpenApiRoutePattern("/openapi.json");
                    scalar.DisableDefaultFonts();
                    scalar.DisableAgent();
                    scalar.DisableMcp();
                    scalar.DisableTelemetry();
                    scalar.HideDeveloperTools();
                }
            )
            .AllowAnonymous();
    }
}
