using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;
using Spectre.Console.Cli;

namespace Attendance.Host.Verbs;

/// <summary><c>key create</c>: prints a new key alone as the last line of stdout; its id, which revokes it, goes to stderr.</summary>
internal sealed class KeyCreateVerb : Verb<KeyCreateVerb.Settings>
{
    internal sealed class Settings : DataSettings
    {
        [CommandOption("--school <LAESTAB>")]
        [Description("The school whose key it is. Without it: a loader's key.")]
        public string? School { get; init; }

        [CommandOption("--name <NAME>")]
        [Description("The system that will hold the key.")]
        [DefaultValue("cli")]
        public string Name { get; init; } = "cli";
    }

    protected override VerbRecord OnRecord(Settings settings) => new("key create", Changes: true);

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
            .Send(new IssueKey(Caller.System("key create"), school, settings.Name), cancellation);
        if (result.Error is { } error)
            return Refuse(error);
        await Console.Error.WriteLineAsync($"Key {result.Value.Id} ({(school is null ? "loader" : $"school {school}")}, {settings.Name})");
        Console.WriteLine(result.Value.Key);
        return 0;
    }
}
