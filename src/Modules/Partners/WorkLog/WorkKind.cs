using System.ComponentModel;
using System.Text.Json;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.WorkLog;

[Description("A kind of work that an agency does and that names no child.")]
[GraphQL.Name("WorkKind")]
internal sealed record WorkKind(
    [property: Description("Its short name."), Id] string Id,
    [property: Description("The agency that does it.")] string Agency,
    [property: Description("The row of the strategy's checklist that it comes from.")] string Row,
    [property: Description("Name.")] string Name,
    [property: Description("True when it is always done at a school.")] bool AtSchool = false,
    [property: Description("True when it takes no words, so that nothing can point to a child.")] bool NoWords = false
)
{
    /// <summary>True when only who is named for a school does it, there.</summary>
    [GraphQL.Ignore]
    public bool ByPost { get; init; }

    private const string Resource = "Attendance.Partners.Data.Reference.work-kinds.json";

    /// <summary>Every kind, in the order of the strategy.</summary>
    public static IReadOnlyList<WorkKind> All { get; } = Load();

    private static List<WorkKind> Load()
    {
        using var stream =
            typeof(WorkKind).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException("work-kinds.json is not embedded.");
        return JsonSerializer.Deserialize<List<WorkKind>>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException("work-kinds.json is empty.");
    }
}
