using System.Text.Json;
using System.Threading.Channels;

namespace Attendance.City.Replay;

/// <summary>
/// A file that knows every try and every answer, for whoever checks a server that was killed: one line of JSON each, on the disk before the try is made
/// or the answer acted upon. Many lines share one fsync.
/// </summary>
internal sealed class Ledger : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly Channel<(byte[] Line, TaskCompletionSource Durable)> _lines = Channel.CreateUnbounded<(byte[], TaskCompletionSource)>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly Task _writing;

    /// <summary>Appends to a file, which need not exist.</summary>
    public Ledger(string path)
    {
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>A register is about to be sent.</summary>
    public ValueTask Attempt(Register register, int attempt) => Add(register, attempt, status: null, receipt: null);

    /// <summary>What became of it: a status, 0 for no answer, and the receipt of an acknowledgement.</summary>
    public ValueTask Outcome(Register register, int attempt, int status, string? receipt) => Add(register, attempt, status, receipt);

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.Complete();
        await _writing;
        await _file.DisposeAsync();
    }

    private async ValueTask Add(Register register, int attempt, int? status, string? receipt)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("submissionId", register.SubmissionId);
            json.WriteString("laestab", register.School.Laestab.ToString());
            json.WriteString("date", register.Key.Date.ToString("yyyy-MM-dd"));
            json.WriteString("session", register.Key.Half.ToString());
            json.WriteNumber("attempt", attempt);
            if (status is { } number)
                json.WriteNumber("status", number);
            if (receipt is not null)
                json.WriteString("receipt", receipt);
            json.WriteEndObject();
        }
        line.Write("\n"u8);
        var durable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_lines.Writer.TryWrite((line.ToArray(), durable)))
            throw new InvalidOperationException("The ledger is closed.");
        await durable.Task;
    }

    private async Task WriteAsync()
    {
        var waiting = new List<TaskCompletionSource>();
        try
        {
            while (await _lines.Reader.WaitToReadAsync())
            {
                while (_lines.Reader.TryRead(out var next))
                {
                    _file.Write(next.Line);
                    waiting.Add(next.Durable);
                }
                _file.Flush(flushToDisk: true);
                foreach (var durable in waiting)
                    durable.SetResult();
                waiting.Clear();
            }
        }
        catch (IOException broken)
        {
            _lines.Writer.TryComplete(broken);
            foreach (var durable in waiting)
                durable.TrySetException(broken);
            while (_lines.Reader.TryRead(out var next))
                next.Durable.TrySetException(broken);
        }
    }
}
