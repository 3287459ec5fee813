using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Attendance.Host.Web;

/// <summary>
/// <c>/openapi.json</c>, which the repository holds as a tested contract, and the page that shows it. Only what needs a key is listed. The page
/// asks for nothing outside this server.
/// </summary>
internal static class ApiDescription
{
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

    public static void MapApiDescription(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi.json").AllowAnonymous();
        routes
            .MapScalarApiReference(
                "/docs",
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
