using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using MediatR;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Attendance.Host.Verbs;

/// <summary>
/// <c>import schools|calendar|roll FILE.csv [--strict]</c>: works beside a live server, which notices within two seconds. Prints the counts to stdout and the wrong lines to
/// stderr. Exit code 1 when the file was refused, 3 when some rows were wrong and the others stored.
/// </summary>
internal sealed class ImportVerb : Verb<ImportVerb.Settings>
{
    /// <summary>The others are stored: neither a refusal (1) nor a broken run (2).</summary>
    private const int SomeWrong = 3;

    internal sealed class Settings : DataSettings
    {
        [CommandArgument(0, "<KIND>")]
        [Description("schools, calendar or roll.")]
        public string Kind { get; init; } = "";

        [CommandArgument(1, "<FILE>")]
        [Description("A CSV file with a header, in UTF-8.")]
        public string File { get; init; } = "";

        [CommandOption("--strict")]
        [Description("Store nothing when any row is wrong.")]
        public bool Strict { get; init; }

        public override ValidationResult Validate() =>
            !Enum.TryParse<ReferenceFileKind>(Kind, ignoreCase: true, out _) || int.TryParse(Kind, out _)
                ? ValidationResult.Error("The kind is schools, calendar or roll.")
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
                return await services
                    .GetRequiredService<IMediator>()
                    .Send(
                        new ImportReferenceFile(
                            Caller.System("import"),
                            Enum.Parse<ReferenceFileKind>(settings.Kind, ignoreCase: true),
                            file,
                            settings.Strict,
                            new Steps(task)
                        ),
                        cancellation
                    );
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
