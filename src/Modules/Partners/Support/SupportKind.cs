using System.ComponentModel;
using System.Text.Json;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Support;

[Description("A kind of support that an agency gives children.")]
[GraphQL.Name("SupportKind")]
internal sealed record SupportKind(
    [property: Description("Its short name."), Id] string Id,
    [property: Description("The agency that gives it; null: any.")] string? Agency,
    [property: Description("The row of the strategy's checklist that it comes from.")] string Row,
    [property: Description("Name.")] string Name,
    [property: Description("True when it is given to several children together.")] bool Group = false,
    [property: Description("True when others than its agency are told that support is in place, and not which.")] bool Restricted = false
)
{
    /// <summary>What others are told of a restricted kind (S140).</summary>
    public const string InPlace = "Support in place";

    private const string Resource = "Attendance.Partners.Data.Reference.support-kinds.json";

    /// <summary>Every kind, in the order of the strategy.</summary>
    public static IReadOnlyList<SupportKind> All { get; } = Load();

    /// <summary>A kind by its short name. Throws when there is none.</summary>
    public static SupportKind Of(string id) => All.Single(kind => kind.Id == id);

    /// <summary>What others than its agency are told that it is.</summary>
    public string Told => Restricted ? InPlace : Name;

    private static List<SupportKind> Load()
    {
        using var stream =
            typeof(SupportKind).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException("support-kinds.json is not embedded.");
        return JsonSerializer.Deserialize<List<SupportKind>>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException("support-kinds.json is empty.");
    }
}
