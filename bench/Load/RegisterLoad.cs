using System.Net.Http.Headers;

namespace Attendance.Bench.Load;

/// <summary>Posts registers of 30 over loopback HTTP, so many in flight, in the order of sessions, and times each of them.</summary>
internal sealed class RegisterLoad(BenchCity city, Uri server, IReadOnlyList<string> keys, int inFlight) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            MaxConnectionsPerServer = inFlight,
        }
    )
    {
        BaseAddress = server,
        Timeout = TimeSpan.FromSeconds(60),
    };
    private int _next;

    /// <summary>The register that comes next: sessions one after the other, in each all classes.</summary>
    public int Position
    {
        get => _next;
        init => _next = value;
    }

    /// <summary>Marks that are left in the year.</summary>
    public int Left => (city.Classes * city.Sessions.Length) - _next;

    /// <summary>
    /// Posts the next session's registers evenly over a time, in an order in which a school's follow each other now and then, as on a morning. Answers when each
    /// class's was sent (timestamp of the system's clock) and all latencies.
    /// </summary>
    public async Task<(LoadResult Result, long[] Sent)> MorningAsync(TimeSpan over, CancellationToken cancellation)
    {
        var session = Math.DivRem(_next, city.Classes).Quotient;
        if (_next % city.Classes != 0)
            throw new InvalidOperationException("A session is half posted.");
        var order = Enumerable.Range(0, city.Classes).ToArray();
        new Random(session).Shuffle(order);
        var bodies = Array.ConvertAll(order, schoolClass => city.Register(schoolClass, session));
        var sent = new long[city.Classes];
        var latencies = new double[city.Classes];
        var posting = new List<Task>(city.Classes);
        var late = 0;
        var begun = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < order.Length; i++)
        {
            var due = (over * i / order.Length) - TimeProvider.System.GetElapsedTime(begun);
            if (due > TimeSpan.Zero)
                await Task.Delay(due, TimeProvider.System, cancellation);
            posting.Add(OneAsync(i));
        }
        await Task.WhenAll(posting);
        var elapsed = TimeProvider.System.GetElapsedTime(begun);
        _next += city.Classes;
        Array.Sort(latencies);
        return (new LoadResult(city.Pupils, elapsed, At(latencies, 0.50), At(latencies, 0.99), late), sent);

        async Task OneAsync(int i)
        {
            sent[order[i]] = TimeProvider.System.GetTimestamp();
            if (await PostAsync(city.Path(order[i], session), order[i], bodies[i], cancellation) == 202)
                Interlocked.Increment(ref late);
            latencies[i] = TimeProvider.System.GetElapsedTime(sent[order[i]]).TotalMilliseconds;
        }
    }

    /// <summary>The session that a register in this order belongs to.</summary>
    public int SessionOf(int position) => position / city.Classes;

    /// <summary>Posts so many registers. Throws when one is refused.</summary>
    public async Task<LoadResult> RunAsync(int registers, CancellationToken cancellation)
    {
        registers = Math.Min(registers, Left);
        var from = _next;
        // The bodies are made before the clock runs, a hundred thousand registers at a time at most.
        var bodies = new byte[registers][];
        var paths = new string[registers];
        for (var i = 0; i < registers; i++)
        {
            var (session, schoolClass) = Math.DivRem(from + i, city.Classes);
            bodies[i] = city.Register(schoolClass, session);
            paths[i] = city.Path(schoolClass, session);
        }
        var latencies = new double[registers];
        var late = 0;
        var next = -1;
        var begun = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(WorkAsync, cancellation)));
        var elapsed = TimeProvider.System.GetElapsedTime(begun);
        _next = from + registers;
        Array.Sort(latencies);
        return new LoadResult(registers * BenchCity.ClassSize, elapsed, At(latencies, 0.50), At(latencies, 0.99), late);

        async Task WorkAsync()
        {
            try
            {
                await PostAllAsync();
            }
            catch
            {
                // The others stop too.
                Interlocked.Add(ref next, registers);
                throw;
            }
        }

        async Task PostAllAsync()
        {
            while (true)
            {
                var i = Interlocked.Increment(ref next);
                if (i >= registers)
                    return;
                var (_, schoolClass) = Math.DivRem(from + i, city.Classes);
                var sent = TimeProvider.System.GetTimestamp();
                if (await PostAsync(paths[i], schoolClass, bodies[i], cancellation) == 202)
                    Interlocked.Increment(ref late);
                latencies[i] = TimeProvider.System.GetElapsedTime(sent).TotalMilliseconds;
            }
        }
    }

    /// <summary>200 or 202; everything else throws.</summary>
    private async Task<int> PostAsync(string path, int schoolClass, byte[] body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = Json;
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            keys[(schoolClass / BenchCity.ClassesPerSchool) % keys.Count]
        );
        using var answer = await _http.SendAsync(request, cancellation);
        var said = await answer.Content.ReadAsByteArrayAsync(cancellation);
        return (int)answer.StatusCode is 200 or 202
            ? (int)answer.StatusCode
            : throw new InvalidOperationException(
                $"{path} was answered with {(int)answer.StatusCode}: {System.Text.Encoding.UTF8.GetString(said)}"
            );
    }

    public void Dispose() => _http.Dispose();

    internal static double At(double[] sorted, double part) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
}

/// <summary>One run: marks that were acknowledged, the time it took, POST latencies in milliseconds, and how many were durable but not yet visible (202).</summary>
internal sealed record LoadResult(int Marks, TimeSpan Elapsed, double P50, double P99, int Late)
{
    public double MarksPerSecond => Marks / Elapsed.TotalSeconds;
}
