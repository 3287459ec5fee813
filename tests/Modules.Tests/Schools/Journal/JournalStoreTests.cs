using System.Data.Common;
using Attendance.Schools.Journal;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Facts;
using Attendance.TestSupport;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Attendance.Modules.Tests.Schools.Journal;

/// <summary>What the journal needs of a database; once for each.</summary>
public abstract class JournalStoreTests(DatabaseProvider provider)
{
    private IJournalStore Store { get; } = provider is DatabaseProvider.Sqlite ? new SqliteJournal() : new PostgresJournal();

    [Fact]
    public async Task What_was_appended_is_read_back_with_its_hash()
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var first = Submissions.Make(1, entries: 3, key: "a");
        var second = Submissions.Make(first.LastSeq + 1, first.Hash, entries: 0);
        await database.Writer.Run(transaction => Store.AppendAsync(transaction, [first, second]));
        var reader = new JournalReader(database.Database);
        var tail = await reader.TailAsync(Submissions.School);
        Assert.Equal((second.LastSeq, 0L), (tail.LastSeq, tail.FoldedSeq));
        Assert.Equal(second.Hash, tail.Hash);
        Assert.Equal(second.RecordedAt, tail.RecordedAt);
        var known = await reader.FindKeyAsync(Submissions.School, first.Client, "a");
        Assert.Equal((first.FirstSeq, first.LastSeq, first.Receipt), (known!.FirstSeq, known.LastSeq, known.Receipt));
        Assert.Equal(first.PayloadHash, known.PayloadHash);
        var read = new List<JournalEntry>();
        await foreach (var entry in reader.EntriesAsync(Submissions.School, 0))
            read.Add(entry);
        Assert.Equal(
            first.Entries.Select(entry => new JournalEntry(entry.Seq, entry.Pupil, first.Session, entry.Code, entry.Effective)),
            read
        );
        Assert.Equal([(1, 4, first.Session), (5, 5, second.Session)], await reader.SpansAsync(Submissions.School, 0, 5));
        Assert.Equal([(5, 5, second.Session)], await reader.SpansAsync(Submissions.School, 4, 5));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_taken_number_is_a_conflict_and_nothing_of_the_batch_is_stored(bool sameKey)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var first = Submissions.Make(1, key: "a");
        await database.Writer.Run(transaction => Store.AppendAsync(transaction, [first]));
        var other = Submissions.Make(1, school: Laestab.From(3557009));
        // The same numbers, or fresh numbers with a key that is known.
        var late = sameKey ? Submissions.Make(50, key: "a") : Submissions.Make(1, code: 3);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() =>
            database.Writer.Run(transaction => Store.AppendAsync(transaction, [other, late]))
        );
        Assert.True(Store.IsConflict(failure), failure.ToString());
        Assert.False(Store.IsConflict(new TimeoutException()));
        await using var connection = await database.Database.OpenAsync();
        Assert.Equal(1, await connection.ExecuteScalarAsync<int>("select count(*) from schools_submission"));
        Assert.Equal(first.Entries.Length, await connection.ExecuteScalarAsync<int>("select count(*) from schools_entry"));
        Assert.Equal(1, await connection.ExecuteScalarAsync<int>("select count(*) from schools_held_mark"));
    }

    [Fact]
    public async Task An_entry_in_the_way_is_a_conflict_too()
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await database.Writer.Run(transaction => Store.AppendAsync(transaction, [Submissions.Make(1, entries: 5)]));
        var failure = await Assert.ThrowsAnyAsync<Exception>(() =>
            database.Writer.Run(transaction => Store.AppendAsync(transaction, [Submissions.Make(4)]))
        );
        Assert.True(Store.IsConflict(failure), failure.ToString());
    }

    [Fact]
    public async Task In_a_batch_that_fails_only_the_guilty_one_fails()
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var journal = new RegisterJournal(
            database.Database,
            database.Writer,
            Store,
            new NoFacts(),
            NullLogger<RegisterJournal>.Instance
        );
        await journal.AppendAsync(Submissions.Make(1));
        var schools = Enumerable.Range(0, 20).Select(i => Laestab.From(3557100 + i)).ToList();
        var appends = schools.Select(school => journal.AppendAsync(Submissions.Make(1, school: school))).ToList();
        var guilty = journal.AppendAsync(Submissions.Make(1));
        appends.AddRange(schools.Select(school => journal.AppendAsync(Submissions.Make(4, school: school))));
        await Assert.ThrowsAsync<JournalConflictException>(() => guilty);
        await Task.WhenAll(appends);
        await using var connection = await database.Database.OpenAsync();
        Assert.Equal(41, await connection.ExecuteScalarAsync<int>("select count(*) from schools_submission"));
    }

    [Fact]
    public async Task A_full_queue_refuses_before_anything_is_stored()
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var gate = new TaskCompletionSource();
        await using var journal = new RegisterJournal(
            database.Database,
            database.Writer,
            new Gated(Store, gate.Task),
            new NoFacts(),
            NullLogger<RegisterJournal>.Instance
        );
        var appends = new List<Task>();
        var full = await Assert.ThrowsAsync<QueueFullException>(async () =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                appends.Add(journal.AppendAsync(Submissions.Make(1, entries: 0, school: Laestab.From(1_000_001 + i))));
                if (i % 1_000 == 999)
                    await Task.Yield();
            }
        });
        Assert.Equal("queue-full", JournalFailure.CodeOf(full));
        gate.SetResult();
        await Task.WhenAll(appends);
        await using var connection = await database.Database.OpenAsync();
        Assert.Equal(appends.Count, await connection.ExecuteScalarAsync<int>("select count(*) from schools_submission"));
    }

    /// <summary>No submission of these tests tells a fact.</summary>
    private sealed class NoFacts : IOutbox
    {
        public Task AddAsync(DbTransaction transaction, IReadOnlyCollection<OutboxFact> facts, CancellationToken cancellation = default) =>
            throw new InvalidOperationException("A fact was told.");
    }

    private sealed class Gated(IJournalStore inner, Task gate) : IJournalStore
    {
        public async Task AppendAsync(System.Data.Common.DbTransaction transaction, IReadOnlyList<Submission> submissions)
        {
            await gate;
            await inner.AppendAsync(transaction, submissions);
        }

        public bool IsConflict(Exception exception) => inner.IsConflict(exception);
    }
}

public sealed class JournalOnSqliteTests() : JournalStoreTests(DatabaseProvider.Sqlite);

public sealed class JournalOnPostgresTests() : JournalStoreTests(DatabaseProvider.Postgres);
