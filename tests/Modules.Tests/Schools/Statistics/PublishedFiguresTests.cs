using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.City.Figures;
using Attendance.City.Plan;
using Attendance.City.Replay;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Modules.Tests.Schools.Statistics;

/// <summary>A year of a primary and a special school of 2006/07 through the front door gives their published rows. All 103 schools: <c>tests/long</c>.</summary>
public sealed class PublishedFiguresTests
{
    private static readonly int[] Laestabs = [3557027, 3553317];
    private static readonly AcademicYear Year = new(2006);

    [Fact]
    [Trait("Row", "S63")]
    public async Task Special_schools_stand_outside_the_primary_and_secondary_figures()
    {
        await using var host = await ReplayedAsync();
        var rows = await ReportAsync(host);
        foreach (var published in Published())
        {
            var row = rows.Single(row => row.School?.ToString() == published["laestab"]);
            Assert.Equal(published["enrolments"], row.Enrolments.ToString(CultureInfo.InvariantCulture));
            Assert.Equal(published["sess_possible"], row.Possible.ToString(CultureInfo.InvariantCulture));
            Assert.Equal(published["sess_authorised"], row.Authorised.ToString(CultureInfo.InvariantCulture));
            Assert.Equal(published["sess_unauthorised"], row.Unauthorised.ToString(CultureInfo.InvariantCulture));
            Assert.Equal(published["sess_overall_percent"], Text(AbsenceRate.Percent(row.Overall, row.Possible)));
            Assert.Equal(published["sess_authorised_percent"], Text(AbsenceRate.Percent(row.Authorised, row.Possible)));
            Assert.Equal(published["sess_unauthorised_percent"], Text(AbsenceRate.Percent(row.Unauthorised, row.Possible)));
            Assert.Equal(published["enrolments_pa_10_exact"], row.EnrolmentsPa.ToString(CultureInfo.InvariantCulture));
            Assert.Equal(published["sess_possible_pa_10_exact"], row.PossiblePa.ToString(CultureInfo.InvariantCulture));
        }
        var primary = rows.Single(row => row is { Level: "Local authority", SchoolType: "State-funded primary" });
        var special = rows.Single(row => row is { Level: "Local authority", SchoolType: "Special" });
        Assert.Equal("3553317", Assert.Single(rows, row => row.Possible == primary.Possible && row.School is not null).School.ToString());
        Assert.Equal("3557027", Assert.Single(rows, row => row.Possible == special.Possible && row.School is not null).School.ToString());

        var verified = await host.Services.GetRequiredService<IMediator>().Send(new VerifyStandings(Caller.System("test")), Cancellation);
        Assert.Empty(verified.Value.Differences);
        Assert.True(verified.Value is { Schools: 2, Entries: > 40_000, Episodes: > 100 });
    }

    [Fact]
    public async Task Verify_sees_a_standing_a_tally_and_a_mark_that_somebody_changed()
    {
        await using var host = await ReplayedAsync(new DateOnly(2006, 11, 15));
        var writer = host.Services.GetRequiredService<IWriter>();
        foreach (
            var harm in new[]
            {
                "update schools_enrolment_standing set authorised = authorised + 1 where pupil_id = (select min(pupil_id) from schools_enrolment_standing)",
                "update schools_session_tally set count = count + 1 where school_id = 3557027 and code = '/' and date = (select min(date) from schools_session_tally where school_id = 3557027 and code = '/')",
                "update schools_entry set code = 'O' where school_id = 3553317 and seq = 2",
                "delete from schools_flag where pupil_id = (select min(pupil_id) from schools_flag where state = 0)",
            }
        )
        {
            var before = await DifferencesAsync(host);
            await writer.Run(
                async transaction =>
                {
                    await using var command = transaction.Connection!.CreateCommand();
                    command.Transaction = transaction;
                    command.CommandText = harm;
                    await command.ExecuteNonQueryAsync(Cancellation);
                },
                Cancellation
            );
            Assert.True(await DifferencesAsync(host) > before, harm);
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<long> DifferencesAsync(RunningHost host) =>
        (await host.Services.GetRequiredService<IMediator>().Send(new VerifyStandings(Caller.System("test")), Cancellation))
            .Value
            .DifferenceCount;

    private static async Task<RunningHost> ReplayedAsync(DateOnly? until = null)
    {
        var city = CityGenerator.Generate(FigureFile.Read(FigureFile.Salford2006));
        var schools = city.Schools.Where(school => Laestabs.Contains(school.Laestab.Value)).ToList();
        var host = await RunningHost.StartAsync();
        var key = await host.Services.GetRequiredService<IMediator>().Send(new IssueKey(Caller.System("test"), null, "test"), Cancellation);
        using var client = new CityClient(host.Url, 16, TimeSpan.FromSeconds(120));
        var keys = await new CityLoader(client, key.Value.Key).LoadAsync(city, schools, _ => { }, Cancellation);
        var registers = RegisterOrder.Of(schools, city.Seed, wholeSchool: true, until ?? new DateOnly(2007, 7, 31)).ToList();
        var counts = new ReplayCounts();
        await new Replayer(client, keys, 16, counts, null).RunAsync(registers, Cancellation);
        Assert.NotEmpty(registers);
        Assert.Equal(registers.Count, counts.Registers);
        return host;
    }

    private static async Task<IReadOnlyList<AbsenceRow>> ReportAsync(RunningHost host) =>
        (await host.Services.GetRequiredService<IMediator>().Send(new ReportAbsence(Caller.System("test"), Year), Cancellation)).Value;

    private static List<Dictionary<string, string>> Published()
    {
        var lines = File.ReadAllLines(FigureFile.Salford2006).Select(line => line.Split(',')).ToList();
        return lines
            .Skip(1)
            .Select(cells => lines[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second))
            .Where(row => Laestabs.Contains(int.Parse(row["laestab"], CultureInfo.InvariantCulture)))
            .ToList();
    }

    private static string Text(decimal? percent) => percent!.Value.ToString("0.#####", CultureInfo.InvariantCulture);
}
