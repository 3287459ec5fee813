using System.ComponentModel;
using Attendance.Access.Contracts;
using MediatR;
using Spectre.Console.Cli;

namespace Attendance.Host.Verbs;

/// <summary><c>key revoke ID</c>: a live server refuses the key within two seconds.</summary>
internal sealed class KeyRevokeVerb : Verb<KeyRevokeVerb.Settings>
{
    internal sealed class Settings : DataSettings
    {
        [CommandArgument(0, "<ID>")]
        [Description("The id that was told when the key was made.")]
        public string Id { get; init; } = "";
    }

    protected override VerbRecord OnRecord(Settings settings) => new("key revoke", Changes: true);

    protected override async Task<int> RunAsync(Settings settings, IServiceProvider services, CancellationToken cancellation)
    {
        var result = await services
            .GetRequiredService<IMediator>()
            .Send(new RevokeKey(Caller.System("key revoke"), settings.Id), cancellation);
        if (result.Error is { } error)
            return Refuse(error);
        Console.WriteLine($"{result.Value.Id} revoked {result.Value.RevokedAt:O}");
        return 0;
    }
}
