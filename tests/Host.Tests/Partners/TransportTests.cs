using System.Text.Json;
using Attendance.Host.Tests.GraphQL;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>Home to school transport over the whole Host: who is taken, a bus that fails and the marks that it explains, the policy and the prompt.</summary>
[Collection<HealthCityTests>]
public sealed class TransportTests(HealthCity city)
{
    private const string Marks =
        "query($school: Laestab!) { school(laestab: $school) { transportFailures { id route kind what children { pupil { id } mark code codeLabel explainedAt } } } }";

    [Fact]
    [Trait("Row", "S165")]
    public async Task One_late_bus_explains_many_marks_at_once_by_the_schools_correction_and_nobody_elses_marks_change()
    {
        var day = HealthCity.Today;
        await city.School.MarkAsync(
            day,
            "AM",
            null,
            [.. new[] { "O", "O", "U", "N", "L", "H", "/" }.Select((code, place) => (HealthCity.UpnOf(place), code))]
        );
        var route = (await RouteAsync("Bus 71")).GetProperty("id").GetString()!;
        Assert.Equal("route-exists", HealthCity.Problem(await RouteAsync("bus 71")));
        // Whose way is short is refused a place, and a school gives none.
        Assert.Equal("not-eligible", HealthCity.Problem(await PlaceAsync(6, 1500, route)));
        Assert.Equal(
            "route-not-yours",
            HealthCity.Problem(
                await RecordAsync(
                    city.Office,
                    new
                    {
                        pupil = city.Ids[6],
                        metres = 6000,
                        specialNeeds = false,
                        unsafeRoute = false,
                        lowIncome = false,
                        route,
                    }
                )
            )
        );
        // Six of the seven ride.
        for (var place = 1; place < 7; place++)
            Assert.Equal("DISTANCE", (await PlaceAsync(place, 6000, route)).GetProperty("basis").GetString());

        Assert.Equal("minutes-late", HealthCity.Problem(await FailAsync(route, null)));
        var failed = await FailAsync(route, 40);
        Assert.Null(HealthCity.Problem(failed));
        Assert.Equal("failure-known", HealthCity.Problem(await FailAsync(route, 45)));
        var notices = (await HealthCity.AskAsync(city.Office, "{ notices(first: 50) { kind sentence } }")).ToString();
        Assert.Contains("Bus 71 failed on 16 October 2006 AM", notices, StringComparison.Ordinal);

        var offer = await OfferAsync();
        Assert.Equal(
            ["O Y", "U Y", "N Y", "L L", "H -", "/ -"],
            offer.GetProperty("children").EnumerateArray().Select(child => $"{Text(child, "mark")} {Text(child, "code") ?? "-"}")
        );
        Assert.Equal(
            ["NOT_FOUND"],
            await HealthCity.RefusedAsync(city.Transport, "explainByTransport", "ExplainByTransportInput", Explain(1, 2))
        );
        Assert.Equal(
            ["NOT_FOUND"],
            await HealthCity.RefusedAsync(city.Leader, "explainByTransport", "ExplainByTransportInput", Explain(1, 2))
        );
        // Who is on holiday has a reason already, and the child without a place is not on the bus.
        Assert.Equal("not-offered", HealthCity.Problem(await ExplainAsync(5)));
        Assert.Equal("not-offered", HealthCity.Problem(await ExplainAsync(0)));

        var explained = await ExplainAsync(1, 2, 3, 4);
        Assert.Equal((4, 0), (explained.GetProperty("explained").GetInt32(), explained.GetProperty("held").GetInt32()));
        Assert.Equal("not-offered", HealthCity.Problem(await ExplainAsync(1)));
        Assert.Equal(["O", "Y", "Y", "Y", "L", "H", "/"], await CodesAsync());
        // What stood is kept, with the reason.
        var history = (
            await HealthCity.AskAsync(
                city.Office,
                $$"""{ pupil(id: "{{city.Ids[2]}}") { marks(from: "2006-10-16", to: "2006-10-16") { code history { code via kind } } } }"""
            )
        ).ToString();
        Assert.Contains("""{"code":"U","via":"rest","kind":"REGISTER"}""", history, StringComparison.Ordinal);
        Assert.Contains("""{"code":"Y","via":"transport","kind":"CORRECTION"}""", history, StringComparison.Ordinal);

        var unit = await HealthCity.AskAsync(
            city.Transport,
            "{ transportFailures { route minutesLate explained } transportRoutes { name children } transportChildren { child givenName way { basis route } } agency(id: \"passenger-transport\") { responsibilities { row figures { name count outOf } } } }"
        );
        // Four are fewer than five, and are not told; six are.
        Assert.Contains("""{"route":"Bus 71","minutesLate":40,"explained":null}""", unit.ToString(), StringComparison.Ordinal);
        Assert.Contains("""{"name":"Bus 71","children":6}""", unit.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            6,
            unit.GetProperty("transportChildren")
                .EnumerateArray()
                .Count(child => child.GetProperty("way").ToString().Contains("Bus 71", StringComparison.Ordinal))
        );
        Assert.Contains(
            """{"name":"Half-days missed this year because a service failed","count":3,"outOf":null}""",
            unit.ToString(),
            StringComparison.Ordinal
        );
        Assert.Matches("with a place on a route\",\"count\":[67],\"outOf\":[67]}", unit.ToString());
        foreach (var query in new[] { "{ transportRoutes { id } }", "{ transportFailures { id } }" })
            Assert.Equal(["FORBIDDEN"], (await SmallSchool.AskAsync(city.Nurse, query)).Codes);
        Assert.Equal(
            "[]",
            (await HealthCity.AskAsync(city.Nurse, "{ transportChildren { agreement } }")).GetProperty("transportChildren").ToString()
        );
    }

    [Fact]
    [Trait("Row", "S166")]
    public async Task The_policy_is_there_in_several_languages_and_a_prompt_fires_when_transport_is_assessed_and_the_child_looks_eligible()
    {
        var policy = await HealthCity.AskAsync(
            city.Office,
            "{ transportPolicy(language: \"pl\") { language title paragraphs rightToLeft } }"
        );
        var texts = policy.GetProperty("transportPolicy").EnumerateArray().ToList();
        Assert.Equal(["en", "pl", "ur", "ar", "fr"], texts.Select(text => text.GetProperty("language").GetString()));
        Assert.All(texts, text => Assert.Equal(5, text.GetProperty("paragraphs").GetArrayLength()));
        var looks = (
            await HealthCity.AskAsync(
                city.Transport,
                "{ agency(id: \"passenger-transport\") { responsibilities { row figures { name count } } } }"
            )
        ).ToString();
        Assert.Matches("\"Times that the policy was opened this year\",\"count\":[1-9]", looks);

        Assert.Null(await PromptAsync());
        var open = await city.CaseAsync();
        foreach (var factor in new[] { "HEALTH", "TRANSPORT" })
        {
            var assessed = await HealthCity.DoAsync(
                city.Worker,
                "recordAssessment",
                "AssessmentInput",
                new
                {
                    @case = open,
                    factors = new[] { new { factor, source = "mother" } },
                    childView = "I get up late.",
                    parentViews = new[] { new { who = "mother", view = "The bus is full." } },
                    summary = "The way is long.",
                },
                ""
            );
            Assert.Null(HealthCity.Problem(assessed));
            // Only when transport is a factor, and then first to have the way measured.
            Assert.Equal(factor == "TRANSPORT" ? "NOT_MEASURED" : null, await PromptAsync());
        }
        Assert.Equal("WITHIN_WALKING", (await WayAsync(4828)).GetProperty("basis").GetString());
        Assert.Null(await PromptAsync());
        Assert.Equal("DISTANCE", (await WayAsync(4829)).GetProperty("basis").GetString());
        Assert.Equal("LOOKS_ELIGIBLE", await PromptAsync());
        var route = (await RouteAsync("Bus 99")).GetProperty("id").GetString()!;
        Assert.Null(HealthCity.Problem(await PlaceAsync(0, 4829, route)));
        Assert.Null(await PromptAsync());
        Assert.Equal(
            ["NOT_FOUND"],
            await HealthCity.RefusedAsync(city.Nurse, "recordTransport", "RecordTransportInput", Way(city.Ids[0], 1))
        );
    }

    private async Task<string?> PromptAsync() =>
        Text(
            (await HealthCity.AskAsync(city.Worker, $$"""{ pupil(id: "{{city.Ids[0]}}") { transport { prompt } } }"""))
                .GetProperty("pupil")
                .GetProperty("transport"),
            "prompt"
        );

    private static object Way(string pupil, int metres) =>
        new
        {
            pupil,
            metres,
            specialNeeds = false,
            unsafeRoute = false,
            lowIncome = false,
        };

    private Task<JsonElement> WayAsync(int metres) => RecordAsync(city.Worker, Way(city.Ids[0], metres));

    private Task<JsonElement> RouteAsync(string name) =>
        HealthCity.DoAsync(city.Transport, "saveTransportRoute", "SaveTransportRouteInput", new { name, @operator = "City Coaches" }, "id");

    private async Task<JsonElement> PlaceAsync(int place, int metres, string route) =>
        await RecordAsync(
            city.Transport,
            new
            {
                agreement = city.TransportAgreement,
                child = await city.SharedAsync(city.Transport, city.TransportAgreement, place),
                metres,
                specialNeeds = false,
                unsafeRoute = false,
                lowIncome = false,
                route,
                note = "Sits in front.",
            }
        );

    private static Task<JsonElement> RecordAsync(HttpClient client, object input) =>
        HealthCity.DoAsync(client, "recordTransport", "RecordTransportInput", input, "basis");

    private Task<JsonElement> FailAsync(string route, int? minutesLate) =>
        HealthCity.DoAsync(
            city.Transport,
            "reportTransportFailure",
            "ReportTransportFailureInput",
            new
            {
                route,
                date = "2006-10-16",
                half = "AM",
                kind = "LATE",
                what = "Engine trouble.",
                minutesLate,
            },
            "id"
        );

    private async Task<JsonElement> OfferAsync() =>
        Assert.Single(
            (await HealthCity.AskAsync(city.Office, Marks, new { school = city.School.Laestab.ToString() }))
                .GetProperty("school")
                .GetProperty("transportFailures")
                .EnumerateArray(),
            failure => failure.GetProperty("route").GetString() == "Bus 71"
        );

    private string? _failure;

    private object Explain(params int[] places) =>
        new
        {
            school = city.School.Laestab.ToString(),
            failure = _failure ?? "1",
            pupils = places.Select(place => city.Ids[place]).ToArray(),
        };

    private async Task<JsonElement> ExplainAsync(params int[] places)
    {
        _failure ??= (await OfferAsync()).GetProperty("id").GetString();
        return await HealthCity.DoAsync(city.Office, "explainByTransport", "ExplainByTransportInput", Explain(places), "explained held");
    }

    private async Task<IReadOnlyList<string?>> CodesAsync()
    {
        var codes = new List<string?>();
        foreach (var id in city.Ids)
            codes.Add(
                Text(
                    (
                        await HealthCity.AskAsync(
                            city.Office,
                            $$"""{ pupil(id: "{{id}}") { marks(from: "2006-10-16", to: "2006-10-16") { code } } }"""
                        )
                    )
                        .GetProperty("pupil")
                        .GetProperty("marks")[0],
                    "code"
                )
            );
        return codes;
    }

    private static string? Text(JsonElement at, string name) => at.GetProperty(name).GetString();
}
