using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Attendance.Bench.Load;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;

namespace Attendance.Bench;

/// <summary>
/// Whether the time of an answer tells what the answer itself does not: a school's system, and somebody of a partner agency, ask, one after the other and in random order, for what is
/// their own, what is there and is not their own, and what is not there. The last two must not differ (PROMISES I-16).
/// </summary>
internal static class AccessFigures
{
    private const int Asked = 1_500;
    private const int Warm = 300;

    /// <summary>Children of each agreement.</summary>
    private const int Shared = 20;

    private const string Figures = "{ familyName totals { possible } }";

    private static readonly string[] Kinds = ["own", "forbidden", "absent"];

    /// <summary>The median of each kind in milliseconds, for each way to ask.</summary>
    public static async Task<IReadOnlyList<AccessTimes>> MeasureAsync(DatabaseProvider provider, CancellationToken cancellation)
    {
        var city = new BenchCity(8_100);
        await using var scratch = await Scratch.CreateAsync(provider);
        await using var server = await ChildServer.StartAsync("product", scratch.Options, cancellation);
        var keys = await Road.LoadSchoolsAsync(server, city, cancellation);
        Dictionary<string, long> ids;
        await using (var connection = await scratch.Database.OpenAsync(cancellation))
            ids = (await connection.QueryAsync<(string Upn, long Id)>("select upn, pupil_id from schools_pupil")).ToDictionary(
                row => row.Upn,
                row => row.Id
            );
        using var http = new HttpClient { BaseAddress = server.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", keys[0]);
        using var nurse = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server.Url };
        var shared = (
            await server.AskAsync(
                $"partners {string.Join(',', Enumerable.Range(0, Shared).Select(i => ids[city.Upn(i).Value]))}",
                cancellation
            )
        ).Split(' ');
        nurse.DefaultRequestHeaders.Add("Cookie", $"{RunningHost.SessionCookie}={shared[0]}");
        nurse.DefaultRequestHeaders.Add("X-Attendance", "1");
        var (agreement, child) = (shared[1], shared[3]);
        var own = BenchCity.ClassesPerSchool * BenchCity.ClassSize;
        var ways = new (string Name, HttpClient By, Func<string, int, HttpRequestMessage> Ask)[]
        {
            ("GraphQL pupil(id)", http, (kind, i) => Graph($"pupil(id: \"{Id(kind, i)}\") {Figures}")),
            ("GraphQL pupil(upn)", http, (kind, i) => Graph($"pupil(upn: \"{Number(kind, i)}\") {Figures}")),
            ("REST readSchool", http, (kind, i) => new HttpRequestMessage(HttpMethod.Get, $"/api/v1/schools/{School(kind, i)}")),
            (
                "REST getRegister",
                http,
                (kind, i) => new HttpRequestMessage(HttpMethod.Get, $"/api/v1/schools/{School(kind, i)}/registers/2025-09-03/AM")
            ),
            // A nurse: an agreement of her agency, of another, and none.
            (
                "GraphQL agreement(id), by a partner",
                nurse,
                (kind, i) => Graph($"agreement(id: \"{Agreement(kind, i)}\") {{ children(first: 5) {{ nodes {{ id band }} }} }}")
            ),
            // A child of her agreement, the same child by its id under another, and none.
            (
                "GraphQL agreement child(id)",
                nurse,
                (kind, i) => Graph($"agreement(id: \"{agreement}\") {{ child(id: \"{SharedChild(kind, i)}\") {{ id band }} }}")
            ),
            // Filtered by a field of her agreement, by one that another agreement may open, and by none.
            (
                "GraphQL children(filterBy)",
                nurse,
                (kind, _) =>
                    Graph(
                        $"agreement(id: \"{agreement}\") {{ children(first: 5, filterBy: \"{Field(kind)}\", equals: \"x\") {{ nodes {{ id }} }} }}"
                    )
            ),
        };
        var random = new Random(7);
        var results = new List<AccessTimes>();
        foreach (var (name, by, ask) in ways)
        {
            var times = Kinds.ToDictionary(kind => kind, _ => new List<double>(), StringComparer.Ordinal);
            var order = Kinds.ToArray();
            for (var i = 0; i < Warm + Asked; i++)
            {
                random.Shuffle(order);
                foreach (var kind in order)
                {
                    using var request = ask(kind, i);
                    var begun = TimeProvider.System.GetTimestamp();
                    using var answer = await by.SendAsync(request, cancellation);
                    await answer.Content.ReadAsByteArrayAsync(cancellation);
                    if (i >= Warm)
                        times[kind].Add(TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds);
                    // A field that is none is a question that cannot be asked.
                    if ((int)answer.StatusCode is not (200 or 404 or 400))
                        throw new InvalidOperationException($"{name} {kind}: {(int)answer.StatusCode}");
                }
            }
            results.Add(new AccessTimes(name, Median(times["own"]), Median(times["forbidden"]), Median(times["absent"])));
        }
        return results;

        string Agreement(string kind, int i) =>
            kind switch
            {
                "own" => agreement,
                "forbidden" => shared[2],
                _ => $"isp-{long.Parse(shared[2][4..]) + 1 + i}",
            };

        string SharedChild(string kind, int i) =>
            kind switch
            {
                "own" => child,
                "forbidden" => shared[4],
                // As long as an id of a child, and none's.
                _ => $"{i:x8}{shared[4][8..]}",
            };

        static string Field(string kind) =>
            kind switch
            {
                "own" => "schoolName",
                "forbidden" => "yearGroup",
                _ => "hairStyle",
            };

        long Id(string kind, int i) => kind == "absent" ? long.MaxValue / 2 + i : ids[Number(kind, i)];

        string Number(string kind, int i) =>
            kind switch
            {
                "own" => city.Upn(i % own).Value,
                "forbidden" => city.Upn(own + (i % (city.Pupils - own))).Value,
                _ => Upn.FromBody($"356{i:000000000}")!.Value.Value,
            };

        int School(string kind, int i) =>
            kind switch
            {
                "own" => BenchCity.School(0).Value,
                "forbidden" => BenchCity.School(1 + (i % (city.Schools - 1))).Value,
                _ => BenchCity.School(city.Schools + (i % 200)).Value,
            };
    }

    private static HttpRequestMessage Graph(string query) =>
        new(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent(JsonSerializer.Serialize(new { query = $"{{ {query} }}" }), Encoding.UTF8, "application/json"),
        };

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }
}

/// <summary>Medians in milliseconds of one way to ask.</summary>
internal sealed record AccessTimes(string Way, double Own, double Forbidden, double Absent)
{
    /// <summary>The longer of the two that must not differ, over the shorter.</summary>
    public double Ratio => Math.Max(Forbidden, Absent) / Math.Min(Forbidden, Absent);
}
