using System.Text.Json.Nodes;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.GraphQL.Live;

/// <summary>
/// Promise I-22: followers whose connections are cut at random while registers are posted miss nothing and get nothing twice. ATTENDANCE_DROPS says how many cuts;
/// CI makes 100, the promise is kept at 2,000.
/// </summary>
public sealed class DroppedConnectionTests : IAsyncLifetime
{
    private const int Followers = 10;
    private static readonly DateOnly From = new(2006, 9, 4);
    private static readonly DateOnly To = new(2006, 10, 20);

    private RunningHost _host = null!;
    private TestSchool _school = null!;

    public async ValueTask InitializeAsync()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2006, 10, 22, 12, 0, 0, TimeSpan.Zero))
        {
            AutoAdvanceAmount = TimeSpan.FromMilliseconds(1),
        };
        _host = await RunningHost.StartAsync(
            schoolTime: clock,
            settings: new Dictionary<string, string?> { ["RateLimits:ClientPerSecond"] = "100000", ["RateLimits:ClientBurst"] = "100000" }
        );
        _school = await TestSchool.LoadAsync(_host.Loader, From, To, children: 120);
        _school.Client = await _host.SchoolAsync(_school.Laestab);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task No_event_is_missed_and_none_comes_twice_when_connections_are_cut_at_random()
    {
        var drops = int.TryParse(Environment.GetEnvironmentVariable("ATTENDANCE_DROPS"), out var many) ? many : 100;
        var start = await PositionAsync();
        var posting = PostAllAsync();
        var following = Enumerable
            .Range(0, Followers)
            .Select(i =>
                FollowAsync(
                    i % 2 == 0
                        ? "subscription($resume: String) { registerPosted(resume: $resume) { date half group marks resume } }"
                        : "subscription($resume: String) { flagChanged(resume: $resume) { pupil { upn } rule kind opened { date half } at { date half } resume } }",
                    start,
                    drops / Followers,
                    new Random(i),
                    posting
                )
            )
            .ToList();
        var posted = await posting;
        var flags = await FlagsAsync();
        Assert.NotEmpty(flags);
        var seen = await Task.WhenAll(following);
        for (var i = 0; i < Followers; i++)
            Assert.Equal(i % 2 == 0 ? posted : flags, seen[i].Events);
        Assert.Equal(drops / Followers * Followers, seen.Sum(follower => follower.Cuts));
    }

    /// <summary>Follows, is cut after a few events again and again, and ends when everything was posted and nothing more comes.</summary>
    private async Task<(List<string> Events, int Cuts)> FollowAsync(string query, string resume, int drops, Random random, Task posting)
    {
        var events = new List<string>();
        var cuts = 0;
        while (true)
        {
            await using var socket = await GraphQLSocket.OpenAsync(_school.Client);
            await socket.SubscribeAsync("f", query, new JsonObject { ["resume"] = resume });
            var cutAfter = cuts < drops ? random.Next(0, 6) : int.MaxValue;
            for (var heard = 0; heard < cutAfter; heard++)
            {
                System.Text.Json.JsonElement? message;
                try
                {
                    // Once all is posted, silence is the end. While cuts are due, silence is as good a moment for one as any.
                    message = await socket.HearAsync(cutAfter == int.MaxValue ? 15 : 0.5);
                }
                catch (TimeoutException)
                {
                    if (cutAfter == int.MaxValue && posting.IsCompleted)
                        return (events, cuts);
                    break;
                }
                var payload = JsonNode.Parse(message!.Value.GetProperty("payload").GetRawText())!;
                var next = payload["data"]!.AsObject().Single().Value!.AsObject();
                // Applied and remembered in one step, as a page does.
                resume = next["resume"]!.GetValue<string>();
                next.Remove("resume");
                events.Add(next.ToJsonString());
            }
            if (cutAfter != int.MaxValue)
            {
                cuts++;
                socket.Cut();
            }
        }
    }

    /// <summary>Four classes, every half-day: a third of the children have stretches of absence. Answers what each register's event says, in the journal's order.</summary>
    private async Task<List<string>> PostAllAsync()
    {
        var posted = new List<string>();
        for (var day = From; day <= To; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                continue;
            foreach (var half in new[] { HalfDay.AM, HalfDay.PM })
                for (var group = 0; group < 4; group++)
                {
                    var marks = _school
                        .Upns.Skip(group * 30)
                        .Take(30)
                        .Select(
                            (upn, i) =>
                                TestSchool.Mark(
                                    upn,
                                    i % 3 == 0 && (day.DayNumber + i) % 14 < 6 ? "O"
                                        : half is HalfDay.AM ? "/"
                                        : "\\"
                                )
                        );
                    using var answer = await _school.PostAsync(day, half, TestSchool.Register(marks, group: $"{group + 1}"));
                    Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
                    posted.Add(
                        new JsonObject
                        {
                            ["date"] = TestSchool.Text(day),
                            ["half"] = half.ToString(),
                            ["group"] = $"{group + 1}",
                            ["marks"] = 30,
                        }.ToJsonString()
                    );
                }
        }
        return posted;
    }

    /// <summary>The truth: what was noted of flags, in order.</summary>
    private async Task<List<string>> FlagsAsync()
    {
        await using var connection = await _host.Services.GetRequiredService<Database>().OpenAsync();
        var rows = await connection.QueryAsync<(string Upn, string Rule, long Kind, long Episode, long At)>(
            """
            select p.upn, c.rule, c.kind, c.episode, c.happened_at from schools_flag_change c join schools_pupil p on p.pupil_id = c.pupil_id
            order by c.school_id, c.pos
            """
        );
        return
        [
            .. rows.Select(row =>
                new JsonObject
                {
                    ["pupil"] = new JsonObject { ["upn"] = row.Upn },
                    ["rule"] = row.Rule,
                    ["kind"] = new[] { "", "OPENED", "CHANGED", "CLOSED", "WITHDRAWN" }[row.Kind],
                    ["opened"] = Session(row.Episode),
                    ["at"] = Session(row.At),
                }.ToJsonString()
            ),
        ];

        static JsonObject Session(long number)
        {
            var session = new SessionKey((int)number);
            return new JsonObject { ["date"] = TestSchool.Text(session.Date), ["half"] = session.Half.ToString() };
        }
    }

    private async Task<string> PositionAsync()
    {
        var answer = await SmallSchool.AskAsync(_school.Client, "{ livePosition }");
        Assert.Empty(answer.Codes);
        return answer.Data.GetProperty("livePosition").GetString()!;
    }
}
