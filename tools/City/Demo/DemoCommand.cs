using System.ComponentModel;
using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.City.Figures;
using Attendance.City.Plan;
using Attendance.City.Replay;
using Attendance.Host;
using Attendance.Schools.Contracts.Facts;
using Attendance.SharedKernel.Facts;
using Attendance.SharedKernel.Time;
using MediatR;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Attendance.City.Demo;

/// <summary>
/// Starts a server in this process on SQLite with its school clock in 2006/07, loads a few schools up to a Monday morning, and posts that day as schools
/// live it, faster than life. Without <c>--data</c> everything is in a folder that is deleted at the end.
/// </summary>
internal sealed class DemoCommand : AsyncCommand<DemoCommand.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ConsoleCancelEventHandler stop = (_, pressed) =>
        {
            pressed.Cancel = true;
            ending.Cancel();
        };
        Console.CancelKeyPress += stop;
        if (settings.ExitAfter is { } seconds)
            ending.CancelAfter(TimeSpan.FromSeconds(seconds));
        var folder = settings.Data ?? Directory.CreateTempSubdirectory("attendance-demo-").FullName;
        try
        {
            return await RunAsync(settings, folder, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return 0;
        }
        catch (RefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
        finally
        {
            Console.CancelKeyPress -= stop;
            if (settings.Data is null)
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> RunAsync(Settings settings, string folder, CancellationToken cancellation)
    {
        var day = settings.Day;
        var city = CityGenerator.Generate(FigureFile.Read(settings.Figures), settings.Seed);
        var schools = Slice(city, day, settings.Schools);
        if (schools.Count == 0)
        {
            await Console.Error.WriteLineAsync($"No school of the city is open on {day:yyyy-MM-dd}.");
            return 1;
        }
        var left = schools[0].Enrolments.Select(enrolment => enrolment.Group).Order(StringComparer.Ordinal).First();
        var script = DayScript.WithoutClass(DayScript.Of(schools, day, city.Seed), schools[0], left);
        var demonstration = new Demonstration(day, schools[0].Name, left);
        var clock = new DemoClock(SchoolClock.Instant(day, new TimeOnly(8, 30)));
        var flags = new FlagFeed(day);
        await using var server = await AttendanceHost.CreateAsync(
            new Attendance.Host.HostOptions
            {
                DataDirectory = folder,
                Urls = settings.Url,
                SchoolTime = clock,
                LogLevel = LogLevel.Error,
                Settings = new Dictionary<string, string?>
                {
                    ["Database:Provider"] = "Sqlite",
                    // Whoever looks at the demonstration has no authenticator app at hand.
                    ["Access:RequireSecondFactor"] = "false",
                },
                Services = services =>
                    services
                        .AddSingleton(flags)
                        .AddSingleton<IDemonstration>(demonstration)
                        .AddTransient<INotificationHandler<Delivery<FlagOpened>>, WhenFlagOpened>(),
            },
            cancellation
        );
        await server.StartAsync(cancellation);
        try
        {
            var url = new Uri(server.Urls.First());
            var key = await KeyAsync(server.Services, cancellation);
            using var client = new CityClient(url, connections: 32, TimeSpan.FromSeconds(60));
            var progress = new ReplayProgress();
            var keys = await progress.RunAsync(
                "loading schools",
                schools.Count,
                tick => new CityLoader(client, key).LoadAsync(city, schools, _ => tick(1), cancellation)
            );
            await TellAccountsAsync(server.Services, url, demonstration, city, schools, day, cancellation);
            var history = RegisterOrder.Of(schools, city.Seed, wholeSchool: true, until: day.AddDays(-1)).ToList();
            var counts = new ReplayCounts();
            await progress.RunAsync(history.Count, counts, () => new Replayer(client, keys, 32, counts).RunAsync(history, cancellation));

            var state = new DemoState(schools, script) { Now = new TimeOnly(8, 30) };
            using var names = new ChildNames(url, key);
            var screen = new DemoScreen(day, url, state, flags, names);
            var live = new LiveDay(client, keys, clock, day, script, state);
            await screen.RunAsync(
                shown => live.RunAsync(TimeSpan.FromMilliseconds(settings.Pace), settings.Minutes, shown, cancellation),
                cancellation
            );
            Console.WriteLine(
                $"{day:dddd d MMMM yyyy}: {state.Registers} registers, {state.Marks} marks of which {state.Corrections} corrections, {flags.Count} new flags."
            );
            if (DemoScreen.IsLive && settings.ExitAfter is null && settings.Minutes is null)
            {
                AnsiConsole.MarkupLineInterpolated($"The server stays at {url} until Ctrl+C.");
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            }
            return 0;
        }
        finally
        {
            await server.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Schools that are open on the day: the smallest secondary school, and the first primary schools of the file.</summary>
    private static List<CitySchool> Slice(CityPlan city, DateOnly day, int most)
    {
        var open = city.Schools.Where(school => school.Sessions.Any(session => session.Date == day)).ToList();
        var secondary = open.Where(school => school.Phase == "secondary").OrderBy(school => school.Row.All.Enrolments).Take(1);
        return [.. open.Where(school => school.Phase == "primary").Take(most - 1).Concat(secondary).Take(most)];
    }

    private static async Task TellAccountsAsync(
        IServiceProvider services,
        Uri url,
        Demonstration demonstration,
        CityPlan city,
        IReadOnlyList<CitySchool> open,
        DateOnly day,
        CancellationToken cancellation
    )
    {
        var schools = open.Select(school => school.Laestab).ToList();
        await using var scope = services.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        var home = await DemoCare.RecordAsync(mediator, city, open, day, cancellation);
        var accounts = await DemoAccounts.MakeAsync(mediator, url, schools, home?.Number, cancellation);
        await DemoChildren.TieAsync(
            mediator,
            scope.ServiceProvider.GetRequiredService<IFindPupil>(),
            open[^1],
            accounts,
            day,
            cancellation
        );
        await DemoPartners.ShareAsync(
            mediator,
            scope.ServiceProvider.GetRequiredService<IFindPupil>(),
            open[^1],
            accounts,
            day,
            cancellation
        );
        demonstration.Show(accounts);
        Console.WriteLine($"Open {url} in a browser: its sign-in page lists these accounts.");
        foreach (var account in accounts)
            Console.WriteLine($"  {account.Role, -20} {account.Email, -36} {account.Password}");
        foreach (var team in await DemoTeams.MakeAsync(mediator, schools, day, cancellation))
            Console.WriteLine($"  {team}");
    }

    private static async Task<string> KeyAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var issued = await scope
            .ServiceProvider.GetRequiredService<IMediator>()
            .Send(new IssueKey(Caller.System("demonstration"), null, "demonstration"), cancellation);
        return issued.Value.Key;
    }

    /// <summary>Which day to show, and how fast.</summary>
    internal sealed class Settings : GenerateCommand.Settings
    {
        [CommandOption("--data <DIR>")]
        [Description("Folder of the database, kept afterwards. Default: a temporary folder, deleted at the end.")]
        public string? Data { get; init; }

        [CommandOption("--url <URL>")]
        [Description("Where the server listens. Default: a free port of this machine.")]
        [DefaultValue("http://127.0.0.1:0")]
        public string Url { get; init; } = "http://127.0.0.1:0";

        [CommandOption("--schools <NUMBER>")]
        [Description("How many schools. Default: 3.")]
        [DefaultValue(3)]
        public int Schools { get; init; } = 3;

        [CommandOption("--day <DATE>")]
        [Description("The day to show, yyyy-MM-dd. Default: Monday 9 October 2006.")]
        [DefaultValue("2006-10-09")]
        public string DayText { get; init; } = "2006-10-09";

        [CommandOption("--pace <MILLISECONDS>")]
        [Description("How long a minute of the school day in which something happens takes. Default: 2000.")]
        [DefaultValue(2000)]
        public int Pace { get; init; } = 2000;

        [CommandOption("--minutes <NUMBER>")]
        [Description("End after so many minutes of the day in which something happens. Default: the whole day.")]
        public int? Minutes { get; init; }

        [CommandOption("--exit-after <SECONDS>")]
        [Description("End after so long, whatever the day.")]
        public int? ExitAfter { get; init; }

        public DateOnly Day => DateOnly.ParseExact(DayText, "yyyy-MM-dd", CultureInfo.InvariantCulture);

        public override ValidationResult Validate()
        {
            if (!DateOnly.TryParseExact(DayText, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                return ValidationResult.Error("--day is a date as 2006-10-09.");
            return Schools < 1 || Pace < 0 || Minutes < 1 || ExitAfter < 1
                ? ValidationResult.Error("--schools, --minutes and --exit-after are at least 1, --pace at least 0.")
                : ValidationResult.Success();
        }
    }
}
