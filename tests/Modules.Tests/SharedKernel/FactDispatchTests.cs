using System.Collections.Concurrent;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Facts;
using Attendance.SharedKernel.Time;
using Attendance.TestSupport;
using Dapper;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Modules.Tests.SharedKernel;

/// <summary>The storage contract of outbox, inbox and leases, on both databases.</summary>
public sealed class FactDispatchTests
{
    public static TheoryData<DatabaseProvider> Databases => [DatabaseProvider.Sqlite, DatabaseProvider.Postgres];

    [Theory, MemberData(nameof(Databases))]
    public async Task Facts_of_a_stream_are_handled_in_its_order_and_then_gone(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var host = await Dispatching.StartAsync(database);
        // Added out of order, two streams mixed, one place twice.
        await host.AddAsync(("b", 2, 1, 21), ("a", 2, 0, 2), ("a", 1, 0, 1), ("b", 1, 0, 10), ("b", 2, 0, 20));
        await host.AddAsync(("a", 3, 0, 3), ("a", 2, 0, 99));

        await host.RunToEndAsync();

        Assert.Equal([1, 2, 3], host.Seen("a"));
        Assert.Equal([10, 20, 21], host.Seen("b"));
        Assert.Equal(0, await host.CountAsync("outbox"));
        Assert.Equal(
            new Sum(new DateOnly(2006, 9, 4), Laestab.From(3559001), HalfDay.PM, 1, null),
            host.Log.First(x => x.Fact.Value == 1).Fact
        );
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_fact_told_again_after_a_crash_has_no_second_effect(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var host = await Dispatching.StartAsync(database);
        await host.AddAsync(("a", 1, 0, 1));
        await host.RunToEndAsync();
        // As if the process had died between the handler's commit and the removal of the fact.
        await host.AddAsync(("a", 1, 0, 1));
        await host.RunToEndAsync();

        Assert.Equal([1], host.Seen("a"));
        Assert.Equal(0, await host.CountAsync("outbox"));
        Assert.Equal(2, await host.CountAsync("inbox"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Notes_of_facts_that_are_gone_leave_the_inbox_after_thirty_days(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var host = await Dispatching.StartAsync(database);
        await host.AddAsync(("a", 1, 0, 1), ("a", 2, 0, 2));
        await host.RunToEndAsync();
        host.Clock.Advance(InboxPruning.Keep);
        Assert.Equal(0, await host.Pruning.RunAsync(default));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        // One of them waits again: its note stays.
        await host.AddAsync(("a", 2, 0, 2));
        Assert.Equal(2, await host.Pruning.RunAsync(default));
        Assert.Equal(2, await host.CountAsync("inbox"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_handler_that_throws_writes_nothing_and_the_others_handle_the_fact_once(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var host = await Dispatching.StartAsync(database);
        host.Behaviour.Fails = (fact, tries) => fact.Value == 2 && tries <= 6;
        await host.AddAsync(("a", 1, 0, 1), ("a", 2, 0, 2), ("a", 3, 0, 3));
        await host.Dispatcher.RunOnceAsync(default);
        // The first fact is handled and gone; of the second, the handler that did not throw has its note.
        Assert.Equal([1], await host.WrittenAsync("a"));
        Assert.Equal(3, await host.CountAsync("inbox"));
        Assert.Equal(2, await host.CountAsync("outbox"));

        await host.RunToEndAsync();

        Assert.Equal([1, 2, 3], await host.WrittenAsync("a"));
        // Each failure is met twice: together with what came with it, then alone. Whoever did not throw is not asked again.
        Assert.Equal(7, host.Behaviour.Tries[2]);
        Assert.Equal(2, host.Log.Count(x => x.Handler == nameof(WhenSumOther) && x.Fact.Value == 2));
        Assert.Equal(6, await host.CountAsync("inbox"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_tenth_failure_parks_a_fact_and_its_stream_goes_on(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var host = await Dispatching.StartAsync(database);
        host.Behaviour.Fails = (fact, _) => fact.Value == 2;
        await host.AddAsync(("a", 1, 0, 1), ("a", 2, 0, 2), ("a", 3, 0, 3));

        await host.RunToEndAsync();

        Assert.Equal([1, 3], await host.WrittenAsync("a"));
        Assert.Equal(20, host.Behaviour.Tries[2]);
        await using var connection = await database.Database.OpenAsync();
        var (state, tries, error) = await connection.QuerySingleAsync<(int, int, string)>("select state, tries, last_error from outbox");
        Assert.Equal((1, 10), (state, tries));
        Assert.Contains("InvalidDataException", error, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_fact_that_cannot_be_read_is_parked_too(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var host = await Dispatching.StartAsync(database);
        await host.AddAsync(("a", 1, 0, 1), ("a", 2, 0, 2), ("a", 3, 0, 3));
        await database.Writer.Run(async transaction =>
        {
            await transaction.Connection!.ExecuteAsync("update outbox set payload = '{' where position = 1", transaction: transaction);
            await transaction.Connection!.ExecuteAsync("update outbox set type = 'Gone.Fact' where position = 2", transaction: transaction);
        });

        await host.RunToEndAsync();

        Assert.Equal([3], await host.WrittenAsync("a"));
        Assert.Equal(2, await host.CountAsync("outbox where state = 1"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Facts_that_nobody_handles_have_no_row(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var host = await Dispatching.StartAsync(database);
        await database.Writer.Run(transaction =>
            host.Outbox.AddAsync(
                transaction,
                Enumerable.Range(0, 12_000).Select(i => new OutboxFact($"school/{i % 103}", i, 0, new Unheard(i))).ToList()
            )
        );
        await host.AddAsync(("school/1", 5, 7, 1));
        for (var pass = 0; pass < 4; pass++)
            await host.Dispatcher.RunOnceAsync(default);

        Assert.Equal(0, await host.CountAsync("outbox"));
        Assert.Equal([1], host.Seen("school/1"));
        // Nobody heard them, so no stream was leased for them.
        Assert.InRange(await host.CountAsync("outbox_lease"), 1, 103);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_fact_is_told_only_when_what_it_says_was_committed(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var host = await Dispatching.StartAsync(database);
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            database.Writer.Run(async transaction =>
            {
                await host.Outbox.AddAsync(transaction, [new OutboxFact("a", 1, 0, Dispatching.Fact(1))]);
                throw new InvalidDataException();
            })
        );
        await host.RunToEndAsync();
        Assert.Empty(host.Log);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_stream_stays_with_its_Host_until_the_lease_runs_out(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var dead = await Dispatching.StartAsync(database);
        await using var heir = await Dispatching.StartAsync(database);
        await dead.AddAsync(("a", 1, 0, 1));
        // It takes the stream and dies.
        await dead.Store.LeaseAsync(["a"], default);

        await heir.Dispatcher.RunOnceAsync(default);
        Assert.Empty(heir.Log);

        heir.Clock.Advance(TimeSpan.FromSeconds(31));
        await heir.RunToEndAsync();
        Assert.Equal([1], heir.Seen("a"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_Host_that_stops_gives_its_streams_back(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var first = await Dispatching.StartAsync(database);
        await using var second = await Dispatching.StartAsync(database);
        await first.Dispatcher.StartAsync(default);
        await first.AddAsync(("a", 1, 0, 1));
        await first.UntilAsync(() => first.Log.Count == 2);
        await first.Dispatcher.StopAsync(default);

        await second.AddAsync(("a", 2, 0, 2));
        await second.RunToEndAsync();
        Assert.Equal([2], second.Seen("a"));
    }

    [Fact]
    public async Task Two_Hosts_share_the_streams_and_each_fact_has_one_effect()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        await using var first = await Dispatching.StartAsync(database);
        await using var second = await Dispatching.StartAsync(database);
        await first.Dispatcher.StartAsync(default);
        await second.Dispatcher.StartAsync(default);
        for (var position = 1; position <= 20; position++)
            await first.AddAsync(Enumerable.Range(0, 20).Select(stream => ($"s{stream:00}", (long)position, 0, position)).ToArray());
        await first.UntilAsync(() => first.Log.Count + second.Log.Count >= 800);

        await first.Dispatcher.StopAsync(default);
        await second.Dispatcher.StopAsync(default);
        Assert.Equal(800, first.Log.Count + second.Log.Count);
        Assert.Equal(0, await first.CountAsync("outbox"));
        for (var stream = 0; stream < 20; stream++)
            Assert.Equal(Enumerable.Range(1, 20), await first.WrittenAsync($"s{stream:00}"));
    }

    /// <summary>I-9. The CI figure, 100,000 rows, by <c>ATTENDANCE_FACTS=100000</c>.</summary>
    [Fact]
    public async Task No_fact_is_skipped_or_told_twice_while_writers_hold_and_roll_back_and_the_dispatcher_restarts()
    {
        const int Writers = 16;
        const int PerCommit = 10;
        var rows = int.Parse(
            Environment.GetEnvironmentVariable("ATTENDANCE_FACTS") ?? "1600",
            System.Globalization.CultureInfo.InvariantCulture
        );
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        await using var source = await Dispatching.StartAsync(database);
        using var written = new CancellationTokenSource();
        var committed = new ConcurrentDictionary<string, List<int>>(StringComparer.Ordinal);

        async Task WriteAsync(int writer)
        {
            var random = new Random(writer);
            var stream = $"w{writer:00}";
            var kept = committed[stream] = [];
            for (var position = 1; kept.Count < rows / Writers; position++)
            {
                var facts = Enumerable
                    .Range(0, PerCommit)
                    .Select(i => new OutboxFact(stream, position, i, Dispatching.Fact((position * PerCommit) + i)))
                    .ToList();
                try
                {
                    await database.Writer.Run(async transaction =>
                    {
                        await source.Outbox.AddAsync(transaction, facts);
                        await Task.Delay(random.Next(0, 50));
                        if (random.Next(20) == 0)
                            throw new InvalidDataException("rolled back");
                    });
                    kept.AddRange(facts.Select(fact => ((Sum)fact.Fact).Value));
                }
                catch (InvalidDataException)
                {
                    // What it said was not stored, so nobody may hear of it.
                }
            }
        }

        async Task DispatchAsync()
        {
            while (!written.IsCancellationRequested || await source.CountAsync("outbox") > 0)
            {
                await using var host = await Dispatching.StartAsync(database);
                await host.Dispatcher.StartAsync(default);
                await Task.Delay(TimeSpan.FromSeconds(2));
                await host.Dispatcher.StopAsync(default);
            }
        }

        var dispatching = DispatchAsync();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(WriteAsync));
        await written.CancelAsync();
        await dispatching;

        Assert.True(committed.Values.Sum(values => values.Count) >= rows - (rows % Writers));
        foreach (var (stream, values) in committed)
            Assert.Equal(values, await source.WrittenAsync(stream));
    }

    /// <summary>A fact with the shapes that facts have.</summary>
    internal sealed record Sum(DateOnly Date, Laestab School, HalfDay Half, int Value, string? Note) : IFact;

    internal sealed record Unheard(int Value) : IFact;

    internal sealed class Behaviour
    {
        public Func<Sum, int, bool> Fails { get; set; } = (_, _) => false;

        public ConcurrentDictionary<int, int> Tries { get; } = new();

        public ConcurrentQueue<(string Handler, FactPlace Place, Sum Fact)> Log { get; } = new();
    }

    internal sealed class WhenSum(Behaviour behaviour, SchoolClock clock) : FactHandler<Sum>
    {
        protected override async Task HandleAsync(Sum fact, FactContext context)
        {
            await context.Transaction.Connection!.ExecuteAsync(
                "insert into handled (stream, value, at) values (@Stream, @Value, (select coalesce(max(at), 0) + 1 from handled where stream = @Stream))",
                new { context.Place.Stream, fact.Value },
                context.Transaction
            );
            Assert.NotEqual(default, clock.Now);
            if (behaviour.Fails(fact, behaviour.Tries.AddOrUpdate(fact.Value, 1, (_, tries) => tries + 1)))
                throw new InvalidDataException("It is meant to fail.");
            behaviour.Log.Enqueue((nameof(WhenSum), context.Place, fact));
        }
    }

    internal sealed class WhenSumOther(Behaviour behaviour) : FactHandler<Sum>
    {
        protected override Task HandleAsync(Sum fact, FactContext context)
        {
            behaviour.Log.Enqueue((nameof(WhenSumOther), context.Place, fact));
            return Task.CompletedTask;
        }
    }

    internal sealed class Module : IModule
    {
        public void AddServices(IServiceCollection services, IConfiguration configuration) { }

        public void MapOperations(IEndpointRouteBuilder routes) { }
    }

    /// <summary>One Host's dispatcher on a database.</summary>
    private sealed class Dispatching : IAsyncDisposable
    {
        private readonly ServiceProvider _services;
        private readonly TestDatabase _database;

        private Dispatching(TestDatabase database)
        {
            _database = database;
            IModule[] modules = [new Module()];
            var services = new ServiceCollection();
            services.AddLogging();
            services.AddDatabase(database.Options);
            services.AddClocks();
            services.AddSingleton<TimeProvider>(Clock);
            services.AddModules(new ConfigurationBuilder().Build(), modules);
            services.AddFacts(modules).AddFactDispatch();
            services.AddSingleton(
                new FactOptions
                {
                    FirstRetry = TimeSpan.Zero,
                    Gather = TimeSpan.FromMilliseconds(5),
                    // However slow the machine: how often a handler is asked must not hang on it.
                    LongestTransaction = TimeSpan.FromMinutes(1),
                }
            );
            services.AddSingleton(Behaviour);
            _services = services.BuildServiceProvider();
        }

        public static async Task<Dispatching> StartAsync(TestDatabase database)
        {
            await database.Writer.Run(transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    create table if not exists handled (stream text not null, value integer not null, at integer not null);
                    create index if not exists handled_at on handled (stream, at);
                    """,
                    transaction: transaction
                )
            );
            return new Dispatching(database);
        }

        public Microsoft.Extensions.Time.Testing.FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

        public Behaviour Behaviour { get; } = new();

        public ConcurrentQueue<(string Handler, FactPlace Place, Sum Fact)> Log => Behaviour.Log;

        public IOutbox Outbox => _services.GetRequiredService<IOutbox>();

        public OutboxStore Store => _services.GetRequiredService<OutboxStore>();

        public FactDispatcher Dispatcher => _services.GetRequiredService<FactDispatcher>();

        public InboxPruning Pruning => _services.GetRequiredService<InboxPruning>();

        public static Sum Fact(int value) => new(new DateOnly(2006, 9, 4), Laestab.From(3559001), HalfDay.PM, value, null);

        public Task AddAsync(params (string Stream, long Position, int Ordinal, int Value)[] facts) =>
            _database.Writer.Run(transaction =>
                Outbox.AddAsync(transaction, facts.Select(x => new OutboxFact(x.Stream, x.Position, x.Ordinal, Fact(x.Value))).ToList())
            );

        public async Task RunToEndAsync()
        {
            for (var pass = 0; pass < 40 && await CountAsync("outbox where state = 0") > 0; pass++)
                await Dispatcher.RunOnceAsync(default);
        }

        public IEnumerable<int> Seen(string stream) =>
            Log.Where(x => x.Handler == nameof(WhenSum) && x.Place.Stream == stream).Select(x => x.Fact.Value);

        public async Task<IEnumerable<int>> WrittenAsync(string stream)
        {
            await using var connection = await _database.Database.OpenAsync();
            return await connection.QueryAsync<int>("select value from handled where stream = @stream order by at", new { stream });
        }

        public async Task<long> CountAsync(string from)
        {
            await using var connection = await _database.Database.OpenAsync();
            return await connection.ExecuteScalarAsync<long>($"select count(*) from {from}");
        }

        public async Task UntilAsync(Func<bool> reached)
        {
            var begun = TimeProvider.System.GetTimestamp();
            while (!reached())
            {
                Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(30), "Not reached within 30 s.");
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }

        public ValueTask DisposeAsync() => _services.DisposeAsync();
    }
}
