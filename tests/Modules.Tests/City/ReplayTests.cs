using System.Collections.Concurrent;
using System.Text.Json;
using Attendance.City.Figures;
using Attendance.City.Plan;
using Attendance.City.Replay;
using Attendance.SharedKernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Attendance.Modules.Tests.City;

/// <summary>The load driver against a server that fails in every way a server fails: busy, broken, gone in the middle of an answer.</summary>
public sealed class ReplayTests : IDisposable
{
    private static readonly DateOnly Until = new(2006, 9, 22);
    private readonly string _ledger = Path.Combine(Path.GetTempPath(), $"city-ledger-{Guid.NewGuid():N}.jsonl");
    private readonly CityPlan _city = CityGenerator.Generate(
        FigureFile.Read(new StringReader(string.Join('\n', File.ReadAllLines(FigureFile.Salford2006)[..4])))
    );

    [Fact]
    public async Task Every_mark_is_acknowledged_once_in_date_order_though_the_server_fails()
    {
        await using var server = await FailingServer.StartAsync(failEvery: 5);
        var counts = await Replay(server, wholeSchool: false, _ledger);

        var registers = RegisterOrder.Of(_city.Schools, _city.Seed, wholeSchool: false, Until).ToList();
        Assert.Equal(registers.Count, server.Acknowledged.Count);
        Assert.Equal(registers.Select(r => r.SubmissionId).Order(), server.Acknowledged.Select(r => r.SubmissionId).Order());
        Assert.All(server.Bodies.GroupBy(r => r.SubmissionId), tries => Assert.Single(tries.Select(r => r.Body).Distinct()));
        foreach (var school in server.Acknowledged.GroupBy(r => r.School))
            Assert.Equal(school.Select(r => r.Session), school.Select(r => r.Session).Order());

        var marks = new Dictionary<(string Upn, string School, string Session), string>();
        foreach (var register in server.Acknowledged)
        foreach (var mark in JsonDocument.Parse(register.Body).RootElement.GetProperty("marks").EnumerateArray())
            Assert.True(
                marks.TryAdd(
                    (mark.GetProperty("upn").GetString()!, register.School, register.Session),
                    mark.GetProperty("code").GetString()!
                )
            );
        Assert.Equal(counts.Marks, marks.Count);
        foreach (var enrolment in _city.Enrolments)
            for (var i = enrolment.FirstSession; i < enrolment.EndSession && enrolment.School.Sessions[i].Date <= Until; i++)
            {
                var session = enrolment.School.Sessions[i];
                var key = (enrolment.Child.Upn.Value, enrolment.School.Laestab.ToString(), $"{session.Date:yyyy-MM-dd}/{session.Half}");
                Assert.Equal(enrolment.MarkAt(i)!.Value.Text, marks[key]);
            }

        var lines = File.ReadAllLines(_ledger).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(server.Bodies.Count, lines.Count(line => !line.TryGetProperty("status", out _)));
        Assert.Equal(registers.Count, lines.Count(line => line.TryGetProperty("receipt", out _)));
        Assert.Contains(lines, line => line.TryGetProperty("status", out var status) && status.GetInt32() == 0);
    }

    [Fact]
    public async Task A_second_replay_sends_the_same_bytes()
    {
        await using var first = await FailingServer.StartAsync(failEvery: int.MaxValue);
        await using var second = await FailingServer.StartAsync(failEvery: int.MaxValue);
        await Replay(first, wholeSchool: true);
        await Replay(second, wholeSchool: true);
        Assert.NotEmpty(first.Bodies);
        Assert.Equal(first.Bodies.OrderBy(r => r.SubmissionId), second.Bodies.OrderBy(r => r.SubmissionId));
        Assert.Equal(first.Loads.Order(), second.Loads.Order());
    }

    [Fact]
    public async Task A_refusal_stops_the_replay_and_is_told()
    {
        await using var server = await FailingServer.StartAsync(failEvery: int.MaxValue, refuse: "2006-09-1");
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Replay(server, wholeSchool: true));
        Assert.Contains("session-not-open", refused.Message);
    }

    [Fact]
    public void Registers_are_taken_by_the_clock_of_England()
    {
        Assert.Equal("2006-09-04T09:00:00+01:00", Taken(new DateOnly(2006, 9, 4), HalfDay.AM));
        Assert.Equal("2006-12-04T13:10:00+00:00", Taken(new DateOnly(2006, 12, 4), HalfDay.PM));
        static string Taken(DateOnly date, HalfDay half) =>
            Register.TakenAtOf(new SessionKey(date, half)).ToString("yyyy-MM-dd'T'HH:mm:sszzz");
    }

    public void Dispose() => File.Delete(_ledger);

    private async Task<ReplayCounts> Replay(FailingServer server, bool wholeSchool, string? ledgerFile = null)
    {
        using var client = new CityClient(server.Address, 16, TimeSpan.FromSeconds(60));
        await using var ledger = ledgerFile is null ? null : new Ledger(ledgerFile);
        var keys = await new CityLoader(client, "loader").LoadAsync(_city, _city.Schools, _ => { }, TestContext.Current.CancellationToken);
        var counts = new ReplayCounts();
        await new Replayer(client, keys, 16, counts, ledger).RunAsync(
            RegisterOrder.Of(_city.Schools, _city.Seed, wholeSchool, Until),
            TestContext.Current.CancellationToken
        );
        return counts;
    }

    /// <summary>Takes registers and forgets them; every so many requests it fails in one of four ways, once with the work already done.</summary>
    private sealed class FailingServer(WebApplication app) : IAsyncDisposable
    {
        private int _requests;

        public ConcurrentQueue<Posted> Bodies { get; } = new();

        public ConcurrentQueue<Posted> Acknowledged { get; } = new();

        public ConcurrentQueue<string> Loads { get; } = new();

        public Uri Address => new(app.Urls.First());

        public static async Task<FailingServer> StartAsync(int failEvery, string refuse = "never")
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var server = new FailingServer(builder.Build());
            server.Listen(failEvery, refuse);
            await server.StartAsync();
            return server;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private Task StartAsync() => app.StartAsync();

        private void Listen(int failEvery, string refuse)
        {
            app.MapPut("/api/v1/schools/{**rest}", async (HttpRequest request) => Loads.Enqueue($"{request.Path} {await Text(request)}"));
            app.MapPost(
                "/api/v1/schools/{laestab}/keys",
                (string laestab) => Results.Json(new { key = $"key-{laestab}" }, statusCode: 201)
            );
            app.MapPost(
                "/api/v1/schools/{laestab}/registers/{date}/{half}",
                async (string laestab, string date, string half, HttpContext context) =>
                {
                    Assert.Equal($"Bearer key-{laestab}", context.Request.Headers.Authorization.ToString());
                    if (date.StartsWith(refuse, StringComparison.Ordinal))
                        return Results.Json(new { type = "problems/session-not-open" }, statusCode: 422);
                    var body = await Text(context.Request);
                    var id = JsonDocument.Parse(body).RootElement.GetProperty("submissionId").GetString()!;
                    var posted = new Posted(id, laestab, $"{date}/{half}", body);
                    Bodies.Enqueue(posted);
                    var n = Interlocked.Increment(ref _requests);
                    switch (n % failEvery == 0 ? n / failEvery % 4 : -1)
                    {
                        case 0:
                            context.Response.Headers.RetryAfter = "0";
                            return Results.StatusCode(503);
                        case 1:
                            return Results.StatusCode(500);
                        case 2:
                            context.Abort();
                            return Results.Empty;
                        case 3:
                            context.Response.ContentLength = 1000;
                            await context.Response.WriteAsync("{\"receipt\":");
                            context.Abort();
                            return Results.Empty;
                        default:
                            Acknowledged.Enqueue(posted);
                            return Results.Json(
                                new
                                {
                                    receipt = $"{laestab}-{n}",
                                    stored = 1,
                                    unchanged = 0,
                                    stale = 0,
                                    held = 0,
                                }
                            );
                    }
                }
            );
        }

        private static async Task<string> Text(HttpRequest request)
        {
            using var reader = new StreamReader(request.Body);
            return await reader.ReadToEndAsync();
        }
    }

    private sealed record Posted(string SubmissionId, string School, string Session, string Body);
}
