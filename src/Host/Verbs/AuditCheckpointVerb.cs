using System.ComponentModel;
using Attendance.Access.Contracts;
using MediatR;
using Spectre.Console.Cli;

namespace Attendance.Host.Verbs;

/// <summary><c>audit checkpoint</c>: signs where every chain of the audit ends now, into a file to be kept elsewhere. Without a file it prints it.</summary>
internal sealed class AuditCheckpointVerb : Verb<AuditCheckpointSettings>
{
    protected override VerbRecord OnRecord(AuditCheckpointSettings settings) => new("audit checkpoint", Changes: false);

    protected override async Task<int> RunAsync(AuditCheckpointSettings settings, IServiceProvider services, CancellationToken cancellation)
    {
        var result = await services.GetRequiredService<IMediator>().Send(new MakeCheckpoint(Caller.System("audit")), cancellation);
        if (result.Error is { } error)
            return Refuse(error);
        if (settings.Out is { } file)
            await File.WriteAllTextAsync(file, result.Value, cancellation);
        else
            Console.WriteLine(result.Value);
        return 0;
    }
}

internal sealed class AuditCheckpointSettings : DataSettings
{
    [CommandOption("--out <FILE>")]
    [Description("Where to write the checkpoint.")]
    public string? Out { get; init; }
}
