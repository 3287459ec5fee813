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
                await PostAsync();
            }
            catch
            {
                // The others stop too.
                Interlocked.Add(ref next, registers);
                throw;
            }
        }

        async Task PostAsync()
        {
            while (true)
            {
                var i = Interlocked.Increment(ref next);
                if (i >= registers)
                    return;
                var (_, schoolClass) = Math.DivRem(from + i, city.Classes);
                using var request = new HttpRequestMessage(HttpMethod.Post, paths[i]) { Content = new ByteArrayContent(bodies[i]) };
                request.Content.Headers.ContentType = Json;
                request.Headers.Authorization = new AuthenticationHeaderValue(
                    "Bearer",
                    keys[(schoolClass / BenchCity.ClassesPerSchool) % keys.Count]
                );
                var sent = TimeProvider.System.GetTimestamp();
                using var answer = await _http.SendAsync(request, cancellation);
                var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
                latencies[i] = TimeProvider.System.GetElapsedTime(sent).TotalMilliseconds;
                if ((int)answer.StatusCode == 202)
                    Interlocked.Increment(ref late);
                else if ((int)answer.StatusCode != 200)
                    throw new InvalidOperationException(
                        $"{paths[i]} was answered with {(int)answer.StatusCode}: {System.Text.Encoding.UTF8.GetString(body)}"
                    );
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private static double At(double[] sorted, double part) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
}

/// <summary>One run: marks that were acknowledged, the time it took, POST latencies in milliseconds, and how many were durable but not yet visible (202).</summary>
internal sealed record LoadResult(int Marks, TimeSpan Elapsed, double P50, double P99, int Late)
{
    public double MarksPerSecond => Marks / Elapsed.TotalSeconds;
}
