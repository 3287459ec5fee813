using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.City.Demo;
using Attendance.City.Figures;
using Attendance.City.Plan;
using Attendance.City.Replay;
using Attendance.Host;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Spectre.Console.Cli;
using Xunit;

namespace Attendance.Modules.Tests.City;

/// <summary>The city on the real server, SQLite.</summary>
public sealed class CityOnServerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("attendance-city-").FullName;

    [Fact]
    public async Task A_replay_and_its_repeat_store_every_mark_and_get_the_same_receipts()
    {
        var city = CityGenerator.Generate(FigureFile.Read(FigureFile.Salford2006));
        // A primary and a special school: joiners, two rolls, boarders and reception among them.
        var schools = city.Schools.Where(school => school.Laestab.Value is 3553621 or 3557025).ToList();
        var registers = RegisterOrder.Of(schools, city.Seed, wholeSchool: false, new DateOnly(2006, 10, 6)).ToList();
        await using var server = await AttendanceHost.CreateAsync(
            new HostOptions
            {
                DataDirectory = _folder,
                Urls = "http://127.0.0.1:0",
                LogLevel = LogLevel.Error,
            },
            TestContext.Current.CancellationToken
        );
        await server.StartAsync(TestContext.Current.CancellationToken);
        await using var scope = server.Services.CreateAsyncScope();
        var key = await scope
            .ServiceProvider.GetRequiredService<IMediator>()
            .Send(new IssueKey(Caller.System("test"), null, "test"), TestContext.Current.CancellationToken);
        using var client = new CityClient(new Uri(server.Urls.First()), 16, TimeSpan.FromSeconds(120));
        var receipts = new List<Dictionary<string, string>>();
        for (var run = 0; run < 2; run++)
        {
            var path = Path.Combine(_folder, $"ledger{run}.jsonl");
            var counts = new ReplayCounts();
            await using (var ledger = new Ledger(path))
            {
                var keys = await new CityLoader(client, key.Value.Key).LoadAsync(
                    city,
                    schools,
                    _ => { },
                    TestContext.Current.CancellationToken
                );
                await new Replayer(client, keys, 16, counts, ledger).RunAsync(registers, TestContext.Current.CancellationToken);
            }
            Assert.Equal(registers.Count, counts.Registers);
            Assert.Equal(0, counts.NotEffective);
            receipts.Add(
                File.ReadAllLines(path)
                    .Select(line => JsonDocument.Parse(line).RootElement)
                    .Where(line => line.TryGetProperty("receipt", out _))
                    .ToDictionary(line => line.GetProperty("submissionId").GetString()!, line => line.GetProperty("receipt").GetString()!)
            );
        }
        Assert.Equal(registers.Count, receipts[0].Count);
        Assert.Equal(receipts[0], receipts[1]);
        await server.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_demonstration_runs_unattended()
    {
        var app = new CommandApp<DemoCommand>();
        var code = await app.RunAsync(
            ["--data", _folder, "--schools", "1", "--day", "2006-09-11", "--pace", "0"],
            TestContext.Current.CancellationToken
        );
        Assert.Equal(0, code);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
