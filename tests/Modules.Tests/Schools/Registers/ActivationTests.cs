using System.Net;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Journal;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
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
        var verified = await next
            .Services.GetRequiredService<IMediator>()
            .Send(new VerifyStandings(Caller.System("test")), TestContext.Current.CancellationToken);
        Assert.Empty(verified.Value.Differences);
    }

    private Task<RunningHost> StartAsync() =>
        RunningHost.StartAsync(provider, schoolTime: new FakeTimeProvider(new DateTimeOffset(2027, 3, 10, 10, 0, 0, TimeSpan.Zero)));

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
}

public sealed class ActivationOnSqliteTests() : ActivationTests(DatabaseProvider.Sqlite);

public sealed class ActivationOnPostgresTests() : ActivationTests(DatabaseProvider.Postgres);
