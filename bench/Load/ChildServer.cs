using System.Diagnostics;
using Attendance.SharedKernel.Data;

namespace Attendance.Bench.Load;

/// <summary>A measured server as a process of its own. It ends when its stdin closes, so none outlives this program, however that ends.</summary>
internal sealed class ChildServer : IAsyncDisposable
{
    private readonly Process _process;

    private readonly Queue<string> _log;

    private ChildServer(Process process, Queue<string> log, string[] ready, TimeSpan start)
    {
        _process = process;
        _log = log;
        Ready = ready;
        Start = start;
    }

    /// <summary>The words after "ready": the address, and what else the server has to say.</summary>
    public string[] Ready { get; }

    /// <summary>From the start of the process to ready.</summary>
    public TimeSpan Start { get; }

    public Uri Url => new(Ready[0]);

    public double CpuSeconds => CpuTime.Of(_process);

    /// <summary>Megabytes of the process in memory.</summary>
    public double Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>The last lines that the server wrote to stderr, cut.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return string.Join('\n', _log);
        }
    }

    public static async Task<ChildServer> StartAsync(string name, DatabaseOptions database, CancellationToken cancellation)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var process = Process.Start(
            new ProcessStartInfo(
                Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
                [
                    typeof(ChildServer).Assembly.Location,
                    "child",
                    name,
                    database.Provider.ToString(),
                    database.ConnectionString ?? "",
                    database.DataDirectory,
                ]
            )
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        var log = new Queue<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                return;
            lock (log)
            {
                log.Enqueue(line.Data.Length > 600 ? line.Data[..600] : line.Data);
                if (log.Count > 5)
                    log.Dequeue();
            }
        };
        process.BeginErrorReadLine();
        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
            {
                var words = line.Split(' ');
                if (words[0] == "ready")
                    return new ChildServer(process, log, words[1..], TimeProvider.System.GetElapsedTime(begun));
            }
            throw new InvalidOperationException($"The server {name} ended before it was ready. {string.Join('\n', log)}");
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Asks the server something and gives its answer, one line.</summary>
    public async Task<string> AskAsync(string command, CancellationToken cancellation)
    {
        await _process.StandardInput.WriteLineAsync(command.AsMemory(), cancellation);
        await _process.StandardInput.FlushAsync(cancellation);
        return await _process.StandardOutput.ReadLineAsync(cancellation)
            ?? throw new InvalidOperationException($"The server ended at \"{command}\".");
    }

    /// <summary>Ends the server as an operator would, and waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }
        _process.Dispose();
    }
}
