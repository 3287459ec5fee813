using System.Text.Json;

namespace Attendance.Partners.Directory;

/// <summary>
/// One row of a table of the strategy about an agency: who in it answers for what, what should come of it, and which figures of ours show that.
/// <paramref name="Row"/>: its number in the checklist; <paramref name="Lines"/>: where it stands in the strategy; <paramref name="Measures"/>: names that
/// an <see cref="IOutcomeMeasures"/> gives.
/// </summary>
internal sealed record Responsibility(
    string Row,
    string Lines,
    string Agency,
    string Role,
    string Text,
    string Outcome,
    IReadOnlyList<string> Measures
);

/// <summary>The tables of the strategy's partners: embedded <c>responsibilities.json</c>.</summary>
internal sealed record ResponsibilityTables(string Source, IReadOnlyList<Responsibility> Rows)
{
    /// <summary>The tables as the strategy has them.</summary>
    public static ResponsibilityTables Strategy { get; } = Load();

    private static ResponsibilityTables Load()
    {
        using var stream =
            typeof(ResponsibilityTables).Assembly.GetManifestResourceStream("Attendance.Partners.Data.Reference.responsibilities.json")
            ?? throw new InvalidOperationException("responsibilities.json is not embedded.");
        return JsonSerializer.Deserialize<ResponsibilityTables>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException("responsibilities.json is empty.");
    }
}
