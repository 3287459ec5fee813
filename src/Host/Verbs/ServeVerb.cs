using System.ComponentModel;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Spectre.Console.Cli;

namespace Attendance.Host.Verbs;

/// <summary><c>serve</c>: runs the server until SIGTERM or Ctrl+C, then finishes what it has taken and stops.</summary>
internal sealed class ServeVerb : AsyncCommand<ServeVerb.Settings>
{
    internal sealed class Settings : DataSettings
    {
        [CommandOption("--urls <URLS>")]
        [Description("Where to listen, separated by semicolons. Default " + AttendanceHost.DefaultUrls)]
        public string? Urls { get; init; }

        [CommandOption("--cluster")]
        [Description("Share the work with the other Hosts on the same PostgreSQL database.")]
        public bool Cluster { get; init; }

        public override HostOptions ToOptions() =>
            new()
            {
                DataDirectory = Data,
                Urls = Urls,
                Cluster = Cluster,
            };
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        await using var app = await AttendanceHost.CreateAsync(settings.ToOptions(), cancellationToken);
        await app.StartAsync(cancellationToken);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        await Console.Error.WriteLineAsync($"Listening on {string.Join(' ', addresses)}");
        await app.WaitForShutdownAsync(CancellationToken.None);
        return 0;
    }
}
