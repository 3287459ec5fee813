using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.GraphQL;
using Attendance.SharedKernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Attendance.Host.Tests.GraphQL;

/// <summary>The GraphQL transport over a real socket with the small library behind it. The caller is the school of the header "x-school", else the loader.</summary>
public sealed class LibraryHost : IAsyncLifetime
{
    private WebApplication? _app;

    public Uri Address { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    internal LibraryDoor Door => _app!.Services.GetRequiredService<LibraryDoor>();

    internal Library Library => _app!.Services.GetRequiredService<Library>();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<Library>();
        builder.Services.AddSingleton<IPolicy, LibraryPolicy>();
        builder.Services.AddSingleton<LibraryDoor>();
        builder.Services.AddSingleton<ICredentials>(provider => provider.GetRequiredService<LibraryDoor>());
        builder.Services.AddSingleton<IAuditTrail>(provider => provider.GetRequiredService<LibraryDoor>());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddScoped<ReviewReader>();
        builder.Services.AddGraphQLApi([typeof(LibraryHost).Assembly]);
        builder.Services.Configure<GraphQLOptions>(options =>
        {
            options.Timeout = TimeSpan.FromSeconds(1);
            options.Live.InitTimeout = TimeSpan.FromMilliseconds(700);
            options.Live.JudgeEvery = TimeSpan.FromMilliseconds(200);
            options.Live.MaxOperations = 5;
            options.Live.MaxConnections = 20;
            options.Live.SendTimeout = TimeSpan.FromSeconds(1);
        });
        _app = builder.Build();
        _app.Use(
            (context, next) =>
            {
                var school = context.Request.Headers["x-school"].ToString();
                context.Features.Set(
                    Laestab.TryParse(school, out var laestab)
                        ? new Caller(CallerKind.School, $"{school}/SIMS", laestab)
                        : new Caller(CallerKind.Loader, "loader")
                );
                return next();
            }
        );
        _app.UseRouting();
        _app.UseWebSockets();
        _app.MapGraphQLApi();
        await _app.StartAsync();
        Address = new Uri(
            _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/graphql"
        );
        Client = new HttpClient { BaseAddress = Address };
    }

    /// <summary>Posts an operation the modern way.</summary>
    internal Task<Answer> AskAsync(
        string query,
        object? variables = null,
        string? school = null,
        string accept = "application/graphql-response+json"
    ) => SendAsync(JsonSerializer.Serialize(new { query, variables }), accept: accept, school: school);

    /// <summary>Posts a body as it is.</summary>
    internal async Task<Answer> SendAsync(
        string body,
        string contentType = "application/json",
        string? accept = "application/graphql-response+json",
        string? school = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        if (school is not null)
            request.Headers.Add("x-school", school);
        return await ReadAsync(await Client.SendAsync(request));
    }

    /// <summary>Sends a query in the URL.</summary>
    internal async Task<Answer> GetAsync(string query, string? variables = null)
    {
        var url =
            $"{Address}?query={Uri.EscapeDataString(query)}" + (variables is null ? "" : $"&variables={Uri.EscapeDataString(variables)}");
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/graphql-response+json"));
        return await ReadAsync(await Client.SendAsync(request));
    }

    internal static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var result = new Answer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString(),
            string.Join(", ", response.Content.Headers.Allow),
            text
        );
        response.Dispose();
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(int Status, string? Type, string Allow, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public JsonElement Data => Json.GetProperty("data");

    public bool HasData => Json.TryGetProperty("data", out _);

    /// <summary>The codes of the errors, in order.</summary>
    public IReadOnlyList<string?> Codes =>
        Json.TryGetProperty("errors", out var errors)
            ? [.. errors.EnumerateArray().Select(error => error.GetProperty("extensions").GetProperty("code").GetString())]
            : [];
}
