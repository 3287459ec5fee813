using System.ComponentModel;
using Attendance.Access.Contracts;
using MediatR;
using Spectre.Console.Cli;

namespace Attendance.Host.Verbs;

/// <summary>
/// <c>admin create</c>: records an administrator and prints, alone as the last line of stdout, the link where a password is chosen. There is no default
/// password. For a person who is there already: gives the role, or a new link. Whoever may run it has the database in hand anyway.
/// </summary>
internal sealed class AdminCreateVerb : Verb<AdminCreateVerb.Settings>
{
    internal sealed class Settings : DataSettings
    {
        [CommandOption("--email <ADDRESS>", isRequired: true)]
        [Description("The administrator's e-mail address: what they sign in with.")]
        public string Email { get; init; } = "";

        [CommandOption("--name <NAME>")]
        [Description("The administrator's name.")]
        [DefaultValue("Administrator")]
        public string Name { get; init; } = "Administrator";

        [CommandOption("--url <URL>")]
        [Description("Where people reach the server, for the link. Default " + AttendanceHost.DefaultUrls)]
        [DefaultValue(AttendanceHost.DefaultUrls)]
        public string Url { get; init; } = AttendanceHost.DefaultUrls;
    }

    protected override VerbRecord OnRecord(Settings settings) => new("admin create", Changes: true);

    protected override async Task<int> RunAsync(Settings settings, IServiceProvider services, CancellationToken cancellation)
    {
        var result = await services
            .GetRequiredService<IMediator>()
            .Send(new MakeAdministrator(Caller.System("admin create"), settings.Name, settings.Email, new Uri(settings.Url)), cancellation);
        if (result.Error is { } error)
            return Refuse(error);
        await Console.Error.WriteLineAsync("The link works once. The account has no password until it is used.");
        Console.WriteLine(result.Value.Link);
        return 0;
    }
}
