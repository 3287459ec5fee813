using System.Net;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.Casework;

/// <summary>Court packs as a court reads them: the text of the PDF.</summary>
public sealed class CourtPackTests
{
    [Fact]
    [Trait("Row", "S98")]
    [Trait("Row", "S121")]
    public async Task A_pack_is_made_in_one_action_shows_only_unauthorised_half_days_and_is_reissued_after_a_correction()
    {
        await using var city = await EnforcementCity.StartAsync(2006);
        var child = await city.ChildAsync();
        await child.PrepareAsync();
        // An illness in the week after: an absence, and not one of the pack's.
        await child.MarkAsync(city.Today, city.Today, "I");
        var period = $"from: \"{city.First:yyyy-MM-dd}\", to: \"{city.Today:yyyy-MM-dd}\"";
        await child.StepAsync("DECIDE_TO_PROSECUTE", $"track: PROSECUTION, parent: \"Eve Archer\", {period}, offence: FAILS_TO_ATTEND");
        await city.AwaitWatchAsync(child.Id);
        await MakeAsync(child, city, "statements: [{ by: \"Jo Park, officer\", words: \"I visited the home twice.\" }]");
        var first = (await PacksAsync(child, city))[0];
        Assert.Equal((1, 10, false), Facts(first));
        var text = await TextAsync(city.Officer, first);
        Assert.Contains("Total: 10 unauthorised half-days.", text);
        Assert.Contains("could have attended 22 half-days, attended 11, and was absent without the school's permission on 10", text);
        Assert.Contains(" 4 September 2006 morning O", text);
        Assert.DoesNotContain("Illness", text);
        Assert.DoesNotContain("18 September 2006 morning", text);
        Assert.Contains("Education Act 1996 s444(1): the child failed to attend school regularly.", text);
        Assert.Contains("I visited the home twice.", text);
        Assert.Contains("We are taking you to court about your child's attendance", text);
        Assert.Contains("Support offered on 18 September 2006", text);
        // The lawyer's advice is privileged: that it was given shows to the case, its words never to the court.
        Assert.DoesNotContain("Legal sign off", text, StringComparison.OrdinalIgnoreCase);

        // After the freeze the first morning turns out to be an illness: a warning on the case, and a new version. The first one stays as it was.
        await child.MarkAsync(city.First, city.First, "I", "a note came");
        IReadOnlyList<JsonElement> packs;
        for (var tries = 0; (packs = await PacksAsync(child, city)).Count < 2; tries++)
        {
            Assert.True(tries < 600, "The pack was not reissued.");
            await Task.Delay(100);
        }
        Assert.Equal((2, 9, true), Facts(packs[0]));
        Assert.True(packs[1].GetProperty("replaced").GetBoolean());
        var due = await SmallSchool.AskAsync(city.Officer, $$"""{ case(id: "{{child.Case}}") { due { item sentence } } }""");
        Assert.Contains("pack/1", due.Text);
        Assert.Contains("evidence/1", due.Text);
        var second = await TextAsync(city.Officer, packs[0]);
        Assert.Contains("Total: 9 unauthorised half-days.", second);
        Assert.DoesNotContain(" 4 September 2006 morning O", second);
        Assert.Contains("I visited the home twice.", second);
        Assert.Equal(text, await TextAsync(city.Officer, packs[1]));

        // Out of scope the document reads like none.
        var stranger = city.ClientOf(await city.Host.EmployAsync(Role.WelfareOfficer));
        using var absent = await stranger.GetAsync(packs[0].GetProperty("link").GetString());
        Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
    }

    private static Task MakeAsync(EnforcedChild child, EnforcementCity city, string more) =>
        child.DoAsync(city.Officer, $$"""makeCourtPack(input: { case: "{{child.Case}}", matter: 1, {{more}} })""");

    private static async Task<IReadOnlyList<JsonElement>> PacksAsync(EnforcedChild child, EnforcementCity city)
    {
        var answer = await SmallSchool.AskAsync(
            city.Officer,
            $$"""{ case(id: "{{child.Case}}") { courtPacks { version halfDays reissued replaced link hash } } }"""
        );
        Assert.True(answer.Codes.Count == 0, answer.Text);
        return [.. answer.Data.GetProperty("case").GetProperty("courtPacks").EnumerateArray()];
    }

    private static (int, int, bool) Facts(JsonElement pack) =>
        (pack.GetProperty("version").GetInt32(), pack.GetProperty("halfDays").GetInt32(), pack.GetProperty("reissued").GetBoolean());

    /// <summary>The PDF's words with single spaces.</summary>
    private static async Task<string> TextAsync(HttpClient client, JsonElement pack)
    {
        using var answer = await client.GetAsync(pack.GetProperty("link").GetString());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(pack.GetProperty("hash").GetString(), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
        // Kept for whoever wants to look at one.
        Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults"));
        await File.WriteAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "TestResults", "court-pack.pdf"), bytes);
        return await PdfText.OfAsync(bytes, layout: true);
    }
}
