using System.ComponentModel;
using System.Globalization;
using Attendance.City.Figures;
using Attendance.City.Plan;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Attendance.City.Replay;

/// <summary>
/// Loads a city into a running server and posts its year. May be started again after a kill: every submission has the same id and the same bytes.
/// Progress goes to stderr, the summary to stdout. Exit code 1 when the server refused, held or found stale anything.
/// </summary>
internal sealed class ReplayCommand : AsyncCommand<ReplayCommand.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var key = settings.Key ?? Environment.GetEnvironmentVariable("ATTENDANCE_KEY");
        if (string.IsNullOrEmpty(key))
            return await Fail("A loader's key is needed: --key or ATTENDANCE_KEY. The server's verb \"key create\" makes one.");
        var city = CityGenerator.Generate(FigureFile.Read(settings.Figures), settings.Seed);
        foreach (var row in city.Refused)
            await Console.Error.WriteLineAsync($"refused {row.School}: {row.Reason}");
        var schools = city.Schools.Take(settings.Schools ?? int.MaxValue).ToList();
        var registers = RegisterOrder.Of(schools, city.Seed, settings.Batch == "school", settings.UntilDate).ToList();

        using var client = new CityClient(settings.Hosts, settings.Parallel, TimeSpan.FromSeconds(settings.Patience));
        await using var ledger = settings.Ledger is { } path ? new Ledger(path) : null;
        var progress = new ReplayProgress();
        try
        {
            var keys = await progress.RunAsync(
                "loading schools",
                schools.Count,
                tick => new CityLoader(client, key).LoadAsync(city, schools, _ => tick(1), cancellationToken)
            );
            var counts = new ReplayCounts();
            await progress.RunAsync(
                registers.Count,
                counts,
                () => new Replayer(client, keys, settings.Parallel, counts, ledger).RunAsync(registers, cancellationToken)
            );
            foreach (var line in counts.Summary(client.Retries))
                Console.WriteLine(line);
            return counts.NotEffective == 0 ? 0 : 1;
        }
        catch (RefusedException refused)
        {
            return await Fail(refused.Message);
        }
    }

    private static async Task<int> Fail(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return 1;
    }

    /// <summary>What to post, and where.</summary>
    internal sealed class Settings : GenerateCommand.Settings
    {
        [CommandOption("--url <URL>")]
        [Description("The server, for example http://127.0.0.1:5080; with commas between them the Hosts of one installation.")]
        [DefaultValue("http://127.0.0.1:5080")]
        public string Url { get; init; } = "http://127.0.0.1:5080";

        [CommandOption("--key <KEY>")]
        [Description("A loader's key; without it the environment variable ATTENDANCE_KEY.")]
        public string? Key { get; init; }

        [CommandOption("--schools <NUMBER>")]
        [Description("The first rows of the file only. Default: all.")]
        public int? Schools { get; init; }

        [CommandOption("--until <DATE>")]
        [Description("The last day to post, yyyy-MM-dd. Default: the whole year.")]
        public string? Until { get; init; }

        [CommandOption("--batch <WHAT>")]
        [Description("One post for each class, or one for the whole school. Default: class.")]
        [DefaultValue("class")]
        public string Batch { get; init; } = "class";

        [CommandOption("--parallel <NUMBER>")]
        [Description("Registers in flight, 1 to 1024. Default: 32.")]
        [DefaultValue(32)]
        public int Parallel { get; init; } = 32;

        [CommandOption("--patience <SECONDS>")]
        [Description("How long to try one request on a server that is away or busy. Default: 600.")]
        [DefaultValue(600)]
        public int Patience { get; init; } = 600;

        [CommandOption("--ledger <FILE>")]
        [Description("Append every try and every answer to this file as lines of JSON.")]
        public string? Ledger { get; init; }

        public IEnumerable<Uri> Hosts => Url.Split(',').Select(host => new Uri(host));

        public DateOnly? UntilDate => Until is null ? null : DateOnly.ParseExact(Until, "yyyy-MM-dd", CultureInfo.InvariantCulture);

        public override ValidationResult Validate()
        {
            if (Batch is not ("class" or "school"))
                return ValidationResult.Error("--batch is class or school.");
            if (Until is not null && !DateOnly.TryParseExact(Until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                return ValidationResult.Error("--until is a date as 2006-10-31.");
            if (Parallel is < 1 or > 1024)
                return ValidationResult.Error("--parallel is 1 to 1024.");
            if (Schools < 1)
                return ValidationResult.Error("--schools is at least 1.");
            return Url.Split(',').All(host => Uri.TryCreate(host, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
                ? ValidationResult.Success()
                : ValidationResult.Error("--url is an address as http://127.0.0.1:5080.");
        }
    }
}
