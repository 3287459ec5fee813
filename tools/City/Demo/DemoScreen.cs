using Spectre.Console;

namespace Attendance.City.Demo;

/// <summary>The live table on a terminal; plain lines elsewhere.</summary>
internal sealed class DemoScreen(DateOnly day, Uri server, DemoState state, FlagFeed flags, ChildNames names)
{
    private const int FlagsShown = 8;
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private int _said = -1;

    /// <summary>True when stdout is a terminal that can be drawn on.</summary>
    public static bool IsLive => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    /// <summary>Shows the day while it runs; the day calls the function it is given whenever something has changed.</summary>
    public async Task RunAsync(Func<Func<Task>, Task> run, CancellationToken cancellation)
    {
        if (IsLive)
            await AnsiConsole
                .Live(Draw())
                .StartAsync(async live =>
                {
                    await run(async () =>
                    {
                        await names.LearnAsync(flags.Newest(FlagsShown).Select(flag => flag.Pupil), cancellation);
                        live.UpdateTarget(Draw());
                        live.Refresh();
                    });
                });
        else
            await run(() =>
            {
                Say();
                return Task.CompletedTask;
            });
    }

    private double MarksPerSecond => state.Marks / Math.Max(0.1, TimeProvider.System.GetElapsedTime(_started).TotalSeconds);

    private void Say()
    {
        // A line for every ten minutes of the day is enough for a log.
        var tenth = (state.Now.Hour * 6) + (state.Now.Minute / 10);
        if (tenth == _said)
            return;
        _said = tenth;
        Console.WriteLine(
            $"{day:yyyy-MM-dd} {state.Now:HH:mm}  registers {state.Registers}/{state.RegistersDue}  marks {state.Marks} ({MarksPerSecond:0}/s)  "
                + $"corrections {state.Corrections}  new flags {flags.Count}"
        );
    }

    private Rows Draw()
    {
        var schools = new Table().Border(TableBorder.Rounded).Expand();
        schools.AddColumns("School", "AM registers", "PM registers", "Marked", "No reason yet", "Late", "Absent", "Corrected");
        foreach (var column in schools.Columns.Skip(1))
            column.RightAligned();
        foreach (var row in state.Rows())
            schools.AddRow(
                Markup.Escape(row.Name),
                row.Morning,
                row.Afternoon,
                $"{row.Marked}",
                row.NoReasonYet > 0 ? $"[red]{row.NoReasonYet}[/]" : "0",
                $"{row.Late}",
                $"{row.Absent}",
                $"{row.Corrections}"
            );
        var newest = new Table().Border(TableBorder.Rounded).Expand().Title($"New flags: {flags.Count}");
        newest.AddColumns("Severity", "Child", "Why");
        foreach (var flag in flags.Newest(FlagsShown))
            newest.AddRow(flag.Severity.ToString(), Markup.Escape(names.Of(flag.Pupil)), Markup.Escape(flag.Sentence));
        return new Rows(
            new Markup(
                $"[bold]{day:dddd d MMMM yyyy}  {state.Now:HH:mm}[/]   registers {state.Registers} of {state.RegistersDue}   "
                    + $"marks {state.Marks} ({MarksPerSecond:0}/s)   corrections {state.Corrections}"
            ),
            schools,
            newest,
            new Markup($"[grey]{Markup.Escape(server.ToString())}  Ctrl+C ends it[/]")
        );
    }
}
