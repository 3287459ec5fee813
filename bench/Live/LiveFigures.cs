using System.Text;
using System.Text.Json;
using Attendance.Bench.Load;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;

namespace Attendance.Bench.Live;

/// <summary>
/// What following costs and how fast it is: 200 key workers' sockets and one real page while a session's marks of the whole city are posted within a minute; and the
/// register road at full speed with and without them.
/// </summary>
internal static class LiveFigures
{
    private const int Followers = 200;
    private const int SchoolsEach = 2;

    /// <summary>Sessions before anything is measured: rules that count percentages speak after twenty.</summary>
    private const int Before = 24;

    private static readonly TimeSpan Morning = TimeSpan.FromSeconds(55);

    public static async Task<LiveResult> MeasureAsync(DatabaseProvider provider, BenchOptions options, CancellationToken cancellation)
    {
        var city = new BenchCity(options.Pupils);
        await using var scratch = await Scratch.CreateAsync(provider);
        await using var server = await ChildServer.StartAsync("product", scratch.Options, cancellation);
        var keys = await Road.LoadSchoolsAsync(server, city, cancellation);
        using var load = new RegisterLoad(city, server.Url, keys, options.InFlight);
        var cookies = (
            await server.AskAsync($"officers {BenchCity.School(0)} {city.Schools} {Followers} {SchoolsEach}", cancellation)
        ).Split(' ');
        var leader = await server.AskAsync("leader", cancellation);
        Report.Progress($"{provider}: {city.Schools} schools, {cookies.Length} officers; posting {Before} sessions");
        await FullSpeedAsync(Before);

        var ratios = new List<double>();
        var mornings = new List<MorningResult>();
        for (var run = 1; run <= options.Runs; run++)
        {
            var without = await FullSpeedAsync(2);
            var followers = await FollowAsync(server.Url, cookies);
            Report.Progress($"{provider}: {followers.Count} follow");
            double with;
            try
            {
                with = await FullSpeedAsync(2);
                await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, cancellation);
                mornings.Add(await MorningAsync(followers));
            }
            finally
            {
                foreach (var follower in followers)
                    await follower.DisposeAsync();
            }
            ratios.Add(with / without);
            Report.Progress(
                FormattableString.Invariant($"{provider} {run}/{options.Runs}: {without:#,0} marks/s, followed {with:#,0}; {mornings[^1]}")
            );
        }
        return new LiveResult(ratios, mornings);

        async Task<double> FullSpeedAsync(int sessions)
        {
            await ClockAsync(load.Position + (city.Classes * sessions) - 1);
            return (await load.RunAsync(city.Classes * sessions, cancellation)).MarksPerSecond;
        }

        Task ClockAsync(int position) =>
            server.AskAsync($"clock {BenchCity.TakenAt(city.Sessions[load.SessionOf(position)]).AddMinutes(1):O}", cancellation);

        async Task<MorningResult> MorningAsync(IReadOnlyList<Follower> followers)
        {
            // The day's own work (rules of time) is done before the first register comes.
            await ClockAsync(load.Position);
            await using var page = await RealPage.OpenAsync(server.Url, cookies[0]);
            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, cancellation);
            var before = double.Parse(await server.AskAsync("gc", cancellation));
            if (page is not null)
                await page.StartOverAsync();
            foreach (var follower in followers)
                follower.StartOver();
            var from = await LastChangesAsync(scratch.Database);
            var session = load.SessionOf(load.Position);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var asking = AskAsync(server.Url, cookies, leader, stop.Token);
            var memory = WatchAsync(server, stop.Token);
            var cpu = server.CpuSeconds;
            var average = Report.LoadAverage();
            var (posts, sent) = await load.MorningAsync(Morning, cancellation);
            cpu = server.CpuSeconds - cpu;
            await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, cancellation);
            await stop.CancelAsync();
            var (officers, leaders) = await asking;
            var most = await memory;
            var after = double.Parse(await server.AskAsync("gc", cancellation));
            var heard = await Truth.CompareAsync(scratch.Database, city, followers, SchoolsEach, from, sent);
            return new MorningResult(
                average,
                posts,
                heard,
                page is null ? [] : PageTimes(page, await page.SaidAsync(), city, sent),
                officers,
                leaders,
                before / 1e6,
                after / 1e6,
                most,
                cpu,
                city.Sessions[session]
            );
        }
    }

    private static async Task<IReadOnlyList<Follower>> FollowAsync(Uri server, string[] cookies)
    {
        var followers = new List<Follower>(cookies.Length);
        foreach (var cookie in cookies)
            followers.Add(await Follower.OpenAsync(server, cookie));
        return followers;
    }

    private static async Task<Dictionary<long, long>> LastChangesAsync(Database database)
    {
        await using var connection = await database.OpenAsync();
        return (await connection.QueryAsync<(long, long)>("select school_id, last_pos from schools_change_mark")).ToDictionary();
    }

    /// <summary>Asks what the page asks, ten times a second as one officer after the other, and once a second as the leader of the whole authority.</summary>
    private static async Task<(double[] Officers, double[] Leader)> AskAsync(
        Uri server,
        string[] cookies,
        string leader,
        CancellationToken cancellation
    )
    {
        var pages = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "web/src/queries/pupils.graphql"), cancellation);
        var query = pages[pages.IndexOf("query Caseload(", StringComparison.Ordinal)..];
        var body = JsonSerializer.SerializeToUtf8Bytes(new { query, variables = new { first = 25, orderBy = "SEVERITY" } });
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server };
        var officers = new List<double>();
        var leaders = new List<double>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        try
        {
            for (var i = 0; await timer.WaitForNextTickAsync(cancellation); i++)
            {
                officers.Add(await OneAsync(cookies[i * 7 % cookies.Length]));
                if (i % 10 == 0)
                    leaders.Add(await OneAsync(leader));
            }
        }
        catch (OperationCanceledException)
        {
            // The morning is over.
        }
        return (Sorted(officers), Sorted(leaders));

        async Task<double> OneAsync(string cookie)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.Add("Cookie", $"{RunningHost.SessionCookie}={cookie}");
            request.Headers.Add("X-Attendance", "1");
            var begun = TimeProvider.System.GetTimestamp();
            using var answer = await http.SendAsync(request, cancellation);
            var said = await answer.Content.ReadAsByteArrayAsync(cancellation);
            var took = TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds;
            var text = Encoding.UTF8.GetString(said);
            return answer.IsSuccessStatusCode && !text.Contains("\"errors\"", StringComparison.Ordinal)
                ? took
                : throw new InvalidOperationException($"The flagged pupils were answered with {(int)answer.StatusCode}: {text}");
        }
    }

    /// <summary>The most megabytes that the server had in memory.</summary>
    private static async Task<double> WatchAsync(ChildServer server, CancellationToken cancellation)
    {
        var most = 0.0;
        while (!cancellation.IsCancellationRequested)
        {
            most = Math.Max(most, server.Megabytes);
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None);
        }
        return most;
    }

    /// <summary>For each class with a child on the page: from the POST until the page next said that rows wait. Null: it never did.</summary>
    private static double?[] PageTimes(RealPage page, IReadOnlyList<double> said, BenchCity city, long[] sent)
    {
        var now = (Ticks: TimeProvider.System.GetTimestamp(), At: TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        var classes = Enumerable
            .Range(0, city.Pupils)
            .Where(pupil => page.Shown.Contains(city.Upn(pupil).Value))
            .Select(pupil => pupil / BenchCity.ClassSize)
            .Distinct();
        return
        [
            .. classes
                .Select(schoolClass => now.At - TimeProvider.System.GetElapsedTime(sent[schoolClass], now.Ticks).TotalMilliseconds)
                .Select(posted => said.Where(at => at > posted).Select(at => (double?)(at - posted)).FirstOrDefault()),
        ];
    }

    private static double[] Sorted(List<double> values) => [.. values.Order()];
}

/// <summary>Marks a second with followers over without, run by run; and the mornings.</summary>
internal sealed record LiveResult(IReadOnlyList<double> Ratios, IReadOnlyList<MorningResult> Mornings);

/// <summary>
/// One session of the city within a minute. Milliseconds, sorted; <paramref name="Page"/>: null where the page said nothing. Megabytes: managed before and after, after a
/// full collection, and the most that the process had. CPU seconds of the server.
/// </summary>
internal sealed record MorningResult(
    string Load,
    LoadResult Posts,
    HeardResult Heard,
    double?[] Page,
    double[] Officers,
    double[] Leader,
    double ManagedBefore,
    double ManagedAfter,
    double Resident,
    double Cpu,
    SessionKey Session
)
{
    public override string ToString() =>
        FormattableString.Invariant(
            $"load {Load}; events p50 {RegisterLoad.At(Heard.Latencies, 0.5):0} p99 {RegisterLoad.At(Heard.Latencies, 0.99):0} ms, {Heard}; query p99 {RegisterLoad.At(Officers, 0.99):0} ms, leader's {RegisterLoad.At(Leader, 0.99):0}; POST p99 {Posts.P99:0}; page {string.Join(' ', Page.Select(time => time is { } ms ? $"{ms:0}" : "never"))}; managed {ManagedBefore:0} to {ManagedAfter:0} MB, {Resident:0} resident; CPU {Cpu:0} s"
        );
}
