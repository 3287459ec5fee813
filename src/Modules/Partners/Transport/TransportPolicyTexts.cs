using System.ComponentModel;
using System.Text.Json;

namespace Attendance.Partners.Transport;

/// <summary>The policy in the languages of the city's communities: embedded <c>transport_policy.json</c>.</summary>
internal static class TransportPolicyTexts
{
    /// <summary>The texts, English first.</summary>
    public static IReadOnlyList<TransportPolicyText> All { get; } = Load();

    private static List<TransportPolicyText> Load()
    {
        using var stream =
            typeof(TransportPolicyTexts).Assembly.GetManifestResourceStream("Attendance.Partners.Data.Reference.transport_policy.json")
            ?? throw new InvalidOperationException("transport_policy.json is not embedded.");
        return JsonSerializer.Deserialize<List<TransportPolicyText>>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException("transport_policy.json is empty.");
    }
}

[Description("The transport policy in a language.")]
internal sealed record TransportPolicyText(
    [property: Description("The language's tag (BCP 47).")] string Language,
    [property: Description("The language's name in itself.")] string Name,
    [property: Description("True when it is written from right to left.")] bool RightToLeft,
    [property: Description("The title.")] string Title,
    [property: Description("What it says, a paragraph each.")] IReadOnlyList<string> Paragraphs
);
