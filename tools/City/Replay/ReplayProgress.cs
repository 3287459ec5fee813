using Spectre.Console;

namespace Attendance.City.Replay;

/// <summary>Shows on stderr how far a replay is: a bar on a terminal, otherwise a line every few seconds.</summary>
internal sealed class ReplayProgress
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenFrames = TimeSpan.FromMilliseconds(200);

    private readonly IAnsiConsole _console = AnsiConsole.Create(
        new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error), Interactive = InteractionSupport.No }
    );

    /// <summary>Work of which each step calls the function it is given.</summary>
    public async Task<T> RunAsync<T>(string what, int steps, Func<Action<int>, Task<T>> work)
    {
        var done = 0;
        var running = work(step => Interlocked.Add(ref done, step));
        await WatchAsync(steps, running, () => (Volatile.Read(ref done), what));
        return await running;
    }

    /// <summary>The posting of a number of registers.</summary>
    public async Task RunAsync(int registers, ReplayCounts counts, Func<Task> work)
    {
        var running = work();
        await WatchAsync(registers, running, () => (counts.Registers, $"{counts.Marks} marks, {counts.MarksPerSecond:0}/s"));
        await running;
    }

    private async Task WatchAsync(int steps, Task running, Func<(int Done, string Text)> now)
    {
        if (Console.IsErrorRedirected)
        {
            while (!await EndedAsync(running, BetweenLines))
                Say();
            Say();
            return;
        }
        await _console
            .Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                var bar = bars.AddTask(now().Text, maxValue: Math.Max(1, steps));
                do
                {
                    var (done, text) = now();
                    bar.Value = done;
                    bar.Description = Markup.Escape(text);
                } while (!await EndedAsync(running, BetweenFrames));
                bar.Value = now().Done;
            });

        void Say()
        {
            var (done, text) = now();
            Console.Error.WriteLine($"{done}/{steps} {text}");
        }
    }

    private static async Task<bool> EndedAsync(Task running, TimeSpan within) => await Task.WhenAny(running, Task.Delay(within)) == running;
}
