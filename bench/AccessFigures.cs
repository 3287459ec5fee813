using System.Net.Http.Headers;
using System.Text;
using Attendance.Bench.Load;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Bench;

/// <summary>
/// Whether the time of an answer tells what the answer itself does not: a school's system asks, one after the other and in random order, for what is its own, what is
/// there and is not its own, and what is not there. The last two must not differ (PROMISES I-16).
/// </summary>
internal static class AccessFigures
{
    private const int Asked = 1_500;
    private const int Warm = 300;

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
        var own = BenchCity.ClassesPerSchool * BenchCity.ClassSize;
        var ways = new (string Name, Func<string, int, HttpRequestMessage> Ask)[]
        {
            ("GraphQL pupil(id)", (kind, i) => Graph($"id: \"{Id(kind, i)}\"")),
            ("GraphQL pupil(upn)", (kind, i) => Graph($"upn: \"{Number(kind, i)}\"")),
            ("REST readSchool", (kind, i) => new HttpRequestMessage(HttpMethod.Get, $"/api/v1/schools/{School(kind, i)}")),
            (
                "REST getRegister",
                (kind, i) => new HttpRequestMessage(HttpMethod.Get, $"/api/v1/schools/{School(kind, i)}/registers/2025-09-03/AM")
            ),
        };
        var random = new Random(7);
        var results = new List<AccessTimes>();
        foreach (var (name, ask) in ways)
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
                    using var answer = await http.SendAsync(request, cancellation);
                    await answer.Content.ReadAsByteArrayAsync(cancellation);
                    if (i >= Warm)
                        times[kind].Add(TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds);
                    if ((int)answer.StatusCode is not (200 or 404))
                        throw new InvalidOperationException($"{name} {kind}: {(int)answer.StatusCode}");
                }
            }
            results.Add(new AccessTimes(name, Median(times["own"]), Median(times["forbidden"]), Median(times["absent"])));
        }
        return results;

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

    private static HttpRequestMessage Graph(string which) =>
        new(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent(
                $$"""{"query":"{ pupil({{which.Replace("\"", "\\\"", StringComparison.Ordinal)}}) { familyName totals { possible } } }"}""",
                Encoding.UTF8,
                "application/json"
            ),
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
