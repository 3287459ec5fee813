using System.ComponentModel;
using Attendance.Access.Contracts;
using MediatR;
using Spectre.Console.Cli;

namespace Attendance.Host.Verbs;

/// <summary><c>audit verify</c>: recomputes every chain of the audit; exit code 1 when anything is not as it was written.</summary>
internal sealed class AuditVerifyVerb : Verb<AuditVerifySettings>
{
    protected override VerbRecord OnRecord(AuditVerifySettings settings) => new("audit verify", Changes: false);

    protected override async Task<int> RunAsync(AuditVerifySettings settings, IServiceProvider services, CancellationToken cancellation)
    {
        var checkpoint = settings.Checkpoint is { } file ? await File.ReadAllTextAsync(file, cancellation) : null;
        var result = await services.GetRequiredService<IMediator>().Send(new VerifyAudit(Caller.System("audit"), checkpoint), cancellation);
        if (result.Error is { } error)
            return Refuse(error);
        var report = result.Value;
        foreach (var problem in report.Problems)
            Console.WriteLine(problem);
        Console.WriteLine(
            $"{report.Records} records of {report.Writers} writers, {report.Checkpoints} checkpoints; {report.Problems.Count} problems"
        );
        return report.Problems.Count == 0 ? 0 : 1;
    }
}

internal sealed class AuditVerifySettings : DataSettings
{
    [CommandOption("--checkpoint <FILE>")]
    [Description("A checkpoint that was kept outside: only it shows a cut tail, a chain written anew, or an old copy put back.")]
    public string? Checkpoint { get; init; }
}
