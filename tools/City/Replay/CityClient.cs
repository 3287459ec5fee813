using System.Net.Http.Headers;

namespace Attendance.City.Replay;

/// <summary>
/// Speaks to a server as schools' systems do: keeps trying while it is away or busy, waits as long as Retry-After says, and stops on an answer that
/// another try cannot change.
/// </summary>
internal sealed class CityClient : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http;
    private readonly Uri[] _hosts;
    private readonly TimeSpan _patience;
    private uint _next;

    /// <summary>A client of one server. It gives up on a request that was not answered within <paramref name="patience"/>, tries and pauses included.</summary>
    public CityClient(Uri server, int connections, TimeSpan patience)
        : this([server], connections, patience) { }

    /// <summary>A client of one installation's Hosts: each try goes to the next of them.</summary>
    public CityClient(IEnumerable<Uri> hosts, int connections, TimeSpan patience)
    {
        _hosts = [.. hosts];
        _patience = patience;
        _http = new HttpClient(
            new SocketsHttpHandler
            {
                UseProxy = false,
                UseCookies = false,
                AllowAutoRedirect = false,
                MaxConnectionsPerServer = connections,
                ConnectTimeout = TimeSpan.FromSeconds(5),
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>How often a request was tried again.</summary>
    public int Retries => _retries;
    private int _retries;

    /// <summary>
    /// Sends until the server acknowledges, and returns the answer. <paramref name="attempt"/> is called before each try, <paramref name="outcome"/> after it
    /// with the status (0: no answer) and the body. Throws <see cref="RefusedException"/> for a refusal.
    /// </summary>
    public async Task<(int Status, byte[] Body)> SendAsync(
        HttpMethod method,
        string path,
        string key,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellation,
        Func<int, ValueTask>? attempt = null,
        Func<int, int, byte[], ValueTask>? outcome = null
    )
    {
        var pause = TimeSpan.FromMilliseconds(50);
        var started = TimeProvider.System.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            if (attempt is not null)
                await attempt(tries);
            var (status, answer, retryAfter, failure) = await TryAsync(method, path, key, body, cancellation);
            if (outcome is not null)
                await outcome(tries, status, answer);
            if (status is >= 200 and <= 299)
                return (status, answer);
            if (status is not (0 or 408 or 425 or 429 or >= 500))
                throw new RefusedException($"{method} {path} was refused with {status}: {System.Text.Encoding.UTF8.GetString(answer)}");
            if (TimeProvider.System.GetElapsedTime(started) > _patience)
                throw new RefusedException(
                    $"{method} {path} got no acknowledgement in {_patience.TotalSeconds:0} s; the last try: {failure ?? status.ToString()}"
                );
            Interlocked.Increment(ref _retries);
            await Task.Delay(retryAfter ?? pause, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    public void Dispose() => _http.Dispose();

    private Uri Host() => _hosts[(int)(unchecked(Interlocked.Increment(ref _next)) % (uint)_hosts.Length)];

    private async Task<(int Status, byte[] Body, TimeSpan? RetryAfter, string? Failure)> TryAsync(
        HttpMethod method,
        string path,
        string key,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(Host(), path)) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = Json;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(AttemptLimit);
        try
        {
            using var response = await _http.SendAsync(request, limit.Token);
            var answer = await response.Content.ReadAsByteArrayAsync(limit.Token);
            return ((int)response.StatusCode, answer, Pause(response), null);
        }
        catch (Exception failure) when (IsLost(failure) && !cancellation.IsCancellationRequested)
        {
            return (0, [], null, failure.Message);
        }
    }

    /// <summary>The connection broke, was refused or timed out: nobody knows whether the server took the request.</summary>
    private static bool IsLost(Exception failure) =>
        failure is HttpRequestException or IOException or OperationCanceledException or HttpIOException;

    private static TimeSpan? Pause(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => TimeSpan.FromTicks(Math.Max(0, (date - TimeProvider.System.GetUtcNow()).Ticks)),
            _ => null,
        };
}

/// <summary>The server said no, and would say so again.</summary>
internal sealed class RefusedException(string message) : Exception(message);
