using System.Net;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Attendance.TestSupport.Storms;

/// <summary>
/// I-12: two Hosts that do not know of each other on one database, so that every school has two activations, and each post races another. The journal's numbers
/// must fence them: no fork, no gap, one submission for each key. What two such Hosts keep in memory of a child is not compared.
/// </summary>
public static class ActivationRaces
{
    /// <summary>Answers what was raced; throws with the seed when a stream forked.</summary>
    public static async Task<string> RunAsync(int races, int seed)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        var time = new DateTimeOffset(2027, 3, 10, 10, 0, 0, TimeSpan.Zero);
        await using var one = await RunningHost.StartAsync(database: database, schoolTime: new FakeTimeProvider(time), log: LogLevel.None);
        await using var two = await RunningHost.StartAsync(database: database, schoolTime: new FakeTimeProvider(time), log: LogLevel.None);
        var school = await TestSchool.LoadAsync(one.Loader, new DateOnly(2027, 3, 1), new DateOnly(2027, 3, 31), 6);
        var key = await one.IssueKeyAsync(school.Laestab);
        HttpClient[] clients = [one.ClientWith(key), two.ClientWith(key)];
        var tries = 0;
        for (var race = 0; race < races; race++)
        {
            var day = new DateOnly(2027, 3, 1).AddDays(race % 5);
            await Task.WhenAll(
                clients.Select(
                    async (client, i) =>
                    {
                        var mark = TestSchool.Mark(school.Upns[(race + i) % 6], race % 2 == i ? "O" : "I", reason: $"Race {race}");
                        var body = System.Text.Encoding.UTF8.GetBytes(TestSchool.Register([mark]).ToJsonString());
                        for (var t = 0; ; t++)
                        {
                            Interlocked.Increment(ref tries);
                            using var answer = await school.PostAsync(TestSchool.Text(day), "AM", body, $"{race}-{i}", client: client);
                            if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted)
                                return;
                            if (answer.StatusCode is not HttpStatusCode.ServiceUnavailable || t > 50)
                                throw new InvalidOperationException(
                                    $"Seed {seed}, race {race}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"
                                );
                        }
                    }
                )
            );
        }
        await using var connection = await database.Database.OpenAsync();
        var rows = (
            await connection.QueryAsync<(long First, long Last, byte[] Previous, byte[] Hash, string Key)>(
                "select first_seq, last_seq, prev_hash, hash, client_key from schools_submission where school_id = @school order by first_seq",
                new { school = (long)school.Laestab.Value }
            )
        ).ToList();
        for (var i = 1; i < rows.Count; i++)
        {
            if (rows[i].First != rows[i - 1].Last + 1 || !rows[i].Previous.AsSpan().SequenceEqual(rows[i - 1].Hash))
                throw new InvalidOperationException($"Seed {seed}: submission {rows[i].First} does not follow {rows[i - 1].First}");
        }
        var keys = rows.Select(row => row.Key).Distinct().Count();
        return (rows.Count, keys) == (2 * races, 2 * races)
            ? $"{races} races of two activations in {tries} posts: one chain, one submission each"
            : throw new InvalidOperationException($"Seed {seed}: {races} races, {rows.Count} submissions, {keys} keys");
    }
}
