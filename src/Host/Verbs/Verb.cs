using Attendance.Access.Contracts;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Attendance.Host.Verbs;

/// <summary>
/// A verb of the command line that works on the database without server and silo, beside a live server. Results go to <see cref="Console.Out"/>,
/// everything else to <see cref="Progress"/>, which is stderr. The exit code is 0 for success, 1 for a refusal or a difference found, 2 for a run that
/// broke (<see cref="Complaint"/>); a verb that needs more begins at 3.
/// Every run is on record before it does anything: without a record it does nothing.
/// Add a verb by deriving from this in a file of this folder and giving it a line in <c>Program.cs</c>.
/// </summary>
internal abstract class Verb<TSettings> : AsyncCommand<TSettings>
    where TSettings : DataSettings
{
    /// <summary>Progress bars, notices and errors: stderr.</summary>
    protected static IAnsiConsole Progress { get; } =
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>The work, with the modules' services; the schema is up to date. Returns the exit code.</summary>
    protected abstract Task<int> RunAsync(TSettings settings, IServiceProvider services, CancellationToken cancellation);

    /// <summary>What the audit says of a run: the verb in full ("export journal") and whether it reads or changes.</summary>
    protected abstract VerbRecord OnRecord(TSettings settings);

    public sealed override async Task<int> ExecuteAsync(CommandContext context, TSettings settings, CancellationToken cancellationToken)
    {
        await using var services = await AttendanceHost.OpenAsync(settings.ToOptions(), cancellationToken);
        var record = OnRecord(settings);
        await services
            .GetRequiredService<IAuditTrail>()
            .RunningAsync($"host {record.Verb}", record.Changes, $"by {Environment.UserName}", cancellationToken);
        return await RunAsync(settings, services, cancellationToken);
    }

    /// <summary>Tells of a refusal and gives the exit code for it.</summary>
    protected static int Refuse(SharedKernel.Error error)
    {
        Progress.MarkupLineInterpolated($"[red]{error.Code}[/]: {error.Message}");
        foreach (var field in error.Fields ?? [])
            Progress.MarkupLineInterpolated($"  {field.Pointer}: {field.Code} {field.Detail}");
        return 1;
    }
}

/// <summary>A run of a verb as the audit has it.</summary>
internal sealed record VerbRecord(string Verb, bool Changes);
