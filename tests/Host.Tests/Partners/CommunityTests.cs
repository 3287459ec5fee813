using System.Text.Json;
using Attendance.Host.Tests.GraphQL;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>Work in the community over the whole Host: events with their area's trend, and the figures that a sector meeting is given.</summary>
[Collection<HealthCityTests>]
public sealed class CommunityTests(HealthCity city)
{
    private const string Area = "Schools without a team";

    [Fact]
    [Trait("Row", "S103")]
    public async Task An_event_is_logged_by_who_led_it_and_shows_its_areas_attendance_before_and_after()
    {
        var input = new Dictionary<string, object>
        {
            ["title"] = "Walk to school week",
            ["kind"] = "CAMPAIGN",
            ["agency"] = "health",
            ["area"] = Area,
            ["from"] = "2006-10-02",
            ["until"] = "2006-10-06",
            ["reached"] = 120,
            ["about"] = "Every school of the area took part.",
        };
        Assert.Equal("area-unknown", HealthCity.Problem(await LogAsync(city.Nurse, new(input) { ["area"] = "Atlantis" })));
        Assert.Equal("agency-unknown", HealthCity.Problem(await LogAsync(city.Transport, input)));
        Assert.Equal(["FORBIDDEN"], await HealthCity.RefusedAsync(city.Office, "logCampaign", "LogCampaignInput", input));
        Assert.Null(HealthCity.Problem(await LogAsync(city.Nurse, input)));
        var entry = Assert.Single(
            (
                await HealthCity.AskAsync(
                    city.Leader,
                    "{ campaigns { title agency reached trend { from day to hidden change allSchoolsChange before { possible } after { possible unauthorised } } } }"
                )
            )
                .GetProperty("campaigns")
                .EnumerateArray(),
            each => each.GetProperty("title").GetString() == "Walk to school week"
        );
        var trend = entry.GetProperty("trend");
        // Fifteen days on each side: the day itself is the first after.
        Assert.Equal(
            ("2006-09-17", "2006-10-02", "2006-10-16"),
            (trend.GetProperty("from").GetString(), trend.GetProperty("day").GetString(), trend.GetProperty("to").GetString())
        );
        Assert.False(trend.GetProperty("hidden").GetBoolean());
        Assert.Equal(140, trend.GetProperty("before").GetProperty("possible").GetInt32());
        Assert.Equal(trend.GetProperty("change").ToString(), trend.GetProperty("allSchoolsChange").ToString());
    }

    [Fact]
    [Trait("Row", "S132")]
    public async Task An_areas_sector_meeting_is_given_its_figures_as_a_pack_on_paper()
    {
        var called = await HealthCity.DoAsync(
            city.Leader,
            "callMeeting",
            "CallMeetingInput",
            new
            {
                kind = "COMMUNITY_SECTOR",
                at = "2006-10-12T18:00:00Z",
                place = "Library",
                agenda = "Crime in the daytime.",
                area = Area,
                agencies = new[] { "police", "health" },
            },
            "id"
        );
        Assert.Null(HealthCity.Problem(called));
        var minuted = await HealthCity.DoAsync(
            city.Leader,
            "minuteMeeting",
            "MinuteMeetingInput",
            new
            {
                id = called.GetProperty("id").GetString(),
                minutes = "Agreed.",
                attended = new[] { "police" },
                actions = new[]
                {
                    new
                    {
                        agency = "police",
                        what = "Walk past the shops at ten.",
                        dueOn = "2006-11-01",
                    },
                },
            },
            "id"
        );
        Assert.Null(HealthCity.Problem(minuted));
        var pack = (
            await HealthCity.AskAsync(
                city.Transport,
                $$"""{ communityAreas areaPack(area: "{{Area}}") { schools pdf terms { halfTerm possible percent allSchoolsPercent } meetings { place agreed open } } }"""
            )
        );
        Assert.Contains(Area, pack.GetProperty("communityAreas").ToString(), StringComparison.Ordinal);
        var figures = pack.GetProperty("areaPack");
        Assert.Contains(
            """{"place":"Library","agreed":["Walk past the shops at ten."],"open":1}""",
            figures.GetProperty("meetings").ToString(),
            StringComparison.Ordinal
        );
        var term = Assert.Single(figures.GetProperty("terms").EnumerateArray());
        Assert.Equal("AUT_1", term.GetProperty("halfTerm").GetString());
        Assert.Equal(term.GetProperty("percent").ToString(), term.GetProperty("allSchoolsPercent").ToString());

        var paper = await city.Transport.GetAsync(figures.GetProperty("pdf").GetString());
        Assert.Equal("application/pdf", paper.Content.Headers.ContentType?.MediaType);
        Assert.Equal("%PDF"u8.ToArray(), (await paper.Content.ReadAsByteArrayAsync())[..4]);
        Assert.Equal(404, (int)(await city.Office.GetAsync(figures.GetProperty("pdf").GetString())).StatusCode);
        Assert.Equal(["FORBIDDEN"], (await SmallSchool.AskAsync(city.Office, $$"""{ areaPack(area: "{{Area}}") { schools } }""")).Codes);
        Assert.Equal(["NOT_FOUND"], (await SmallSchool.AskAsync(city.Nurse, """{ areaPack(area: "Atlantis") { schools } }""")).Codes);
    }

    private static Task<JsonElement> LogAsync(HttpClient client, Dictionary<string, object> input) =>
        HealthCity.DoAsync(client, "logCampaign", "LogCampaignInput", input, "id");
}
