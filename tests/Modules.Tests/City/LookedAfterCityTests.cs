using Attendance.Access.Contracts;
using Attendance.City.LookedAfter;
using Attendance.City.Plan;
using Attendance.City.Replay;
using Attendance.Host;
using Attendance.SharedKernel;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Attendance.Modules.Tests.City;

/// <summary>The looked-after children of published rows: made, and posted to the real server, whose annual report gives the published figures.</summary>
public sealed class LookedAfterCityTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("attendance-city-").FullName;

    [Theory]
    [InlineData(2018, "Total")]
    [InlineData(2022, "Total")]
    [InlineData(2023, "Total")]
    [InlineData(2023, "Special")]
    public void The_marks_of_a_rows_children_add_up_to_it(int startYear, string phase)
    {
        var row = LookedAfterRow.Read(LookedAfterRow.Salford, new AcademicYear(startYear), phase);
        var city = LookedAfterCity.Generate(row, CityGenerator.UsualSeed);
        var count = city.Schools.Select(Recount.Of).ToList();
        Assert.Equal(row.Pupils, city.Children.Count());
        Assert.Equal(
            (row.Pupils, row.Possible, row.Authorised, row.Unauthorised, row.Persistent),
            (
                count.Sum(school => school.All.Enrolments),
                count.Sum(school => school.All.Possible),
                count.Sum(school => school.All.Authorised),
                count.Sum(school => school.All.Unauthorised),
                count.Sum(school => school.Persistent.Enrolments)
            )
        );
    }

    [Fact]
    public void A_year_that_is_suppressed_is_refused()
    {
        var refused = Assert.Throws<FormatException>(() => LookedAfterRow.Read(LookedAfterRow.Salford, new AcademicYear(2019), "Total"));
        Assert.Contains("t_pupils is \"x\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "S176")]
    public async Task The_annual_report_gives_the_published_figures_of_a_row()
    {
        // The smallest published row; all of Salford's three years are posted by tests/long.
        var row = LookedAfterRow.Read(LookedAfterRow.Salford, new AcademicYear(2023), "Special");
        var stop = TestContext.Current.CancellationToken;
        await using var server = await AttendanceHost.CreateAsync(
            new HostOptions
            {
                DataDirectory = _folder,
                Urls = "http://127.0.0.1:0",
                LogLevel = LogLevel.Error,
            },
            stop
        );
        await server.StartAsync(stop);
        await using var scope = server.Services.CreateAsyncScope();
        var key = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new IssueKey(Caller.System("test"), null, "test"), stop);
        using var client = new CityClient(new Uri(server.Urls.First()), 16, TimeSpan.FromSeconds(120));
        var run = new LookedAfterRun(client, key.Value.Key, 16);
        var counts = new ReplayCounts();
        await run.PostAsync(LookedAfterCity.Generate(row, CityGenerator.UsualSeed), counts, stop);
        Assert.Equal(0, counts.NotEffective);
        var compared = await run.CompareAsync(row, stop);
        Assert.All(
            compared,
            figure => Assert.False(figure.Differs, $"{figure.Name}: published {figure.Published}, reported {figure.Reported}")
        );
        Assert.Equal(9, compared.Count(figure => figure.Published is not null));
        await server.StopAsync(stop);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
