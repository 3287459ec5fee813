using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Attendance.Casework.Cases;

/// <summary>The kinds of case events by their stored names, found in this module.</summary>
internal sealed class CaseEventTypes
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly Dictionary<string, Type> _byKind;
    private readonly Dictionary<Type, string> _byType;

    public CaseEventTypes()
    {
        _byKind = typeof(CaseEventTypes)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CaseEvent)))
            .ToDictionary(
                type =>
                    type.GetCustomAttribute<CaseEventKindAttribute>()?.Kind
                    ?? throw new InvalidOperationException($"{type.Name} has no {nameof(CaseEventKindAttribute)}."),
                StringComparer.Ordinal
            );
        _byType = _byKind.ToDictionary(pair => pair.Value, pair => pair.Key);
    }

    /// <summary>The stored name of an event's kind.</summary>
    public string KindOf(CaseEvent recorded) => _byType[recorded.GetType()];

    /// <summary>The event as it is stored, before it is sealed.</summary>
    public static string Write(CaseEvent recorded) => JsonSerializer.Serialize(recorded, recorded.GetType(), Json);

    /// <summary>Reads a stored event. Throws JsonException when it cannot be read, also when this version does not know the kind.</summary>
    public CaseEvent Read(string kind, string json) =>
        (CaseEvent?)
            JsonSerializer.Deserialize(json, _byKind.GetValueOrDefault(kind) ?? throw new JsonException($"No event of kind {kind}."), Json)
        ?? throw new JsonException("A case event is null.");
}
