using System.Text.Json;
using Attendance.City.Plan;

namespace Attendance.City.Replay;

/// <summary>Loads schools, calendars and rolls by REST with the loader's key, and gets each school a key of its own. Twice changes nothing but the keys.</summary>
internal sealed class CityLoader(CityClient client, string loaderKey)
{
    /// <summary>The key of each school, in the order given. <paramref name="done"/> hears of each school loaded.</summary>
    public async Task<IReadOnlyDictionary<CitySchool, string>> LoadAsync(
        CityPlan city,
        IReadOnlyList<CitySchool> schools,
        Action<CitySchool> done,
        CancellationToken cancellation
    )
    {
        var bodies = new SchoolBodies(city);
        var keys = new Dictionary<CitySchool, string>();
        // One after the other: a child who moved is on two rolls, and the first to name it makes it.
        foreach (var school in schools)
        {
            var path = $"/api/v1/schools/{school.Laestab}";
            await Put(path, SchoolBodies.Record(school));
            await Put($"{path}/calendars/{city.Year.StartYear}", SchoolBodies.Calendar(school));
            await Put($"{path}/roll?strict=true", bodies.Roll(school));
            var (_, answer) = await client.SendAsync(HttpMethod.Post, $"{path}/keys", loaderKey, SchoolBodies.Key(), cancellation);
            keys[school] = JsonDocument.Parse(answer).RootElement.GetProperty("key").GetString()!;
            done(school);
        }
        return keys;

        Task Put(string to, byte[] body) => client.SendAsync(HttpMethod.Put, to, loaderKey, body, cancellation);
    }
}
