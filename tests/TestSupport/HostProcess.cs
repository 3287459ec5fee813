using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Attendance.Host;

namespace Attendance.TestSupport;

/// <summary>
/// The Host as a process of its own, started the way an operator starts it, so that it can be killed at any instant. Its stderr is kept for the message of a failed test.
/// </summary>
public sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _log;
    private readonly List<HttpClient> _clients = [];

    private HostProcess(Process process, StringBuilder log, Uri url)
    {
        _process = process;
        _log = log;
        Url = url;
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>What it wrote to stderr so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Starts <c>serve</c> with settings as environment variables ("Database:Provider") and waits until it is ready.</summary>
    public static async Task<HostProcess> StartAsync(
        IReadOnlyDictionary<string, string?> settings,
        IReadOnlyList<string>? arguments = null,
        TimeSpan? within = null,
        string urls = "http://127.0.0.1:0"
    )
    {
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new StringBuilder();
        var process = new Process { StartInfo = Command(settings, ["serve", "--urls", urls, .. arguments ?? []]) };
        process.EnableRaisingEvents = true;
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                return;
            lock (log)
                log.AppendLine(line.Data);
            if (line.Data.StartsWith("Listening on ", StringComparison.Ordinal))
                listening.TrySetResult(new Uri(line.Data["Listening on ".Length..].Split(' ')[0]));
        };
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException("The Host ended before it listened."));
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        try
        {
            var host = new HostProcess(
                process,
                log,
                await listening.Task.WaitAsync(within ?? TimeSpan.FromSeconds(90), TimeProvider.System)
            );
            await host.WaitUntilReadyAsync(within ?? TimeSpan.FromSeconds(90));
            return host;
        }
        catch (Exception exception)
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync();
            string text;
            lock (log)
                text = log.ToString();
            process.Dispose();
            throw new InvalidOperationException($"The Host did not become ready. Its log:\n{text}", exception);
        }
    }

    /// <summary>Runs another verb to its end and gives its exit code and stdout; its stderr is in the exception when the code is not as expected.</summary>
    public static async Task<string> RunAsync(
        IReadOnlyDictionary<string, string?> settings,
        IReadOnlyList<string> arguments,
        int expected = 0
    )
    {
        using var process = Process.Start(Command(settings, arguments))!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != expected)
            throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}\n{await error}");
        return output;
    }

    /// <summary>A client that sends a key.</summary>
    public HttpClient ClientWith(string? key)
    {
        var client = new HttpClient { BaseAddress = Url };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        _clients.Add(client);
        return client;
    }

    /// <summary>SIGKILL: nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Whether it ended by itself within a time.</summary>
    public async Task<bool> ExitedWithinAsync(TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>SIGTERM, and the exit code after the Host has finished what it had taken.</summary>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited)
            await Process.Start("kill", ["-TERM", _process.Id.ToString()]).WaitForExitAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(45), TimeProvider.System);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await KillAsync();
        _process.Dispose();
        foreach (var line in Log.Split('\n'))
            PrivacyWatch.Look("the log of a process", line);
        PrivacyWatch.ThrowIfFound();
    }

    private async Task WaitUntilReadyAsync(TimeSpan within)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var client = ClientWith(null);
        while (true)
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            if (answer.IsSuccessStatusCode)
                return;
            if (TimeProvider.System.GetElapsedTime(begun) > within)
                throw new TimeoutException($"Not ready: {await answer.Content.ReadAsStringAsync()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private static ProcessStartInfo Command(IReadOnlyDictionary<string, string?> settings, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [Path.ChangeExtension(typeof(AttendanceHost).Assembly.Location, ".dll"), .. arguments]
        )
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        foreach (var (key, value) in settings)
        {
            if (value is not null)
                start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }
        // As in the tests themselves: it ends before a profile pays.
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }
}
