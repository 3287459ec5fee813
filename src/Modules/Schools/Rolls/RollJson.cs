using System.Text.Json;
using System.Text.Json.Serialization;

namespace Attendance.Schools.Rolls;

/// <summary>The small JSON texts inside roll tables.</summary>
internal static class RollJson
{
    /// <summary>Reads a list of pupil ids.</summary>
    public static long[] Ids(string text) => JsonSerializer.Deserialize(text, RollJsonContext.Default.Int64Array) ?? [];

    /// <summary>Writes a list of pupil ids.</summary>
    public static string Ids(IEnumerable<long> ids) => JsonSerializer.Serialize(ids.ToArray(), RollJsonContext.Default.Int64Array);

    /// <summary>Reads earlier groups; null is none.</summary>
    public static IReadOnlyList<GroupSpell> Spells(string? text) =>
        text is null ? [] : JsonSerializer.Deserialize(text, RollJsonContext.Default.GroupSpellArray) ?? [];

    /// <summary>Writes earlier groups; none is null.</summary>
    public static string? Spells(IReadOnlyList<GroupSpell> spells) =>
        spells.Count == 0 ? null : JsonSerializer.Serialize(spells.ToArray(), RollJsonContext.Default.GroupSpellArray);

    /// <summary>Reads a contact list.</summary>
    public static PupilContact[] Contacts(string text) => JsonSerializer.Deserialize(text, RollJsonContext.Default.PupilContactArray) ?? [];

    /// <summary>Writes a contact list: equal lists are equal texts.</summary>
    public static string Contacts(IReadOnlyList<PupilContact> contacts) =>
        JsonSerializer.Serialize(contacts.ToArray(), RollJsonContext.Default.PupilContactArray);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(long[]))]
[JsonSerializable(typeof(GroupSpell[]))]
[JsonSerializable(typeof(PupilContact[]))]
internal sealed partial class RollJsonContext : JsonSerializerContext;
