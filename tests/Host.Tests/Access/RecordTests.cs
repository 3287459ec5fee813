using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Attendance.Access.Contracts;
using Attendance.Host.Tests.GraphQL;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Attendance.Host.Tests.Access;

/// <summary>What is shown is on record, what is withdrawn bites, and without a record nothing is shown. Over whole Hosts.</summary>
public sealed partial class RecordTests
{
    private static readonly Caller Setup = Caller.System("test");

    [Fact]
    public async Task Every_child_in_an_answer_is_in_a_record_of_its_request()
    {
        await using var city = await AccessCity.StartAsync();
        var leader = city.Clients["AttendanceLeader"];
        var ann = city.Ids[AccessCity.Ann];
        foreach (
            var (caller, query) in new[]
            {
                ("HeadTeacher", $$"""{ pupil(id: "{{ann}}") { id } }"""),
                ("AttendanceLeader", "{ pupils(first: 10) { edges { node { id flags { rule } } } } }"),
                ("Parent", "{ pupils(first: 10) { edges { node { id } } } }"),
                ("SchoolKey", $$"""{ school(laestab: "{{AccessCity.School}}") { pupils(first: 1) { edges { node { id } } } } }"""),
            }
        )
        {
            var before = await CountAsync(city);
            var answer = await SmallSchool.AskAsync(city.Clients[caller], query);
            var shown = Ids().Matches(answer.Text).Select(match => long.Parse(match.Groups[1].Value)).Order().ToList();
            Assert.NotEmpty(shown);
            var records = await RecordsAsync(city, before);
            var record = Assert.Single(records, record => record.Outcome == "read");
            Assert.Equal(string.Join(',', shown), record.Children);
            Assert.NotEqual("", record.RequestId);
        }
        // The roll, over REST and by UPN: both children of the school.
        var start = await CountAsync(city);
        using var roll = await city.Clients["SchoolOffice"].GetAsync($"/api/v1/schools/{AccessCity.School}/roll");
        roll.EnsureSuccessStatusCode();
        var (one, two) = (city.Ids[AccessCity.Ann].Value, city.Ids[AccessCity.Bob].Value);
        Assert.Equal($"{Math.Min(one, two)},{Math.Max(one, two)}", Assert.Single(await RecordsAsync(city, start)).Children);

        // And the leader sees who looked at Ann; the head does not.
        var who = await SmallSchool.AskAsync(
            leader,
            $$"""{ audit(first: 20, child: "{{ann}}", outcome: READ) { records { who action children } } }"""
        );
        Assert.Contains($"person/{city.People["HeadTeacher"]}", who.Text, StringComparison.Ordinal);
        var own = await SmallSchool.AskAsync(
            city.Clients["HeadTeacher"],
            $$"""{ audit(first: 20, child: "{{ann}}") { records { who } } }"""
        );
        Assert.Equal(["NOT_FOUND"], own.Codes);
    }

    [Fact]
    public async Task Everybody_reads_their_own_actions_and_administrators_no_child()
    {
        await using var city = await AccessCity.StartAsync();
        var ann = city.Ids[AccessCity.Ann];
        await SmallSchool.AskAsync(city.Clients["HeadTeacher"], $$"""{ pupil(id: "{{ann}}") { id } }""");
        const string all = "{ audit(first: 100) { records { who action resource children outcome } pageInfo { hasNextPage } } }";

        var own = await SmallSchool.AskAsync(city.Clients["HeadTeacher"], all);
        Assert.All(
            own.Data.GetProperty("audit").GetProperty("records").EnumerateArray(),
            record => Assert.Equal($"person/{city.People["HeadTeacher"]}", record.GetProperty("who").GetString())
        );
        Assert.Contains(ann.ToString(), own.Text, StringComparison.Ordinal);
        var administrator = await SmallSchool.AskAsync(city.Clients["Administrator"], all);
        Assert.Contains($"person/{city.People["HeadTeacher"]}", administrator.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(ann.ToString(), administrator.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denied_try_is_on_record_and_a_stored_register_is_not()
    {
        await using var city = await AccessCity.StartAsync();
        var before = await CountAsync(city);
        await SmallSchool.AskAsync(city.Clients["Administrator"], $$"""{ pupil(id: "{{city.Ids[AccessCity.Ann]}}") { id } }""");
        var denied = Assert.Single(await RecordsAsync(city, before));
        Assert.Equal(("denied", "ReadChild", $"{city.Ids[AccessCity.Ann]}"), (denied.Outcome, denied.Action, denied.Children));

        before = await CountAsync(city);
        using var other = new StringContent("""{ "marks": [] }""", System.Text.Encoding.UTF8, "application/json");
        using var foreign = await city.Clients["SchoolKey"].PostAsync($"/api/v1/schools/{AccessCity.Other}/registers/2006-09-04/AM", other);
        Assert.Equal(404, (int)foreign.StatusCode);
        Assert.Equal("PostRegister", Assert.Single(await RecordsAsync(city, before)).Action);

        before = await CountAsync(city);
        var marks = $$"""{ "marks": [{ "upn": "{{AccessCity.Bob.Value}}", "code": "M", "reason": "letter" }] }""";
        using var own = new StringContent(marks, System.Text.Encoding.UTF8, "application/json");
        using var stored = await city.Clients["SchoolKey"].PostAsync($"/api/v1/schools/{AccessCity.School}/registers/2006-09-04/AM", own);
        Assert.Equal(200, (int)stored.StatusCode);
        Assert.Empty(await RecordsAsync(city, before));
    }

    [Fact]
    public async Task When_the_audit_cannot_be_written_nothing_is_shown()
    {
        await using var city = await AccessCity.StartAsync();
        var database = city.Host.Services.GetRequiredService<Database>();
        var audit = city.Host.Services.GetRequiredKeyedService<IWriter>(DataRegistration.Audit);
        await audit.Run(transaction =>
            transaction.Connection!.ExecuteAsync("alter table audit_record rename to away", transaction: transaction)
        );

        var answer = await SmallSchool.AskAsync(
            city.Clients["HeadTeacher"],
            $$"""{ pupil(upn: "{{AccessCity.Ann.Value}}") { familyName } }"""
        );
        Assert.Equal(503, answer.Status);
        Assert.DoesNotContain("Archer", answer.Text, StringComparison.Ordinal);
        using var roll = await city.Clients["HeadTeacher"].GetAsync($"/api/v1/schools/{AccessCity.School}/roll");
        Assert.Equal(503, (int)roll.StatusCode);
        Assert.DoesNotContain("Archer", await roll.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // What names no child is still shown.
        using var school = await city.Clients["HeadTeacher"].GetAsync($"/api/v1/schools/{AccessCity.School}");
        Assert.Equal(200, (int)school.StatusCode);

        await audit.Run(transaction =>
            transaction.Connection!.ExecuteAsync("alter table away rename to audit_record", transaction: transaction)
        );
        var again = await SmallSchool.AskAsync(
            city.Clients["HeadTeacher"],
            $$"""{ pupil(upn: "{{AccessCity.Ann.Value}}") { familyName } }"""
        );
        Assert.Contains("Archer", again.Text, StringComparison.Ordinal);
        Assert.True(database.IsSqlite);
    }

    [Fact]
    public async Task What_is_withdrawn_bites_at_the_next_request()
    {
        await using var city = await AccessCity.StartAsync();
        var school = GrantTarget.Of(Laestab.From(int.Parse(AccessCity.School)));
        var query = $$"""{ pupil(id: "{{city.Ids[AccessCity.Ann]}}") { id } school(laestab: "{{AccessCity.School}}") { name } }""";
        for (var round = 0; round < 30; round++)
        {
            var person = await city.PersonAsync(Role.HeadTeacher, $"head{round}");
            var role = (await city.Mediator.Send(new GiveRole(Setup, person, Role.Governor, "test"))).Value;
            var grant = await city.GrantAsync(person, Role.HeadTeacher, Relation.WorksAt, school);
            using var client = city.ClientOf(person);
            Assert.Empty((await SmallSchool.AskAsync(client, query)).Codes);
            switch (round % 10 == 9 ? 2 : round % 2)
            {
                case 0:
                    Assert.True((await city.Mediator.Send(new WithdrawGrant(Setup, grant, "moved"))).IsOk);
                    break;
                case 1:
                    Assert.True((await city.Mediator.Send(new RecordLeaver(Setup, person, "left"))).IsOk);
                    break;
                default:
                    Assert.True((await city.Mediator.Send(new WithdrawRole(Setup, role, "unrelated"))).IsOk);
                    await city
                        .Host.Services.GetRequiredService<IWriter>()
                        .Run(transaction =>
                            transaction.Connection!.ExecuteAsync(
                                "update access_grant set until_date = from_date where person = @person",
                                new { person },
                                transaction
                            )
                        );
                    // Behind the product's back, as another Host would: within two seconds.
                    await WaitAsync(async () => (await SmallSchool.AskAsync(client, query)).Codes.Count == 2);
                    continue;
            }
            Assert.Equal(["NOT_FOUND", "NOT_FOUND"], (await SmallSchool.AskAsync(client, query)).Codes);
        }
    }

    [Fact]
    public async Task What_one_Host_withdraws_bites_on_another_within_two_seconds()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        await using var city = await AccessCity.StartAsync(DatabaseProvider.Postgres, database);
        await using var beside = await AttendanceBesideAsync(database);
        var person = await city.PersonAsync(Role.HeadTeacher, "head");
        var grant = await city.GrantAsync(
            person,
            Role.HeadTeacher,
            Relation.WorksAt,
            GrantTarget.Of(Laestab.From(int.Parse(AccessCity.School)))
        );
        var policy = beside.GetRequiredService<IPolicy>();
        var school = GrantTarget.Of(Laestab.From(int.Parse(AccessCity.School)));
        Assert.True(await policy.MayAsync(Caller.ForPerson(person), Act.ReadSchool, school));

        Assert.True((await city.Mediator.Send(new WithdrawGrant(Setup, grant, "moved"))).IsOk);

        // Children are asked of the database each time, schools are believed for two seconds at most.
        Assert.True((await policy.OfAsync(Caller.ForPerson(person), city.Ids[AccessCity.Ann])).IsNone);
        await WaitAsync(async () => !await policy.MayAsync(Caller.ForPerson(person), Act.ReadSchool, school));
    }

    [Fact]
    public async Task A_partner_sees_the_children_and_fields_of_a_live_agreement_and_no_other()
    {
        await using var city = await AccessCity.StartAsync();
        var policy = city.Host.Services.GetRequiredService<IPolicy>();
        var police = Caller.ForPerson(city.People["Police"]);

        var scope = await policy.AgreementAsync(police, city.Agreements["Police"]);
        var child = Assert.Single(scope!.Children);
        Assert.Equal(city.Ids[AccessCity.Ann], child.Pupil);
        Assert.Equal(["familyName", "givenName", "id", "schoolName", "today", "yearGroup"], child.Fields.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("code", child.Fields);
        Assert.NotEqual(city.Ids[AccessCity.Ann].ToString(), child.PseudonymousId);
        Assert.Null(await policy.AgreementAsync(police, city.Agreements["Housing"]));
        Assert.Null(await policy.AgreementAsync(Caller.ForPerson(city.People["HeadTeacher"]), city.Agreements["Police"]));

        // Another agreement, another id for the same child; fields as agreed; and when it is over it reads like none.
        var more = await city.Mediator.Send(
            new GiveGrant(
                Setup,
                city.People["Police"],
                Role.Police,
                Relation.Agreement,
                GrantTarget.Of(city.Ids[AccessCity.Ann]),
                "sweep",
                Until: new DateOnly(2006, 12, 1),
                Agreement: "isp-two",
                Fields: "id, band"
            )
        );
        Assert.True(more.IsOk);
        var two = Assert.Single((await policy.AgreementAsync(police, "isp-two"))!.Children);
        Assert.NotEqual(child.PseudonymousId, two.PseudonymousId);
        Assert.Equal(["band", "id"], two.Fields.Order(StringComparer.Ordinal));
        city.Clock.SetUtcNow(new DateTimeOffset(2006, 12, 1, 9, 0, 0, TimeSpan.Zero));
        Assert.Null(await policy.AgreementAsync(police, "isp-two"));
        Assert.NotNull(await policy.AgreementAsync(police, city.Agreements["Police"]));

        var endless = await city.Mediator.Send(
            new GiveGrant(
                Setup,
                city.People["Police"],
                Role.Police,
                Relation.Agreement,
                GrantTarget.Of(city.Ids[AccessCity.Ann]),
                "sweep",
                Until: new DateOnly(2008, 1, 1),
                Agreement: "isp-three"
            )
        );
        Assert.Equal("validation", endless.Error?.Code);
    }

    [Fact]
    public async Task Who_leaves_before_the_answer_leaves_a_record_and_no_error()
    {
        var errors = new ErrorLog();
        LateTrail late = null!;
        await using (
            var host = await RunningHost.StartAsync(services: services =>
            {
                services.AddSingleton<ILoggerProvider>(errors).AddHttpContextAccessor();
                var real = services.Last(service => service.ServiceType == typeof(IAuditTrail)).ImplementationFactory!;
                services.AddSingleton<IAuditTrail>(provider =>
                    late = new LateTrail((IAuditTrail)real(provider), provider.GetRequiredService<IHttpContextAccessor>())
                );
            })
        )
        {
            var school = await SmallSchool.CreateAsync(host, AccessCity.School);
            await school.EnrolAsync((AccessCity.Ann, "Archer", null));
            var tie = (Relation.WorksAt, GrantTarget.Of(school.Laestab));
            using var office = await host.PersonAsync(await host.EmployAsync(Role.SchoolOffice, tie));
            Func<CancellationToken, Task<HttpResponseMessage>>[] reads =
            [
                leaving => office.GetAsync(new Uri($"/api/v1/schools/{AccessCity.School}/roll", UriKind.Relative), leaving),
                leaving => office.PostAsJsonAsync("/graphql", new { query = "{ pupils(first: 10) { edges { node { id } } } }" }, leaving),
            ];
            foreach (var read in reads)
            {
                var before = await CountAsync(host);
                var reached = late.HoldUntilGone();
                using var leaving = new CancellationTokenSource();
                var asked = read(leaving.Token);
                await reached;
                // What the person may do is asked anew while the record is written: that is not cancelled with the request either.
                await host.EmployAsync(Role.Governor, tie);
                await leaving.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
                await WaitAsync(async () =>
                    (await RecordsAsync(host, before)).Any(record => record is { Outcome: "read", Children.Length: > 0 })
                );
            }
        }
        Assert.Empty(errors.Lines);
    }

    [Fact]
    public async Task A_list_is_filtered_by_grants_in_its_own_sql()
    {
        await using var city = await AccessCity.StartAsync();
        var policy = city.Host.Services.GetRequiredService<IPolicy>();
        foreach (var (_, person) in city.People)
        {
            var caller = Caller.ForPerson(person);
            Assert.Contains("access_grant", (await policy.VisibleAsync(caller, Act.ReadChild, "p.pupil_id")).Sql, StringComparison.Ordinal);
            Assert.Contains(
                "access_grant",
                (await policy.VisibleSchoolsAsync(caller, Act.ReadSchool, "s.id")).Sql,
                StringComparison.Ordinal
            );
        }
    }

    private static Task<Microsoft.Extensions.DependencyInjection.ServiceProvider> AttendanceBesideAsync(TestDatabase database) =>
        AttendanceHost.OpenAsync(new HostOptions { Settings = database.Settings, SchoolTime = new FixedDay() });

    private static async Task WaitAsync(Func<Task<bool>> done)
    {
        var watch = Stopwatch.StartNew();
        while (!await done())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "It still holds.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private static Task<long> CountAsync(AccessCity city) => CountAsync(city.Host);

    private static async Task<long> CountAsync(RunningHost host)
    {
        await using var connection = await host.Services.GetRequiredService<Database>().Audit.OpenAsync();
        return await connection.ExecuteScalarAsync<long>("select coalesce(max(seq), 0) from audit_record");
    }

    private static Task<IReadOnlyList<Line>> RecordsAsync(AccessCity city, long after) => RecordsAsync(city.Host, after);

    private static async Task<IReadOnlyList<Line>> RecordsAsync(RunningHost host, long after)
    {
        await using var connection = await host.Services.GetRequiredService<Database>().Audit.OpenAsync();
        return
        [
            .. await connection.QueryAsync<Line>(
                "select request_id, who, action, outcome, children from audit_record where seq > @after order by seq",
                new { after }
            ),
        ];
    }

    [GeneratedRegex("\"id\":\"(\\d+)\"")]
    private static partial Regex Ids();

    private sealed class Line
    {
        public string RequestId { get; init; } = "";
        public string Who { get; init; } = "";
        public string Action { get; init; } = "";
        public string Outcome { get; init; } = "";
        public string Children { get; init; } = "";
    }

    /// <summary>The audit, behind a write that waits until the client of its request has gone.</summary>
    private sealed class LateTrail(IAuditTrail trail, IHttpContextAccessor requests) : IAuditTrail
    {
        private TaskCompletionSource? _reached;

        /// <summary>The next write waits; completes when it is reached.</summary>
        public Task HoldUntilGone() => (_reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public async Task WriteAsync(AuditScope scope)
        {
            if (Interlocked.Exchange(ref _reached, null) is { } reached)
            {
                reached.SetResult();
                var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await using var heard = requests.HttpContext!.RequestAborted.Register(gone.SetResult);
                await gone.Task;
            }
            await trail.WriteAsync(scope);
        }

        public Task ChangingAsync(Caller who, string action, string resource, string? detail, CancellationToken cancellation = default) =>
            trail.ChangingAsync(who, action, resource, detail, cancellation);

        public Task ChangingAsync(Caller who, string action, PupilId child, string? detail, CancellationToken cancellation = default) =>
            trail.ChangingAsync(who, action, child, detail, cancellation);

        public Task RunningAsync(string verb, bool changes, string detail, CancellationToken cancellation = default) =>
            trail.RunningAsync(verb, changes, detail, cancellation);
    }

    /// <summary>What the server logs as an error.</summary>
    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose() { }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        void ILogger.Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (IsEnabled(logLevel))
                Lines.Enqueue($"{formatter(state, exception)} {exception}");
        }
    }

    private sealed class FixedDay : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2006, 11, 1, 12, 0, 0, TimeSpan.Zero);
    }
}
