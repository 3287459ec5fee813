using Attendance.Bench.Load;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Bench.Live;

/// <summary>
/// How fast a register is on the board of looked-after children: 250 of them all over the city, looked at by the team over graphql-ws, while a session's marks of the whole city are posted within a minute.
/// </summary>
internal static class BoardFigures
{
    private const int Children = 250;
    private const int Team = 10;

    /// <summary>Sessions before anything is measured.</summary>
    private const int Before = 4;

    private static readonly TimeSpan Morning = TimeSpan.FromSeconds(55);

    /// <summary>A new watch is counted again and again for half a minute: it is over before anything is measured.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(40);

    public static async Task<IReadOnlyList<BoardResult>> MeasureAsync(
        DatabaseProvider provider,
        BenchOptions options,
        CancellationToken cancellation
    )
    {
        var city = new BenchCity(options.Pupils);
        await using var scratch = await Scratch.CreateAsync(provider);
        await using var server = await ChildServer.StartAsync("product", scratch.Options, cancellation);
        var keys = await Road.LoadSchoolsAsync(server, city, cancellation);
        using var load = new RegisterLoad(city, server.Url, keys, options.InFlight);
        await ClockAsync(0);
        var children = Enumerable.Range(0, Children).Select(i => (int)((long)i * city.Pupils / Children)).ToList();
        await server.AskAsync($"care {string.Join(',', children.Select(child => city.Upn(child).Value))}", cancellation);
        var cookies = (await server.AskAsync($"team {Team}", cancellation)).Split(' ');
        await ClockAsync(city.Classes * Before - 1);
        await load.RunAsync(city.Classes * Before, cancellation);
        Report.Progress($"{provider}: {city.Schools} schools, {Children} looked-after children, {Team} of the team; settling");
        await Task.Delay(Settling, TimeProvider.System, cancellation);

        var results = new List<BoardResult>();
        for (var run = 1; run <= options.Runs; run++)
        {
            var session = city.Sessions[load.SessionOf(load.Position)];
            await ClockAsync(load.Position);
            // The day's own count of everybody is done before the first register comes.
            await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, cancellation);
            var followers = new List<BoardFollower>();
            foreach (var cookie in cookies)
                followers.Add(await BoardFollower.OpenAsync(server.Url, cookie, session.Half is HalfDay.AM ? "am" : "pm"));
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, cancellation);
                var average = Report.LoadAverage();
                var cpu = server.CpuSeconds;
                var (posts, sent) = await load.MorningAsync(Morning, cancellation);
                await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, cancellation);
                results.Add(Result(city, children, followers, sent, posts, average) with { Cpu = server.CpuSeconds - cpu });
                Report.Progress($"{provider} {run}/{options.Runs}: {results[^1]}");
            }
            finally
            {
                foreach (var follower in followers)
                    await follower.DisposeAsync();
            }
        }
        return results;

        Task ClockAsync(int position) =>
            server.AskAsync($"clock {BenchCity.TakenAt(city.Sessions[load.SessionOf(position)]).AddMinutes(1):O}", cancellation);
    }

    private static BoardResult Result(
        BenchCity city,
        IReadOnlyList<int> children,
        IReadOnlyList<BoardFollower> followers,
        long[] sent,
        LoadResult posts,
        string average
    )
    {
        var latencies = new List<double>();
        var missed = 0;
        foreach (var follower in followers)
        foreach (var child in children)
        {
            if (follower.Marked.TryGetValue(city.Upn(child).Value, out var at))
                latencies.Add(TimeProvider.System.GetElapsedTime(sent[child / BenchCity.ClassSize], at).TotalMilliseconds);
            else
                missed++;
        }
        latencies.Sort();
        return new BoardResult(average, [.. latencies], missed, followers.Sum(follower => follower.Boards), posts);
    }
}

/// <summary>
/// One morning: milliseconds from the POST of a class to the first board with the child's mark, sorted, of every child at everybody of the team; marks that never came; boards that were sent; the load average
/// before; and the posts.
/// </summary>
internal sealed record BoardResult(string Load, double[] Latencies, int Missed, int Boards, LoadResult Posts)
{
    /// <summary>Seconds of processor that the server took for the morning.</summary>
    public double Cpu { get; init; }

    public double P50 => RegisterLoad.At(Latencies, 0.5);
    public double P99 => RegisterLoad.At(Latencies, 0.99);

    public override string ToString() =>
        FormattableString.Invariant(
            $"POST to board p50 {P50:0} ms, p99 {P99:0} ms; {Boards} boards, {Missed} missed; POST p99 {Posts.P99:0}; CPU {Cpu:0} s; load {Load}"
        );
}
