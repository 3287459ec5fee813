using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using MediatR;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Attendance.Host.Verbs;

/// <summary><c>export journal|standings</c>: CSV on stdout, for another system or an archive.</summary>
internal sealed class ExportVerb : Verb<ExportVerb.Settings>
{
    internal sealed class Settings : DataSettings
    {
        [CommandArgument(0, "<WHAT>")]
        [Description("journal or standings.")]
        public string What { get; init; } = "";

        public override ValidationResult Validate() =>
            What is "journal" or "standings" ? ValidationResult.Success() : ValidationResult.Error("Export journal or standings.");
    }

    protected override VerbRecord OnRecord(Settings settings) => new($"export {settings.What}", Changes: false);

    protected override async Task<int> RunAsync(Settings settings, IServiceProvider services, CancellationToken cancellation)
    {
        await using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16);
        var kind = settings.What == "journal" ? ExportKind.Journal : ExportKind.Standings;
        var result = await services
            .GetRequiredService<IMediator>()
            .Send(new ExportCsv(Caller.System("export"), kind, output.WriteLine), cancellation);
        if (result.Error is { } error)
            return Refuse(error);
        Progress.MarkupLineInterpolated($"{result.Value} rows");
        return 0;
    }
}
