using System.Collections.Concurrent;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.Registers;
using Attendance.Schools.Contracts;
using Attendance.Schools.Contracts.Facts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Facts;
using Attendance.TestSupport;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Attendance.Host.Tests.Registers.RegisterHost;
using static Attendance.TestSupport.TestSchool;

namespace Attendance.Host.Tests.Schools;

/// <summary>What the modules above write into Schools: the watch list, markers, dismissals and rule options; and what comes of each.</summary>
public abstract class ChildInputsTests(RegisterHost host)
{
    private static readonly Caller Worker = Caller.System("casework");
    private static readonly Caller Leader = Caller.System("leader");

    // Four weeks of Mondays to Fridays before the day of the clock.
    private static readonly DateOnly Monday = new(2027, 2, 8);

    [Fact]
    public async Task Every_changed_mark_of_a_watched_child_is_told_once_and_no_other_childs()
    {
        var school = await host.SchoolAsync(2);
        var (watched, other) = (await IdAsync(school.Upns[0]), await IdAsync(school.Upns[1]));
        await MarkAsync(school, Monday, HalfDay.AM, "/", "/");
        await WatchAsync(watched, add: true);
        await ToldAsync(watched);

        await MarkAsync(school, Monday, HalfDay.PM, "O", "O");
        await MarkAsync(school, Monday, HalfDay.PM, "I", "I", reason: "The mother rang");
        await MarkAsync(school, Monday, HalfDay.AM, "O", "O", reason: "A slip");
        // The calendar closes the afternoon: the mark stops counting.
        await school.OpenAsync(First, Last, [Inset], Line(Monday, HalfDay.PM, open: false, yearGroup: "5"));
        var pm = new SessionKey(Monday, HalfDay.PM).Number;
        var am = new SessionKey(Monday, HalfDay.AM).Number;
        await UntilAsync(() => Task.FromResult(Facts(watched).Count == 4), $"Told: {string.Join(" | ", Facts(watched))}");
        Assert.Equal(
            [
                new WatchedMarkChanged(watched.Value, pm, null, "O", true),
                new WatchedMarkChanged(watched.Value, pm, "O", "I", true),
                new WatchedMarkChanged(watched.Value, am, "/", "O", true),
                new WatchedMarkChanged(watched.Value, pm, "I", null, false),
            ],
            Facts(watched)
        );
        Assert.Empty(Facts(other));

        await WatchAsync(watched, add: false);
        await MarkAsync(school, Monday.AddDays(1), HalfDay.AM, "O", "O");
        Assert.Equal(
            0,
            await host.ScalarAsync<long>("select count(*) from schools_watched_mark where pupil_id = @id", new { id = watched.Value })
        );
        Assert.Equal(4, Facts(watched).Count);
        await VerifyAsync();
    }

    [Fact]
    public async Task A_marker_is_recorded_with_its_source_ended_and_taken_back_and_read_as_known_then()
    {
        var school = await host.SchoolAsync(2);
        var child = await IdAsync(school.Upns[0]);
        var record = new RecordMarker(Worker, child, MarkerKinds.LookedAfter, "lac", new DateOnly(2027, 2, 1));
        Assert.True((await SendAsync(record)).Value);
        Assert.False((await SendAsync(record)).Value);
        Assert.True((await SendAsync(new RecordMarker(Worker, child, MarkerKinds.Sen, "schools", First, null, "K"))).Value);
        Assert.True(
            (await SendAsync(new EndMarker(Worker, child, record.Kind, record.Source, record.From, new DateOnly(2027, 3, 1)))).Value
        );
        var read = (await SendAsync(new ReadChild(Worker, child))).Value;
        Assert.Equal(
            [
                new ChildMarker("sen", "schools", First, null, "K"),
                new ChildMarker("looked-after", "lac", record.From, new DateOnly(2027, 3, 1), null),
            ],
            read.Markers
        );
        Assert.True((await SendAsync(new WithdrawMarker(Worker, child, record.Kind, record.Source, record.From))).Value);
        Assert.Single((await SendAsync(new ReadChild(Worker, child))).Value.Markers);
        Assert.Equal(
            "not-found",
            (await SendAsync(new WithdrawMarker(Worker, child, record.Kind, record.Source, record.From))).Error?.Code
        );
        Assert.Equal("validation", (await SendAsync(record with { Kind = "tall" })).Error?.Code);
        Assert.Equal("not-found", (await SendAsync(record with { Pupil = new PupilId(7) })).Error?.Code);
        Assert.Equal(
            "not-found",
            (await SendAsync(record with { Caller = new Caller(CallerKind.School, "x", school.Laestab) })).Error?.Code
        );
    }

    [Fact]
    public async Task Markers_of_a_module_follow_its_own_transaction_and_a_child_s_sessions_are_read_over_all_schools_now_and_as_known()
    {
        var school = await host.SchoolAsync(2);
        var other = await host.SchoolAsync(1);
        var child = await IdAsync(school.Upns[0]);
        await MarkersAsync(new MarkedSpan(First, null, "children's home"));
        await MarkersAsync(
            new MarkedSpan(First, new DateOnly(2027, 2, 1), "children's home"),
            new MarkedSpan(new DateOnly(2027, 4, 1), null)
        );
        await MarkersAsync(new MarkedSpan(new DateOnly(2027, 4, 1), null));
        var marker = Assert.Single((await SendAsync(new ReadChild(Worker, child))).Value.Markers);
        Assert.Equal((new DateOnly(2027, 4, 1), (DateOnly?)null), (marker.From, marker.To));

        other.Add(school.Upns[0], First);
        await other.SaveRollAsync();
        await MarkAsync(school, Monday, HalfDay.AM, "D", "/");
        using (var elsewhere = await other.PostAsync(Monday, HalfDay.AM, Register([Mark(school.Upns[0], "O")])))
            await ReceiptAsync(elsewhere);
        await MarkAsync(school, Monday, HalfDay.PM, "O", "/");
        var known = host.Clock.GetUtcNow();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await MarkAsync(school, Monday, HalfDay.PM, "I", "/", reason: "The mother rang");
        var now = (await SendAsync(new ReadSessions(Worker, child, Monday, Monday))).Value;
        Assert.Equal(new SessionCounts(0, 1, 1), now.Count(Monday, Monday));
        var then = (await SendAsync(new ReadSessions(Worker, child, Monday, Monday, known))).Value;
        Assert.Equal(new SessionCounts(0, 0, 2), then.Count(Monday, Monday));
        Assert.Equal([(other.Laestab, "O"), (school.Laestab, "O")], then.Sessions.Select(session => (session.School, session.Code)));
        Assert.Empty((await SendAsync(new ReadSessions(Worker, child, Monday.AddDays(1), Monday.AddDays(3)))).Value.Sessions);

        async Task MarkersAsync(params MarkedSpan[] spans) =>
            await host
                .Host.Services.GetRequiredService<IWriter>()
                .Run(transaction =>
                    host.Host.Services.GetRequiredService<IMarkers>()
                        .ReplaceAsync(transaction, Worker, child, MarkerKinds.LookedAfter, "lac/1", spans)
                );
    }

    [Fact]
    public async Task Siblings_are_read_from_both_sides_and_contacts_from_the_roll()
    {
        var school = await host.SchoolAsync(2);
        var line = school.Add(UpnOf(school.Laestab, 60), First);
        line["siblings"] = new System.Text.Json.Nodes.JsonArray(school.Upns[0]);
        line["contacts"] = new System.Text.Json.Nodes.JsonArray(
            new System.Text.Json.Nodes.JsonObject
            {
                ["name"] = "Eve Field",
                ["relationship"] = "mother",
                ["parentalResponsibility"] = true,
            }
        );
        await school.SaveRollAsync();
        var (first, third) = (await IdAsync(school.Upns[0]), await IdAsync(school.Upns[2]));
        Assert.Equal(third, Assert.Single((await SendAsync(new ReadChild(Worker, first))).Value.Siblings).Pupil);
        var read = (await SendAsync(new ReadChild(Worker, third))).Value;
        Assert.Equal(first, Assert.Single(read.Siblings).Pupil);
        Assert.Equal(new ChildContact("Eve Field", "mother", true, null, null), Assert.Single(read.Contacts));
    }

    [Fact]
    public async Task A_dismissed_flag_counts_for_no_list_until_it_is_restored()
    {
        var school = await host.SchoolAsync(1);
        var child = await IdAsync(school.Upns[0]);
        await AbsentAsync(school, days: 12);
        var severity = await SeverityAsync(child);
        Assert.True(severity > 0);
        var flags = await FlagsAsync(child);
        foreach (var (rule, episode) in flags)
        {
            var dismiss = new DismissFlag(Worker, child, rule, episode, "Known and in hand");
            Assert.True((await SendAsync(dismiss)).Value);
            Assert.False((await SendAsync(dismiss)).Value);
        }
        Assert.Equal(0, await SeverityAsync(child));
        await VerifyAsync();
        Assert.True((await SendAsync(new RestoreFlag(Worker, child, flags[0].Rule, flags[0].Episode, "Not in hand"))).Value);
        Assert.True(await SeverityAsync(child) > 0);
        Assert.Equal("not-found", (await SendAsync(new DismissFlag(Worker, child, flags[0].Rule, 4, "No such"))).Error?.Code);
        await VerifyAsync();
    }

    [Fact]
    public async Task An_option_counts_when_somebody_else_approved_it_and_every_child_is_folded_again()
    {
        var school = await host.SchoolAsync(1);
        var child = await IdAsync(school.Upns[0]);
        await AbsentAsync(school, days: 12);
        var flag = (await FlagsAsync(child))[0];
        var proposal = new ProposeFlagOption(Worker, flag.Rule, "enabled", 0, First, "Not for us");
        Assert.Equal("validation", (await SendAsync(proposal with { Value = 7 })).Error?.Code);
        var number = (await SendAsync(proposal)).Value;
        Assert.Equal("conflict", (await SendAsync(new ApproveFlagOption(Worker, number))).Error?.Code);
        Assert.Contains(flag, await FlagsAsync(child));
        Assert.True((await SendAsync(new ApproveFlagOption(Leader, number))).Value);
        Assert.False((await SendAsync(new ApproveFlagOption(Leader, number))).Value);
        await UntilAsync(async () => !(await FlagsAsync(child)).Contains(flag), "The flag went with its rule.");
        await VerifyAsync();
        var book = (await SendAsync(new ReadFlagOptions(Worker))).Value;
        Assert.Equal("leader", book.Proposals[^1].ApprovedBy);
        // Back to the default, so that the next test meets every rule.
        var back = (await SendAsync(proposal with { Value = 1 })).Value;
        Assert.True((await SendAsync(new ApproveFlagOption(Leader, back))).Value);
        await UntilAsync(async () => (await FlagsAsync(child)).Contains(flag), "The flag came back with its rule.");
        await VerifyAsync();
    }

    private async Task<PupilId> IdAsync(string upn) =>
        new(await host.ScalarAsync<long>("select pupil_id from schools_upn where upn = @upn", new { upn }));

    private Task<Result<T>> SendAsync<T>(IRequest<Result<T>> request) => host.Host.Services.GetRequiredService<IMediator>().Send(request);

    private List<WatchedMarkChanged> Facts(PupilId pupil) =>
        [.. host.Host.Services.GetRequiredService<Told>().Facts.Where(fact => fact.Pupil == pupil.Value)];

    private Task WatchAsync(PupilId pupil, bool add)
    {
        var list = host.Host.Services.GetRequiredService<IWatchList>();
        return host
            .Host.Services.GetRequiredService<IWriter>()
            .Run(transaction =>
                add
                    ? list.AddAsync(transaction, Worker, pupil, "casework/plan/1")
                    : list.RemoveAsync(transaction, Worker, pupil, "casework/plan/1")
            );
    }

    private Task ToldAsync(PupilId pupil) =>
        UntilAsync(
            async () =>
                await host.ScalarAsync<long>("select count(*) from schools_watched where pupil_id = @id", new { id = pupil.Value }) == 1,
            "The watch is in force."
        );

    private static async Task MarkAsync(TestSchool school, DateOnly day, HalfDay half, string first, string second, string? reason = null)
    {
        using var answer = await school.PostAsync(
            day,
            half,
            Register([Mark(school.Upns[0], first, reason: reason), Mark(school.Upns[1], second, reason: reason)])
        );
        await ReceiptAsync(answer);
    }

    private static async Task AbsentAsync(TestSchool school, int days)
    {
        for (var day = Monday; days > 0; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || day == Inset)
                continue;
            days--;
            foreach (var half in (HalfDay[])[HalfDay.AM, HalfDay.PM])
            {
                using var answer = await school.PostAsync(day, half, Register([Mark(school.Upns[0], "O")]));
                await ReceiptAsync(answer);
            }
        }
    }

    private Task<int> SeverityAsync(PupilId pupil) =>
        host.ScalarAsync<int>("select severity from schools_pupil_standing where pupil_id = @id", new { id = pupil.Value });

    private async Task<List<(string Rule, int Episode)>> FlagsAsync(PupilId pupil)
    {
        await using var connection = await host.Host.Services.GetRequiredService<Database>().OpenAsync();
        return
        [
            .. await Dapper.SqlMapper.QueryAsync<(string, int)>(
                connection,
                "select rule, episode from schools_flag where pupil_id = @id and state = 0 order by rule",
                new { id = pupil.Value }
            ),
        ];
    }

    private async Task VerifyAsync()
    {
        var report = (await SendAsync(new VerifyStandings(Caller.System("test")))).Value;
        Assert.True(report.DifferenceCount == 0, string.Join('\n', report.Differences));
    }
}

/// <summary>The facts that a module would hear.</summary>
public sealed class Told
{
    public ConcurrentQueue<WatchedMarkChanged> Facts { get; } = [];
}

/// <summary>A handler as a module has one.</summary>
public sealed class WhenWatchedMarkChanged(Told told) : FactHandler<WatchedMarkChanged>
{
    protected override Task HandleAsync(WatchedMarkChanged fact, FactContext context)
    {
        told.Facts.Enqueue(fact);
        return Task.CompletedTask;
    }
}

public sealed class SqliteInputsHost() : InputsHost(DatabaseProvider.Sqlite);

public sealed class PostgresInputsHost() : InputsHost(DatabaseProvider.Postgres);

public abstract class InputsHost(DatabaseProvider provider) : RegisterHost(provider)
{
    protected override void Configure(IServiceCollection services)
    {
        services.AddSingleton<Told>();
        services.AddTransient<INotificationHandler<Delivery<WatchedMarkChanged>>, WhenWatchedMarkChanged>();
    }
}

public sealed class SqliteChildInputsTests(SqliteInputsHost host) : ChildInputsTests(host), IClassFixture<SqliteInputsHost>;

public sealed class PostgresChildInputsTests(PostgresInputsHost host) : ChildInputsTests(host), IClassFixture<PostgresInputsHost>;
