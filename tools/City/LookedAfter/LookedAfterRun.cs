using System.Globalization;
using System.Text;
using System.Text.Json;
using Attendance.City.Plan;
using Attendance.City.Replay;

namespace Attendance.City.LookedAfter;

/// <summary>
/// Loads a row's children into a running server by its front door: schools, calendars and rolls, every mark of the year, and the times in care; then asks for the annual report and compares it with the
/// row, at the published rounding.
/// </summary>
internal sealed class LookedAfterRun(CityClient client, string loaderKey, int parallel)
{
    private const string Record = """
        mutation($input: RecordCareInput!) { recordCare(input: $input) { changed problems { code } } }
        """;

    private const string Report = """
        query($year: SchoolYear!) { lookedAfterYear(year: $year) {
            pupils possible authorised unauthorised persistent severe
            overallPercent authorisedPercent unauthorisedPercent persistentPercent severePercent } }
        """;

    /// <summary>Posts the year. Throws <see cref="RefusedException"/> for a refusal.</summary>
    public async Task PostAsync(CityPlan city, ReplayCounts counts, CancellationToken cancellation)
    {
        var keys = await new CityLoader(client, loaderKey).LoadAsync(city, city.Schools, _ => { }, cancellation);
        var registers = RegisterOrder.Of(city.Schools, city.Seed, wholeSchool: true, until: null);
        await new Replayer(client, keys, parallel, counts).RunAsync(registers, cancellation);
        // Until the October after the year: the OC2 measure asks for the twelve months to September.
        var ended = new DateOnly(city.Year.StartYear + 1, 10, 31);
        foreach (var child in city.Children)
            await AskAsync(
                Record,
                new
                {
                    input = new
                    {
                        upn = child.Upn.Value,
                        started = Day(child.LookedAfterFrom!.Value),
                        ended = Day(ended),
                        legalStatus = "C2",
                        placement = "U4",
                        responsible = "355",
                    },
                },
                cancellation
            );
    }

    /// <summary>The annual report beside the row: what is published and not hidden.</summary>
    public async Task<IReadOnlyList<Compared>> CompareAsync(LookedAfterRow row, CancellationToken cancellation)
    {
        var data = await AskAsync(Report, new { year = row.Year.ToString() }, cancellation);
        var report = data.GetProperty("lookedAfterYear");
        (string Name, decimal? Published)[] published =
        [
            ("pupils", row.Pupils),
            ("possible", row.Possible),
            ("authorised", row.Authorised),
            ("unauthorised", row.Unauthorised),
            ("persistent", row.Persistent),
            ("severe", row.Severe),
            ("overallPercent", row.Percentages["pt_overall"]),
            ("authorisedPercent", row.Percentages["pt_sess_authorised"]),
            ("unauthorisedPercent", row.Percentages["pt_sess_unauthorised"]),
            ("persistentPercent", row.Percentages["pt_pupils_pa_10_exact"]),
            ("severePercent", row.Percentages["pt_pupils_pa_50_exact"]),
        ];
        return [.. published.Select(figure => new Compared(figure.Name, figure.Published, report.GetProperty(figure.Name).GetDecimal()))];
    }

    private async Task<JsonElement> AskAsync(string query, object variables, CancellationToken cancellation)
    {
        var body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { query, variables }));
        var (_, answer) = await client.SendAsync(HttpMethod.Post, "/graphql", loaderKey, body, cancellation);
        var root = JsonDocument.Parse(answer).RootElement;
        return
            root.TryGetProperty("errors", out var errors)
            || root.GetProperty("data").GetRawText().Contains("\"code\"", StringComparison.Ordinal)
            ? throw new RefusedException(
                $"The server refused: {(errors.ValueKind is JsonValueKind.Undefined ? root : errors).GetRawText()}"
            )
            : root.GetProperty("data");
    }

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A figure as it is published (null: hidden, and not compared) and as the annual report has it.</summary>
internal sealed record Compared(string Name, decimal? Published, decimal Reported)
{
    public bool Differs => Published is { } published && published != Reported;
}
