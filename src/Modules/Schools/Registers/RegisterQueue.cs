using System.Collections.Concurrent;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Schools.Registers;

/// <summary>
/// The way from the front door to the schools' grains. A school's grain takes one call at a time, and its classes post at the same minute: the registers that
/// come while a call is under way go to it together with the next one, so that a school waits for two commits and not for two commits a class.
/// </summary>
internal sealed class RegisterQueue(IGrainFactory grains)
{
    /// <summary>Registers of one school that may wait; a full queue refuses before anything is stored.</summary>
    private const int MostWaiting = 512;

    /// <summary>Marks in one call at most: about 20 ms of work. One register may have more.</summary>
    private const int MostMarks = 2_000;

    private readonly ConcurrentDictionary<int, Lane> _lanes = new();

    /// <summary>Has a register taken, in the order of asking within its school. Refuses with "queue-full" when too many wait.</summary>
    public Task<Result<RegisterReply>> PostAsync(Laestab school, RegisterPost post, Caller caller)
    {
        var waiting = new Waiting(
            new RegisterPosting(post, caller),
            new TaskCompletionSource<Result<RegisterReply>>(TaskCreationOptions.RunContinuationsAsynchronously)
        );
        var lane = _lanes.GetOrAdd(school.Value, _ => new Lane());
        lock (lane)
        {
            if (lane.Waiting.Count >= MostWaiting)
                return Task.FromResult<Result<RegisterReply>>(
                    new Error("queue-full", "Too many registers of this school wait. Nothing was stored; try again.")
                );
            lane.Waiting.Enqueue(waiting);
            if (lane.Busy)
                return waiting.Done.Task;
            lane.Busy = true;
        }
        // Without the context of the request that happens to be the first: the lane goes on for others.
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(() => RunAsync(school, lane));
        return waiting.Done.Task;
    }

    private async Task RunAsync(Laestab school, Lane lane)
    {
        var grain = grains.GetGrain<ISchoolGrain>(school.Value);
        while (Next(lane) is { Count: > 0 } batch)
        {
            try
            {
                var answers = await grain.PostMany([.. batch.Select(waiting => waiting.Posting)]);
                for (var i = 0; i < answers.Length; i++)
                    batch[i].Done.TrySetResult(answers[i]);
            }
#pragma warning disable CA1031 // The grain could not be reached: that is everybody's answer who went with this call.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                foreach (var waiting in batch)
                    waiting.Done.TrySetException(exception);
            }
        }
    }

    /// <summary>The registers of the next call, in order; none when nobody waits, and then the lane rests.</summary>
    private static List<Waiting> Next(Lane lane)
    {
        var batch = new List<Waiting>();
        var marks = 0;
        lock (lane)
        {
            while (lane.Waiting.TryPeek(out var next) && (batch.Count == 0 || marks + next.Posting.Post.Marks.Length <= MostMarks))
            {
                batch.Add(lane.Waiting.Dequeue());
                marks += next.Posting.Post.Marks.Length;
            }
            lane.Busy = batch.Count > 0;
        }
        return batch;
    }

    private sealed class Lane
    {
        public Queue<Waiting> Waiting { get; } = new();

        public bool Busy { get; set; }
    }

    private sealed record Waiting(RegisterPosting Posting, TaskCompletionSource<Result<RegisterReply>> Done);
}
