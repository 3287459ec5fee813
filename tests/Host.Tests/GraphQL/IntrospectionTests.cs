using Attendance.Access.Contracts;
using Attendance.Host.Tests.Pages;
using Attendance.SharedKernel;
using Attendance.TestSupport;
using Microsoft.Extensions.Hosting;
using Microsoft.Playwright;
using Xunit;

namespace Attendance.Host.Tests.GraphQL;

/// <summary>Who may ask for the schema, and the page for trying operations: in development everybody, in production the administrator and the loader, and no page.</summary>
public sealed class IntrospectionTests
{
    private const string Schema = "{ __schema { queryType { name } } }";

    [Fact]
    public async Task In_production_only_the_administrator_and_the_loader_ask_for_the_schema()
    {
        await using var host = await RunningHost.StartAsync();
        var school = Laestab.From(3552007);
        await SmallSchool.CreateAsync(host, "3552007");
        foreach (var role in new[] { Role.SchoolOffice, Role.WelfareOfficer, Role.AttendanceLeader })
        {
            var person = await host.PersonAsync(await host.EmployAsync(role, (TieOf(role), GrantTarget.Of(school))));
            await RefusedAsync(person, Schema);
            await RefusedAsync(
                person,
                "query A { schools { laestab ...S } } fragment S on School { __typename } query B { __type(name: \"School\") { name } }",
                "A"
            );
        }
        await RefusedAsync(await host.SchoolAsync(school), Schema);
        Assert.Empty((await SmallSchool.AskAsync(await host.PersonAsync(await host.EmployAsync(Role.Administrator)), Schema)).Codes);
        Assert.Empty((await SmallSchool.AskAsync(host.Loader, Schema)).Codes);
        using var page = await host.Anonymous.GetAsync(new Uri("/graphql-explorer", UriKind.Relative));
        Assert.False(page.IsSuccessStatusCode);
    }

    [Fact]
    public async Task In_development_everybody_does_and_a_page_tries_operations_without_leaving_the_machine()
    {
        await using var host = await RunningHost.StartAsync(services: services =>
        {
            foreach (var environment in services.Select(service => service.ImplementationInstance).OfType<IHostEnvironment>())
                environment.EnvironmentName = "Development";
        });
        await SmallSchool.CreateAsync(host, "3552007");
        Assert.Empty((await SmallSchool.AskAsync(await host.SchoolAsync(Laestab.From(3552007)), Schema)).Codes);

        var office = await host.EmployAsync(Role.SchoolOffice, (Relation.WorksAt, GrantTarget.Of(Laestab.From(3552007))));
        var (driver, browser) = await Chromium.StartAsync();
        using var _ = driver;
        await using var __ = browser;
        var context = await browser.NewContextAsync();
        await context.AddCookiesAsync([
            new Cookie
            {
                Name = RunningHost.SessionCookie,
                Value = await host.SignInAsync(office),
                Url = host.Url.ToString(),
            },
        ]);
        await using var window = new Window(context, await context.NewPageAsync(), host.Url);
        await window.OpenAsync(new Uri(host.Url, "/graphql-explorer").ToString(), "GraphQL");
        await window.Page.GetByText("SchoolRegister", new PageGetByTextOptions { Exact = true }).WaitForAsync();
        await window.Button("Run (Ctrl+Enter)").ClickAsync();
        await window.SeesAsync("\"laestab\": \"3552007\"");
        await window.Page.GetByLabel("Document").FillAsync("subscription { missingRegisters { date } }");
        await window.Page.Keyboard.PressAsync("Control+Enter");
        await window.SeesAsync("\"missingRegisters\"");
        await window.Button("Stop").ClickAsync();
        await window.SeesAsync("stopped");
        await window.IsFitAsync("explorer");
        window.StayedHere();
    }

    private static Relation TieOf(Role role) =>
        role switch
        {
            Role.WelfareOfficer => Relation.NamedOfficer,
            Role.AttendanceLeader => Relation.Manages,
            _ => Relation.WorksAt,
        };

    private static async Task RefusedAsync(HttpClient client, string query, string? operationName = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { query, operationName }),
        };
        request.Headers.TryAddWithoutValidation("Accept", "application/graphql-response+json");
        var answer = await LibraryHost.ReadAsync(await client.SendAsync(request));
        Assert.Equal((400, "GRAPHQL_VALIDATION_FAILED"), (answer.Status, answer.Codes[0]));
    }
}
