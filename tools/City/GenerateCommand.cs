using System.ComponentModel;
using Attendance.City.Figures;
using Attendance.City.Plan;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Attendance.City;

/// <summary>Makes the city and compares its marks with the rows it was made from. Exit code 1 on any difference.</summary>
internal sealed class GenerateCommand : Command<GenerateCommand.Settings>
{
    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var city = CityGenerator.Generate(FigureFile.Read(settings.Figures), settings.Seed);
        var table = new Table().AddColumns("school", "name", "enrolments", "possible", "absent", "persistent", "sessions", "row");
        var different = 0;
        foreach (var school in city.Schools)
        {
            var count = Recount.Of(school);
            var equal = count.All == school.Row.All && count.Persistent == school.Row.Persistent && count.ReasonsEqual(school.Row);
            different += equal ? 0 : 1;
            table.AddRow(
                school.Laestab.ToString(),
                Markup.Escape(school.Name),
                count.All.Enrolments.ToString(),
                count.All.Possible.ToString(),
                count.All.Overall.ToString(),
                count.Persistent.Enrolments.ToString(),
                school.CountedSessions.ToString(),
                equal ? "equal" : "DIFFERS"
            );
        }
        AnsiConsole.Write(table);
        foreach (var row in city.Refused)
            AnsiConsole.WriteLine($"refused {row.School}: {row.Reason}");
        var children = city.Children.Count();
        var moved = city.Enrolments.Count(e => e.Other is not null && e.FirstSession > 0);
        var dual = city.Enrolments.Count(e => e.Status == Schools.Contracts.EnrolmentStatus.SubsidiaryDual);
        AnsiConsole.WriteLine(
            $"{city.Year}: {city.Schools.Count} schools, {children} children, {city.Enrolments.Count()} enrolments, "
                + $"{city.Enrolments.Sum(e => (long)e.Marks.Length)} marks; {moved} children moved school, {dual} are on two rolls; {different} rows differ"
        );
        return different == 0 ? 0 : 1;
    }

    /// <summary>What to make.</summary>
    internal class Settings : CommandSettings
    {
        [CommandOption("--figures <FILE>")]
        [Description("Published school rows; without it Salford's of 2006/07.")]
        public string Figures { get; init; } = FigureFile.Salford2006;

        [CommandOption("--seed <NUMBER>")]
        [Description("Same file and seed, same city.")]
        public int Seed { get; init; } = CityGenerator.UsualSeed;
    }
}
