using System.Data.Common;
using System.Threading.Channels;
using Attendance.SharedKernel.Data;

namespace Attendance.Bench.Servers;

/// <summary>Whoever waits while a commit is under way goes into the next one.</summary>
internal sealed class GroupCommit<T> : IAsyncDisposable
{
    private readonly Channel<(T Item, TaskCompletionSource Done)> _queue = Channel.CreateBounded<(T, TaskCompletionSource)>(1_024);
    private readonly IWriter _writer;
    private readonly Func<DbTransaction, List<T>, Task> _write;
    private readonly int _most;
    private readonly Task[] _loops;

    public GroupCommit(IWriter writer, int loops, int most, Func<DbTransaction, List<T>, Task> write)
    {
        (_writer, _most, _write) = (writer, most, write);
        _loops = [.. Enumerable.Range(0, loops).Select(_ => Task.Run(LoopAsync))];
    }

    public async Task AddAsync(T item)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync((item, done));
        await done.Task;
    }

    private async Task LoopAsync()
    {
        var items = new List<T>();
        var waiting = new List<TaskCompletionSource>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            items.Clear();
            waiting.Clear();
            while (items.Count < _most && _queue.Reader.TryRead(out var next))
            {
                items.Add(next.Item);
                waiting.Add(next.Done);
            }
            if (items.Count == 0)
                continue;
            try
            {
                await _writer.Run(transaction => _write(transaction, items));
                waiting.ForEach(done => done.SetResult());
            }
#pragma warning disable CA1031 // The failure belongs to those who wait.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                waiting.ForEach(done => done.SetException(exception));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAll(_loops);
    }
}
