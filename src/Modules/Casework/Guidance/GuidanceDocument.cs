using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Casework.Guidance;

/// <summary>
/// One version of a document in the shared library (S105, S113, S117). <paramref name="School"/>: whose it is; null: the authority's. <paramref name="Roles"/>: to whom it is issued; none: to
/// everybody. <paramref name="Codes"/>: which register codes it is about.
/// </summary>
internal sealed record GuidanceDocument(
    string Id,
    int Version,
    Laestab? School,
    string Title,
    DateOnly Dated,
    string Body,
    IReadOnlyList<Role> Roles,
    IReadOnlyList<string> Codes,
    IReadOnlyList<GuidancePointer> Pointers,
    DateTimeOffset? RecordedAt,
    string? RecordedBy
)
{
    /// <summary>What the ids of documents begin with that come with the product.</summary>
    public const string ShippedPrefix = "shipped/";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The documents that come with the product: embedded <c>guidance.json</c>, in our words.</summary>
    public static IReadOnlyList<GuidanceDocument> Shipped { get; } = Load();

    /// <summary>The id of a document that somebody published.</summary>
    public static string IdOf(long document) => document.ToString(CultureInfo.InvariantCulture);

    private static List<GuidanceDocument> Load()
    {
        using var stream =
            typeof(GuidanceDocument).Assembly.GetManifestResourceStream("Attendance.Casework.Data.Reference.guidance.json")
            ?? throw new InvalidOperationException("guidance.json is not embedded.");
        return
        [
            .. (JsonSerializer.Deserialize<List<Line>>(stream, Json) ?? throw new JsonException("guidance.json is empty.")).Select(
                line => new GuidanceDocument(
                    ShippedPrefix + line.Id,
                    1,
                    null,
                    line.Title,
                    line.Dated,
                    line.Body,
                    line.Roles,
                    [.. line.Pointers.Select(pointer => pointer.Code).Distinct().Order(StringComparer.Ordinal)],
                    line.Pointers,
                    null,
                    null
                )
            ),
        ];
    }

    private sealed record Line(
        string Id,
        string Title,
        DateOnly Dated,
        string Body,
        IReadOnlyList<Role> Roles,
        IReadOnlyList<GuidancePointer> Pointers
    );
}
