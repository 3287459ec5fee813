using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Attendance.City.Demo;

/// <summary>The names behind the children's ids of flags, asked of the server by GraphQL, each once.</summary>
internal sealed class ChildNames : IDisposable
{
    private const string Question = "query($id: ID!) { pupil(id: $id) { givenName familyName } }";

    private readonly ConcurrentDictionary<long, string> _names = new();
    private readonly HttpClient _http;

    public ChildNames(Uri server, string key)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>The name, or the id until the name is known.</summary>
    public string Of(long pupil) => _names.GetValueOrDefault(pupil) ?? $"child {pupil}";

    /// <summary>Asks for names that are not known yet.</summary>
    public async Task LearnAsync(IEnumerable<long> pupils, CancellationToken cancellation)
    {
        foreach (var pupil in pupils.Where(pupil => !_names.ContainsKey(pupil)).Distinct())
        {
            using var response = await _http.PostAsJsonAsync(
                "/graphql",
                new { query = Question, variables = new { id = pupil.ToString() } },
                cancellation
            );
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation));
            if (
                answer.RootElement.TryGetProperty("data", out var data)
                && data.ValueKind is JsonValueKind.Object
                && data.TryGetProperty("pupil", out var child)
                && child.ValueKind is JsonValueKind.Object
            )
                _names[pupil] = $"{child.GetProperty("givenName")} {child.GetProperty("familyName")}";
        }
    }

    public void Dispose() => _http.Dispose();
}
