using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.Host.Tests.Partners;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>A truancy sweep of twenty stops on a phone, from the plan to the report of the term, with no connection in the middle.</summary>
public sealed class SweepPagesTests : IAsyncLifetime
{
    private const int Phone = 390;

    private IPlaywright _driver = null!;
    private IBrowser _browser = null!;
    private SweepCity _city = null!;

    public async ValueTask InitializeAsync()
    {
        (_driver, _browser) = await Chromium.StartAsync();
        _city = await SweepCity.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _city.DisposeAsync();
        await _browser.DisposeAsync();
        _driver.Dispose();
    }

    [Fact]
    [Trait("Row", "S37")]
    [Trait("Row", "S129")]
    [Trait("Row", "S130")]
    [Trait("Row", "S201")]
    public async Task Twenty_stops_on_a_phone_with_no_connection_in_the_middle_are_there_once_and_in_the_report()
    {
        await using var officer = await Window.SignedInAsync(_browser, _city.Host, await _city.OfficerAsync(), Phone);
        await officer.OpenAsync("/sweeps", "Truancy sweeps");
        await officer.Page.GetByText("Plan a sweep", new() { Exact = true }).ClickAsync();
        await officer.Page.GetByLabel("Area").FillAsync("Ordsall");
        await officer.Page.GetByLabel("From", new() { Exact = true }).FillAsync("09:15");
        await officer.Page.GetByLabel("Until", new() { Exact = true }).FillAsync("12:00");
        await officer.Page.GetByLabel("Designated premises").FillAsync("Youth centre, Ordsall Lane");
        await officer.IsFitAsync("sweep-plan");
        await officer.SendsAsync(officer.Button("Plan it"), "PlanSweep");
        await officer.Link("Ordsall").ClickAsync();
        await officer.SeesAsync("Waits for authorisation");
        var address = new Uri(officer.Page.Url).AbsolutePath;

        await using var police = await Window.SignedInAsync(_browser, _city.Host, await _city.PoliceAsync(), Phone);
        await police.OpenAsync(address, "Ordsall");
        await police.Page.GetByLabel("Officer who authorised it").FillAsync("Supt Lane");
        await police.SendsAsync(police.Button("Enter the authorisation"), "AuthoriseSweep");
        await police.SeesAsync("Authorised by Supt Lane, superintendent.");
        await police.SendsAsync(police.Button("Sign on for this sweep"), "JoinSweep");
        await LookAsync(police);
        await police.IsFitAsync("sweep-out");

        await police.Page.GetByLabel("Where").FillAsync("Precinct");
        for (var place = 0; place < 7; place++)
            await RecordAsync(police, place);
        await police.SeesAsync("7 stops");
        // An answer that is lost on the way: the server has the stop, the phone does not know it, and sends again.
        var lost = 0;
        await police.Page.RouteAsync(
            "**/graphql",
            async route =>
            {
                if (route.Request.PostData?.Contains("\"RecordSweepStop\"", StringComparison.Ordinal) is not true || lost++ > 0)
                {
                    await route.FallbackAsync();
                    return;
                }
                await route.FetchAsync();
                await route.AbortAsync();
            }
        );
        await RecordAsync(police, 7);
        await police.SeesAsync("8 stops");
        await police.Context.SetOfflineAsync(true);
        for (var place = 8; place < 14; place++)
            await RecordAsync(police, place);
        await police.SeesAsync("No connection. 6 stops kept on this phone until the server has them.");
        await police.IsFitAsync("sweep-offline");
        Assert.Equal(8, await CountAsync());
        await police.Context.SetOfflineAsync(false);
        await police.SeesAsync("14 stops");
        for (var place = 14; place < 20; place++)
            await RecordAsync(police, place);
        await police.SeesAsync("20 stops");
        await police.SeesAsync("Marked present in school: 4");
        await police.IsFitAsync("sweep-stops");
        Assert.Equal(20, await CountAsync());
        Assert.True(lost > 1);
        Assert.Null(
            await police.Page.EvaluateAsync<string?>("() => Object.keys(localStorage).find((key) => key.startsWith('sweep-')) ?? null")
        );

        _city.Clock.Advance(TimeSpan.FromHours(3));
        await officer.OpenAsync(address, "Ordsall");
        await officer.SendsAsync(officer.Button("Close the sweep"), "CloseSweep");
        await officer.SeesAsync("Closed");
        // Ten without leave, four who left after registration, and the two of whom no reason became known.
        await officer.SeesAsync("Followed up in a case, for a Personal Attendance Plan: 16");
        await officer.IsFitAsync("sweep-closed");
        await officer.OpenAsync("/sweeps/hot-spots", "Hot spots and section 17");
        await officer.SeesAsync("The next sweep would meet most in");
        var row = officer.Page.Locator("tr").Filter(new() { HasText = "Ordsall" });
        await row.GetByText("20", new() { Exact = true }).WaitForAsync();
        await row.GetByText("16", new() { Exact = true }).WaitForAsync();
        await officer.IsFitAsync("hot-spots");
        officer.StayedHere();

        // Each of them has a case in which a plan is due.
        var manager = await _city.Host.PersonAsync(
            await _city.Host.EmployAsync(Role.LocalityManager, (Relation.Manages, GrantTarget.Of(_city.School.Laestab)))
        );
        foreach (var (place, opened) in new[] { (0, true), (10, true), (14, false), (16, false), (18, true) })
        {
            var answer = await SmallSchool.AskAsync(manager, $"{{ pupil(upn: \"{_city.School.Upns[place]}\") {{ openCase {{ id }} }} }}");
            Assert.Equal(
                opened,
                answer.Data.GetProperty("pupil").GetProperty("openCase").ValueKind is System.Text.Json.JsonValueKind.Object
            );
        }
    }

    private static async Task LookAsync(Window police)
    {
        await police.Page.Locator("#look-given").FillAsync(PrivacyWatch.GivenName);
        await police.Page.Locator("#look-family").FillAsync(PrivacyWatch.FamilyName);
        await police.Page.Locator("#look-born").FillAsync(TestSchool.Text(SweepCity.Born(0)));
        await police.Button("Look up").ClickAsync();
        await police.SeesAsync("Absent without leave.");
    }

    private static async Task RecordAsync(Window police, int place)
    {
        await police.Page.Locator("#stop-given").FillAsync(PrivacyWatch.GivenName);
        await police.Page.Locator("#stop-family").FillAsync(PrivacyWatch.FamilyName);
        await police.Page.Locator("#stop-born").FillAsync(TestSchool.Text(SweepCity.Born(place)));
        await police.Button("Record the stop").ClickAsync();
    }

    private async Task<int> CountAsync()
    {
        await using var connection = await _city.Host.Services.GetRequiredService<Database>().OpenAsync();
        return await connection.ExecuteScalarAsync<int>("select count(*) from partners_sweep_stop");
    }
}
