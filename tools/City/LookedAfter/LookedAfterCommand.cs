using System.ComponentModel;
using Attendance.City.Plan;
using Attendance.City.Replay;
using Attendance.SharedKernel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Attendance.City.LookedAfter;

/// <summary>
/// Makes the looked-after children of a published row, posts their year to a running server, and compares the annual report with the row. The server must hold no other child in care. Exit code 1 on
/// any difference.
/// </summary>
internal sealed class LookedAfterCommand : AsyncCommand<LookedAfterCommand.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var key = settings.Key ?? Environment.GetEnvironmentVariable("ATTENDANCE_KEY");
        if (string.IsNullOrEmpty(key))
            return await Fail("A loader's key is needed: --key or ATTENDANCE_KEY. The server's verb \"key create\" makes one.");
        try
        {
            _ = AcademicYear.TryParse(settings.Year, out var year);
            var row = LookedAfterRow.Read(settings.Figures, year, settings.Phase);
            var city = LookedAfterCity.Generate(row, settings.Seed);
            using var client = new CityClient(new Uri(settings.Url), settings.Parallel, TimeSpan.FromMinutes(10));
            var run = new LookedAfterRun(client, key, settings.Parallel);
            var counts = new ReplayCounts();
            await run.PostAsync(city, counts, cancellationToken);
            var compared = await run.CompareAsync(row, cancellationToken);
            var table = new Table().AddColumns("figure", "published", "annual report", "");
            foreach (var figure in compared)
                table.AddRow(
                    figure.Name,
                    figure.Published?.ToString() ?? "hidden",
                    figure.Reported.ToString(),
                    figure.Published is null ? ""
                        : figure.Differs ? "DIFFERS"
                        : "equal"
                );
            AnsiConsole.Write(table);
            AnsiConsole.WriteLine(
                $"{row.Year}, {row.Phase}: {row.Pupils} children in {city.Schools.Count} schools, {counts.Marks} marks in {counts.Elapsed.TotalSeconds:0.0} s"
            );
            return compared.Any(figure => figure.Differs) || counts.NotEffective > 0 ? 1 : 0;
        }
        catch (Exception wrong) when (wrong is RefusedException or FormatException)
        {
            return await Fail(wrong.Message);
        }
    }

    private static async Task<int> Fail(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return 1;
    }

    /// <summary>Which row, and where to post it.</summary>
    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--figures <FILE>")]
        [Description("Published rows of looked-after children; without it Salford's of 2018/19 to 2023/24.")]
        public string Figures { get; init; } = LookedAfterRow.Salford;

        [CommandOption("--year <YEAR>")]
        [Description("The school year, as 2018/19.")]
        public string Year { get; init; } = "";

        [CommandOption("--phase <PHASE>")]
        [Description("The row's phase. Default: Total.")]
        [DefaultValue(LookedAfterRow.AllPhases)]
        public string Phase { get; init; } = LookedAfterRow.AllPhases;

        [CommandOption("--seed <NUMBER>")]
        [Description("Same row and seed, same children.")]
        public int Seed { get; init; } = CityGenerator.UsualSeed;

        [CommandOption("--url <URL>")]
        [Description("The server, for example http://127.0.0.1:5080.")]
        [DefaultValue("http://127.0.0.1:5080")]
        public string Url { get; init; } = "http://127.0.0.1:5080";

        [CommandOption("--key <KEY>")]
        [Description("A loader's key; without it the environment variable ATTENDANCE_KEY.")]
        public string? Key { get; init; }

        [CommandOption("--parallel <NUMBER>")]
        [Description("Registers in flight. Default: 32.")]
        [DefaultValue(32)]
        public int Parallel { get; init; } = 32;

        public override ValidationResult Validate()
        {
            if (!AcademicYear.TryParse(Year, out _))
                return ValidationResult.Error("--year is a school year as 2018/19.");
            return Uri.TryCreate(Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                ? ValidationResult.Success()
                : ValidationResult.Error("--url is an address as http://127.0.0.1:5080.");
        }
    }
}
