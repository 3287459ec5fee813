using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel.Data;
using Xunit;

namespace Attendance.Host.Tests.Partners;

/// <summary>The menu of activities for young people, who fits what, and views that are told with a name or without.</summary>
public sealed class ActivityTests() : AgencyWorkTests(DatabaseProvider.Sqlite)
{
    [Fact]
    [Trait("Row", "S188")]
    [Trait("Row", "S192")]
    [Trait("Row", "S189")]
    [Trait("Row", "S190")]
    [Trait("Row", "S191")]
    public async Task The_menu_of_activities_is_filtered_by_need_matched_with_reasons_signed_up_for_and_attended()
    {
        var youth = await City.PartnerAsync(Role.YouthService, "youth-service");
        await OfferAsync(youth, "Street football", "Ordsall", "[\"Football\", \"Outdoors\"]", 3, 9, 3, "[\"Step-free\"]");
        await OfferAsync(youth, "Drumming", "Swinton", "[\"music\"]", 3, 9, 10, "[]");
        await OfferAsync(youth, "Football for the old", "Ordsall", "[\"football\"]", 10, 11, 10, "[\"step-free\"]");
        var free = await ActivitiesAsync(City.Office, "(need: \"step-free\")");
        Assert.Equal(["Football for the old", "Street football"], free.Select(Title).Order(StringComparer.Ordinal));
        var matched = await SmallSchool.AskAsync(
            youth.Client,
            $$"""
            { matchActivities(agreement: "{{youth.Agreement}}", child: "{{youth.Children[
                0
            ]}}", interests: ["football"], needs: ["step-free"], area: "Ordsall") { why activity { id title } } }
            """
        );
        Assert.True(matched.Codes.Count == 0, matched.Text);
        var best = Assert.Single(matched.Data.GetProperty("matchActivities").EnumerateArray());
        Assert.Equal("Street football", best.GetProperty("activity").GetProperty("title").GetString());
        Assert.Equal(
            "[\"Likes football.\",\"In Ordsall.\",\"For years 3 to 9.\",\"Meets the need: step-free.\",\"3 places are free.\"]",
            best.GetProperty("why").ToString()
        );
        var stranger = await City.PartnerAsync(Role.Housing, "housing", 5);
        Assert.Equal(
            ["NOT_FOUND"],
            (
                await SmallSchool.AskAsync(
                    stranger.Client,
                    $$"""{ matchActivities(agreement: "{{youth.Agreement}}", child: "{{youth.Children[0]}}", interests: ["football"]) { why } }"""
                )
            ).Codes
        );

        var id = best.GetProperty("activity").GetProperty("id").GetString()!;
        Assert.Equal(["places-taken"], await JoinAsync(youth, id, youth.Children.Take(4)));
        Assert.Empty(await JoinAsync(youth, id, youth.Children.Take(3)));
        Assert.Equal(["places-taken"], await JoinAsync(youth, id, youth.Children.Skip(3).Take(1)));
        Assert.Equal(0, Number((await ActivitiesAsync(City.Office, "(interest: \"outdoors\")")).Single(), "free"));
        Assert.Empty(
            await youth.DoAsync(
                $"recordSupportSession(id: \"{id}\", on: \"2006-11-01\", topic: \"First game\", attended: [\"{youth.Children[0]}\", \"{youth.Children[2]}\"])"
            )
        );
        Assert.Equal(2, (await youth.OwnAsync(id)).GetProperty("sessions")[0].GetProperty("came").GetInt32());
        var figures = await FiguresAsync("youth-service");
        Assert.Contains("{\"name\":\"Places taken\",\"count\":3}", figures, StringComparison.Ordinal);
        Assert.Contains("{\"name\":\"Activities that meet a special need\",\"count\":2}", figures, StringComparison.Ordinal);

        // The caseload, and a view: on the case with its child, or without any name.
        await youth.StartAsync("youth-work", [new { child = youth.Children[0] }]);
        await youth.StartAsync("view", [new { child = youth.Children[0], summary = "I want to draw." }]);
        var told = await City.ChildAsync(City.Worker, 0, "openCase { chronology { text } }");
        Assert.Contains(
            "The young person's view, from 18 September 2006. I want to draw.",
            told.Replace("\\u0027", "'", StringComparison.Ordinal)
        );
        Assert.Empty(await LogAsync(youth, "anonymous-view", "area: \"Ordsall\", topic: \"Buses\", words: \"They come late.\""));
        Assert.Contains("They come late.", await WorkAsync(City.Leader, "youth-service"), StringComparison.Ordinal);
    }

    private static string Title(JsonElement activity) => activity.GetProperty("title").GetString()!;

    private static Task<IReadOnlyList<string>> JoinAsync(SupportPartner partner, string id, IEnumerable<string> children) =>
        partner.DoAsync(
            $"joinSupport(id: \"{id}\", children: [{string.Join(", ", children.Select(child => $"{{ child: \"{child}\" }}"))}])"
        );

    private static async Task OfferAsync(
        SupportPartner partner,
        string title,
        string area,
        string interests,
        int from,
        int to,
        int places,
        string needs
    ) =>
        Assert.Empty(
            await partner.DoAsync(
                $$"""
                offerActivity(input: { agency: "{{partner.Agency}}", title: "{{title}}", place: "The hall", area: "{{area}}", time: AFTER_SCHOOL, interests: {{interests}},
                    fromYear: {{from}}, toYear: {{to}}, places: {{places}}, from: "2006-10-01", needs: {{needs}} })
                """
            )
        );

    private static async Task<List<JsonElement>> ActivitiesAsync(HttpClient client, string filter)
    {
        var answer = await SmallSchool.AskAsync(client, $"{{ activities{filter} {{ id title area needs free }} }}");
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return [.. answer.Data.GetProperty("activities").EnumerateArray()];
    }
}
