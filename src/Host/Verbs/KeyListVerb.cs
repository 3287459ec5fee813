using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;
using Spectre.Console.Cli;

namespace Attendance.Host.Verbs;

/// <summary>
/// <c>key list [--school LAESTAB] [--revoked]</c>: a line for each key with tabs between id, school or "loader", name, when it was made and when it was revoked.
/// </summary>
internal sealed class KeyListVerb : Verb<KeyListVerb.Settings>
{
    internal sealed class Settings : DataSettings
    {
        [CommandOption("--school <LAESTAB>")]
        [Description("Only the keys of one school.")]
        public string? School { get; init; }

        [CommandOption("--revoked")]
        [Description("Revoked keys as well.")]
        public bool Revoked { get; init; }
    }

    protected override VerbRecord OnRecord(Settings settings) => new("key list", Changes: false);

    protected override async Task<int> RunAsync(Settings settings, IServiceProvider services, CancellationToken cancellation)
    {
        Laestab? school = null;
        if (settings.School is { } text)
        {
            if (!Laestab.TryParse(text, out var laestab))
                return Refuse(new Error("validation", "A LAESTAB has seven digits.", [new FieldError("--school", "laestab-invalid")]));
            school = laestab;
        }
        var result = await services
            .GetRequiredService<IMediator>()
            .Send(new ListKeys(Caller.System("key list"), school, settings.Revoked), cancellation);
        if (result.Error is { } error)
            return Refuse(error);
        foreach (var key in result.Value)
            Console.WriteLine($"{key.Id}\t{key.School?.ToString() ?? "loader"}\t{key.Name}\t{key.CreatedAt:O}\t{key.RevokedAt:O}");
        return 0;
    }
}
