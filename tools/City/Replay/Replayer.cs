using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using Attendance.City.Plan;

namespace Attendance.City.Replay;

/// <summary>
/// Posts registers in the order given, many at once; a school's next session waits until every register of its last one is acknowledged.
/// </summary>
internal sealed class Replayer(
    CityClient client,
    IReadOnlyDictionary<CitySchool, string> keys,
    int parallel,
    ReplayCounts counts,
    Ledger? ledger = null
)
{
    public async Task RunAsync(IEnumerable<Register> registers, CancellationToken cancellation)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var queue = Channel.CreateBounded<(Register, SchoolTurn)>(new BoundedChannelOptions(parallel) { SingleWriter = true });
        var work = Enumerable
            .Range(0, parallel)
            .Select(_ => Task.Run(() => WorkAsync(queue.Reader, failed), CancellationToken.None))
            .ToList();
        work.Add(Task.Run(() => FeedAsync(registers, queue.Writer, failed), CancellationToken.None));
        var all = Task.WhenAll(work);
        try
        {
            await all;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested && all.Exception is { } broken)
        {
            // The others stopped because of the one that was refused.
            throw broken.InnerExceptions.First(e => e is not OperationCanceledException);
        }
    }

    private static async Task FeedAsync(
        IEnumerable<Register> registers,
        ChannelWriter<(Register, SchoolTurn)> queue,
        CancellationTokenSource failed
    )
    {
        try
        {
            var turns = new Dictionary<CitySchool, SchoolTurn>();
            foreach (var register in registers)
            {
                if (!turns.TryGetValue(register.School, out var turn) || turn.Session != register.Session)
                {
                    if (turn is not null)
                        await turn.DoneAsync(failed.Token);
                    turns[register.School] = turn = new SchoolTurn(register.Session);
                }
                turn.Begin();
                await queue.WriteAsync((register, turn), failed.Token);
            }
        }
        finally
        {
            queue.Complete();
        }
    }

    private async Task WorkAsync(ChannelReader<(Register, SchoolTurn)> queue, CancellationTokenSource failed)
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        try
        {
            await foreach (var (register, turn) in queue.ReadAllAsync(failed.Token))
            {
                await PostAsync(register, buffer, failed.Token);
                turn.End();
            }
        }
        catch
        {
            await failed.CancelAsync();
            throw;
        }
    }

    /// <summary>Posts one register until it is acknowledged.</summary>
    public async Task PostAsync(Register register, ArrayBufferWriter<byte> buffer, CancellationToken cancellation)
    {
        var marks = register.WriteBody(buffer);
        var started = 0L;
        var (status, body) = await client.SendAsync(
            HttpMethod.Post,
            register.Path,
            keys[register.School],
            buffer.WrittenMemory,
            cancellation,
            attempt =>
            {
                started = TimeProvider.System.GetTimestamp();
                return ledger?.Attempt(register, attempt) ?? ValueTask.CompletedTask;
            },
            ledger is null
                ? null
                : (attempt, answered, answer) => ledger.Outcome(register, attempt, answered, Receipt.Read(answered, answer).Number)
        );
        counts.Add(marks, status, Receipt.Read(status, body), TimeProvider.System.GetElapsedTime(started));
    }

    /// <summary>The registers of one school and session that are not acknowledged yet.</summary>
    private sealed class SchoolTurn(int session)
    {
        private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // One for the feeder, until it has given out all of the turn's registers.
        private int _open = 1;

        public int Session { get; } = session;

        public void Begin() => Interlocked.Increment(ref _open);

        public void End()
        {
            if (Interlocked.Decrement(ref _open) == 0)
                _idle.SetResult();
        }

        public Task DoneAsync(CancellationToken cancellation)
        {
            End();
            return _idle.Task.WaitAsync(cancellation);
        }
    }
}

/// <summary>What a receipt says of its register.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct Receipt(string? Number, int Stored, int Unchanged, int Stale, int Held)
{
    /// <summary>Reads a receipt; an answer that is none has no number and counts nothing.</summary>
    public static Receipt Read(int status, byte[] body)
    {
        if (status is not (200 or 202))
            return default;
        var reader = new Utf8JsonReader(body);
        string? number = null;
        int stored = 0,
            unchanged = 0,
            stale = 0,
            held = 0;
        while (reader.Read() && reader.TokenType is not JsonTokenType.StartArray)
        {
            if (reader.TokenType is not JsonTokenType.PropertyName)
                continue;
            if (reader.ValueTextEquals("receipt"u8) && reader.Read())
                number = reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
            else if (reader.ValueTextEquals("stored"u8) && reader.Read())
                stored = reader.GetInt32();
            else if (reader.ValueTextEquals("unchanged"u8) && reader.Read())
                unchanged = reader.GetInt32();
            else if (reader.ValueTextEquals("stale"u8) && reader.Read())
                stale = reader.GetInt32();
            else if (reader.ValueTextEquals("held"u8) && reader.Read())
                held = reader.GetInt32();
        }
        return new Receipt(number, stored, unchanged, stale, held);
    }
}
