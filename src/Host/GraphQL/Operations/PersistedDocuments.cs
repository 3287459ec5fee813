using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Attendance.Host.GraphQL.Operations;

/// <summary>
/// The documents of the pages, by "sha256:" and the hash of their text: the build of the pages makes the list and the Host embeds it with them. Source: GraphQL over HTTP,
/// appendix "Persisted documents".
/// </summary>
internal sealed class PersistedDocuments
{
    private readonly FrozenDictionary<string, string> _documents;

    /// <summary>Documents by id. Throws when a text is not the one that its id names.</summary>
    public PersistedDocuments(IReadOnlyDictionary<string, string> byId)
    {
        foreach (var (id, text) in byId)
        {
            if (id != IdOf(text))
                throw new InvalidDataException($"The persisted document {id} has another text.");
        }
        _documents = byId.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The id of a text.</summary>
    public static string IdOf(string text) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    /// <summary>Every id.</summary>
    public IEnumerable<string> Ids => _documents.Keys;

    /// <summary>Those of the pages in this build; none when it was built without pages.</summary>
    public static PersistedDocuments OfPages()
    {
        using var embedded = typeof(PersistedDocuments).Assembly.GetManifestResourceStream("persisted-documents.json");
        return new PersistedDocuments(
            embedded is null ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(embedded)!
        );
    }

    /// <summary>The text of a document; null when none has the id.</summary>
    public string? Find(string id) => _documents.GetValueOrDefault(id);
}
