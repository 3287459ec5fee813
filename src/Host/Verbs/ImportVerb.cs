using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using MediatR;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Attendance.Host.Verbs;

/// <summary>
/// <c>import schools|calendar|roll|looked-after FILE.csv [--strict]</c>: works beside a live server, which notices within two seconds. Prints the counts to stdout and the wrong lines to
/// stderr. Exit code 1 when the file was refused, 3 when some rows were wrong and the others stored.
/// </summary>
internal sealed class ImportVerb : Verb<ImportVerb.Settings>
{
    /// <summary>The others are stored: neither a refusal (1) nor a broken run (2).</summary>
    private const int SomeWrong = 3;

    private const string LookedAfter = "looked-after";

    internal sealed class Settings : DataSettings
    {
        [CommandArgument(0, "<KIND>")]
        [Description("schools, calendar, roll or looked-after.")]
        public string Kind { get; init; } = "";

        [CommandArgument(1, "<FILE>")]
        [Description("A CSV file with a header, in UTF-8.")]
        public string File { get; init; } = "";

        [CommandOption("--strict")]
        [Description("Store nothing when any row is wrong.")]
        public bool Strict { get; init; }

        public override ValidationResult Validate() =>
            Kind != LookedAfter && (!Enum.TryParse<ReferenceFileKind>(Kind, ignoreCase: true, out _) || int.TryParse(Kind, out _))
                ? ValidationResult.Error("The kind is schools, calendar, roll or looked-after.")
            : !System.IO.File.Exists(File) ? ValidationResult.Error("There is no such file.")
            : ValidationResult.Success();
    }

    protected override VerbRecord OnRecord(Settings settings) => new($"import {settings.Kind}", Changes: true);

    protected override async Task<int> RunAsync(Settings settings, IServiceProvider services, CancellationToken cancellation)
    {
        await using var file = System.IO.File.OpenRead(settings.File);
        var result = await Progress
            .Progress()
            .HideCompleted(true)
            .StartAsync(async context =>
            {
                var task = context.AddTask($"Importing {settings.Kind}");
                var caller = Caller.System("import");
                var steps = new Steps(task);
                IRequest<Result<ImportReport>> request =
                    settings.Kind == LookedAfter
                        ? new ImportLookedAfter(caller, file, settings.Strict, steps)
                        : new ImportReferenceFile(
                            caller,
                            Enum.Parse<ReferenceFileKind>(settings.Kind, ignoreCase: true),
                            file,
                            settings.Strict,
                            steps
                        );
                return await services.GetRequiredService<IMediator>().Send(request, cancellation);
            });
        if (result.Error is { } error)
            return Refuse(error);
        foreach (var problem in result.Value.Problems)
            await Console.Error.WriteLineAsync(
                $"line {problem.Line}{(problem.Column is null ? "" : $", {problem.Column}")}: {problem.Code}: {problem.Detail}"
            );
        Console.WriteLine(
            $"read {result.Value.Read}, changed {result.Value.Changed}, unchanged {result.Value.Unchanged}, wrong {result.Value.Problems.Select(p => p.Line).Distinct().Count()}"
        );
        return result.Value.Problems.Count == 0 ? 0 : SomeWrong;
    }

    /// <summary>Moves the bar at once; the framework's own class would do it later, from another thread.</summary>
    private sealed class Steps(ProgressTask task) : IProgress<(int Done, int Of)>
    {
        public void Report((int Done, int Of) value) => task.Value = 100.0 * value.Done / value.Of;
    }
}
