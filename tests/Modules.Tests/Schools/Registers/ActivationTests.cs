using System.Data.Common;
using System.Net;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Journal;
using Attendance.Schools.Standings;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static Attendance.TestSupport.TestSchool;

namespace Attendance.Modules.Tests.Schools.Registers;

/// <summary>A school's grain that is not alone, or that died between journal and standings. Source: PROMISES I-12, ARCHITECTURE "Three transactions".</summary>
public abstract class ActivationTests(DatabaseProvider provider)
{
    private static readonly DateOnly Day = new(2027, 3, 9);

    [Fact]
    [Trait("Row", "S32")]
    public async Task Who_finds_its_number_taken_reads_again_and_tries_once_more()
    {
        await using var host = await StartAsync();
        var school = await SchoolAsync(host);
        using var first = await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "/")]), "first");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        for (var i = 0; i < 5; i++)
        {
            await WriteBesideAsync(host, school.Laestab);
            using var answer = await school.PostAsync(
                Day,
                HalfDay.AM,
                Register([Mark(school.Upns[0], i % 2 == 0 ? "O" : "I", reason: "Put right")]),
                $"k{i}"
            );
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Idempotency-Replayed"));
        }
        await ChainIsWholeAsync(host, school.Laestab, 11);
    }

    [Fact]
    public async Task A_submission_that_another_activation_stored_is_answered_and_not_stored_again()
    {
        await using var host = await StartAsync();
        var school = await SchoolAsync(host);
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ISchoolGrain>(school.Laestab.Value);
        var caller = new Caller(CallerKind.School, $"{school.Laestab}/Beside", school.Laestab);
        var post = new RegisterPost
        {
            Session = new SessionKey(Day, HalfDay.AM),
            Key = "beside",
            PayloadHash = [9],
            Marks = [new PostedMark(school.Upns[1], "/", null, null, null)],
        };
        using var first = await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "/")]), "first");
        await WriteBesideAsync(host, school.Laestab, caller.Name, "beside");
        var reply = await grain.Post(post, caller);
        Assert.True(reply.Value.Replayed);
        await ChainIsWholeAsync(host, school.Laestab, 2);
    }

    [Fact]
    public async Task What_was_journalled_but_not_folded_is_folded_by_the_next_activation_also_when_all_of_it_is_held()
    {
        await using var host = await StartAsync();
        var school = await SchoolAsync(host);
        // Nothing is effective in it: two stale entries and a held mark.
        await WriteBesideAsync(host, school.Laestab, entries: 0);
        using var answer = await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "/")]), "first");
        Assert.True(answer.StatusCode is HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var receipt = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal($"{school.Laestab}-2", receipt.GetProperty("receipt").GetString());
    }

    [Fact]
    [Trait("Row", "S32")]
    public async Task Registers_that_come_together_are_taken_as_if_each_had_come_alone()
    {
        await using var host = await StartAsync();
        var school = await SchoolAsync(host);
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ISchoolGrain>(school.Laestab.Value);

        var answers = await grain.PostMany([
            Posting(school, "a", 1, "/"),
            // Another child, and the first one's mark once more, otherwise and later: the later one counts.
            Posting(school, "b", 2, "/", "I"),
            Posting(school, "c", 3, "O"),
            // The whole is refused: the school is closed.
            Posting(school, "d", 4, new DateOnly(2027, 3, 13), "/"),
            // A repeat of what came with it, and its key with another body.
            Posting(school, "b", 2, "/", "I"),
            Posting(school, "b", 9, "M"),
            // The afternoon, of which nothing is in memory.
            Posting(school, "e", 5, HalfDay.PM, "\\", "\\", "\\"),
            // Nothing new, and no key.
            Posting(school, null, 6, "O", "I"),
        ]);

        Assert.Equal(
            [null, null, null, "session-not-open", null, "idempotency-key-reused", null, null],
            answers.Select(answer => answer.Error?.Code)
        );
        Assert.All(answers.Where(answer => answer.IsOk), answer => Assert.True(answer.Value.Visible));
        Assert.True(answers[4].Value.Replayed);
        Assert.Equal(answers[1].Value.Body, answers[4].Value.Body);
        Assert.False(answers[0].Value.Replayed);
        await ChainIsWholeAsync(host, school.Laestab, 4);
        await using var connection = await host.Services.GetRequiredService<Database>().OpenAsync();
        Assert.Equal([1, 2, 2], await connection.QueryAsync<long>("select possible from schools_pupil_standing order by possible"));
        await CleanAsync(host);
    }

    [Fact]
    public async Task When_the_numbers_of_registers_that_came_together_are_taken_all_of_them_are_stored_behind()
    {
        await using var host = await StartAsync();
        var school = await SchoolAsync(host);
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ISchoolGrain>(school.Laestab.Value);
        await grain.PostMany([Posting(school, "first", 1, "/")]);
        await WriteBesideAsync(host, school.Laestab);

        var answers = await grain.PostMany([
            Posting(school, "a", 2, "I", "/"),
            Posting(school, "b", 3, HalfDay.PM, "\\"),
            Posting(school, "c", 4, HalfDay.PM, "\\", "\\"),
        ]);

        Assert.All(answers, answer => Assert.True(answer.Value is { Visible: true, Replayed: false }));
        await ChainIsWholeAsync(host, school.Laestab, 5);
        await CleanAsync(host);
    }

    [Fact]
    public async Task Registers_whose_standings_failed_are_folded_before_the_next_ones_of_the_call_are_taken()
    {
        FailingStandings? store = null;
        await using var host = await StartAsync(services =>
        {
            services.RemoveAll<IStandingStore>();
            services.AddSingleton<IStandingStore>(_ =>
                store = new FailingStandings(provider is DatabaseProvider.Sqlite ? new SqliteStandings() : new PostgresStandings())
            );
        });
        var school = await SchoolAsync(host);
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ISchoolGrain>(school.Laestab.Value);
        store!.Failures = 1;

        var answers = await grain.PostMany([
            Posting(school, "a", 1, "O"),
            Posting(school, null, 2, "O"),
            Posting(school, "b", 3, HalfDay.PM, "\\", "\\"),
        ]);

        Assert.Equal([false, false, true], answers.Select(answer => answer.Value.Visible));
        await ChainIsWholeAsync(host, school.Laestab, 2);
        await CleanAsync(host);
    }

    [Fact]
    public async Task Classes_that_post_at_the_same_moment_are_all_answered_and_stored_once()
    {
        await using var host = await StartAsync();
        var school = await SchoolAsync(host);
        var posts = Enumerable
            .Range(0, 24)
            .Select(i => school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[i % 3], i % 2 == 0 ? "/" : "I")]), $"k{i % 20}"))
            .ToList();
        var answers = await Task.WhenAll(posts);

        // Four keys come twice, with the same body or with another: stored once, and answered as the first or refused.
        Assert.Equal(
            [HttpStatusCode.OK],
            answers.Where(answer => answer.StatusCode != HttpStatusCode.UnprocessableEntity).Select(answer => answer.StatusCode).Distinct()
        );
        await ChainIsWholeAsync(host, school.Laestab, 20);
        await CleanAsync(host);
        foreach (var answer in answers)
            answer.Dispose();
    }

    /// <summary>Found by kills during a city's replay on PostgreSQL: a child that woke after its days had ended never heard of them.</summary>
    [Fact]
    public async Task Days_that_ended_before_a_child_woke_count_for_a_mark_without_a_reason()
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var evening = new FakeTimeProvider(new DateTimeOffset(2027, 3, 31, 18, 0, 0, TimeSpan.Zero));
        TestSchool school;
        await using (var host = await RunningHost.StartAsync(provider, database, evening))
        {
            school = await SchoolAsync(host);
            await host
                .Services.GetRequiredService<IGrainFactory>()
                .GetGrain<ISchoolGrain>(school.Laestab.Value)
                .EndOfDay(new DateOnly(2027, 3, 31));
        }
        await using var next = await RunningHost.StartAsync(provider, database, evening);
        school.Client = await next.SchoolAsync(school.Laestab);

        using var answer = await school.PostAsync(Day, HalfDay.AM, Register([Mark(school.Upns[0], "N")]));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var connection = await database.Database.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            1,
            await connection.ExecuteScalarAsync<long>("select count(*) from schools_flag where rule = 'UNRESOLVED_N' and state = 0")
        );
        await CleanAsync(next);
    }

    private static async Task CleanAsync(RunningHost host)
    {
        var verified = await host
            .Services.GetRequiredService<IMediator>()
            .Send(new VerifyStandings(Caller.System("test")), TestContext.Current.CancellationToken);
        Assert.Empty(verified.Value.Differences);
    }

    /// <summary>A post of the first children of the school, one code for each, in the morning.</summary>
    private static RegisterPosting Posting(TestSchool school, string? key, byte hash, params string[] codes) =>
        Posting(school, key, hash, HalfDay.AM, codes);

    private static RegisterPosting Posting(TestSchool school, string? key, byte hash, HalfDay half, params string[] codes) =>
        Posting(school, key, hash, Day, half, codes);

    private static RegisterPosting Posting(TestSchool school, string? key, byte hash, DateOnly day, params string[] codes) =>
        Posting(school, key, hash, day, HalfDay.AM, codes);

    private static RegisterPosting Posting(TestSchool school, string? key, byte hash, DateOnly day, HalfDay half, string[] codes) =>
        new(
            new RegisterPost
            {
                Session = new SessionKey(day, half),
                Key = key,
                PayloadHash = [hash],
                Marks = [.. codes.Select((code, i) => new PostedMark(school.Upns[i], code, null, null, null))],
            },
            new Caller(CallerKind.School, $"{school.Laestab}/Beside", school.Laestab)
        );

    private Task<RunningHost> StartAsync(Action<IServiceCollection>? services = null) =>
        RunningHost.StartAsync(
            provider,
            schoolTime: new FakeTimeProvider(new DateTimeOffset(2027, 3, 10, 10, 0, 0, TimeSpan.Zero)),
            services: services
        );

    private static async Task<TestSchool> SchoolAsync(RunningHost host)
    {
        var school = await LoadAsync(host.Loader, new DateOnly(2027, 3, 1), new DateOnly(2027, 3, 31), 3);
        school.Client = await host.SchoolAsync(school.Laestab);
        return school;
    }

    /// <summary>Appends a chained submission as another activation would, behind the grain's back.</summary>
    private static async Task WriteBesideAsync(RunningHost host, Laestab school, string? client = null, string? key = null, int entries = 1)
    {
        var tail = await host.Services.GetRequiredService<JournalReader>().TailAsync(school);
        var database = host.Services.GetRequiredService<Database>();
        await using var connection = await database.OpenAsync();
        var pupil = await connection.ExecuteScalarAsync<long>(
            "select min(pupil_id) from schools_enrolment where school_id = @school",
            new { school = (long)school.Value }
        );
        var submission = Journal.Submissions.Make(tail.LastSeq + 1, tail.Hash, entries, key, school);
        submission = submission with
        {
            Client = client ?? submission.Client,
            PayloadHash = [9],
            Session = new SessionKey(Day, HalfDay.AM),
            RecordedAt = tail.LastSeq == 0 ? submission.RecordedAt : tail.RecordedAt,
            Entries = [.. submission.Entries.Select(entry => entry with { Pupil = new PupilId(pupil) })],
        };
        submission = submission with { Hash = SubmissionHash.Compute(submission) };
        await host.Services.GetRequiredService<RegisterJournal>().AppendAsync(submission);
    }

    private static async Task ChainIsWholeAsync(RunningHost host, Laestab school, int submissions)
    {
        await using var connection = await host.Services.GetRequiredService<Database>().OpenAsync();
        var rows = (
            await connection.QueryAsync<(long First, long Last, byte[] Previous, byte[] Hash)>(
                "select first_seq, last_seq, prev_hash, hash from schools_submission where school_id = @school order by first_seq",
                new { school = (long)school.Value }
            )
        ).ToList();
        Assert.Equal(submissions, rows.Count);
        for (var i = 1; i < rows.Count; i++)
        {
            Assert.Equal(rows[i - 1].Hash, rows[i].Previous);
            Assert.Equal(rows[i - 1].Last + 1, rows[i].First);
        }
        Assert.Equal(
            rows[^1].Last,
            await connection.ExecuteScalarAsync<long>(
                "select folded_seq from schools_mark where school_id = @school",
                new { school = (long)school.Value }
            )
        );
    }

    /// <summary>Standings whose next writes fail.</summary>
    private sealed class FailingStandings(IStandingStore inner) : IStandingStore
    {
        /// <summary>Updates with registers that are still to fail. One that comes with others fails with them and then alone; what follows a roll does not count.</summary>
        public int Failures { get; set; }

        public Task WriteAsync(DbTransaction transaction, IReadOnlyList<StandingUpdate> updates)
        {
            if (Failures == 0 || updates.All(update => update.Registers.Count == 0))
                return inner.WriteAsync(transaction, updates);
            if (updates.Count == 1)
                Failures--;
            throw new InvalidDataException("It is meant to fail.");
        }

        public Task<bool[]> WriteFlagsAsync(DbTransaction transaction, IReadOnlyList<FlagRow> rows) =>
            inner.WriteFlagsAsync(transaction, rows);

        public Task<IReadOnlySet<long>> ConcernedAsync(DbTransaction transaction, long[] pupils) =>
            inner.ConcernedAsync(transaction, pupils);

        public Task<IEnumerable<StoredFlag>> FlagsAsync(DbTransaction transaction, long[] pupils) => inner.FlagsAsync(transaction, pupils);
    }
}

public sealed class ActivationOnSqliteTests() : ActivationTests(DatabaseProvider.Sqlite);

public sealed class ActivationOnPostgresTests() : ActivationTests(DatabaseProvider.Postgres);
