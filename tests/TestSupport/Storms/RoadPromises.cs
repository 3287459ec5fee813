using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Attendance.TestSupport.Storms;

/// <summary>Experiments on a Host in this process, of any length. Each answers what it did, or throws with what was broken and the seed.</summary>
public static class RoadPromises
{
    private static readonly string[] Codes = ["/", "L", "I", "O", "U", "G", "M", "?", "X", ""];

    /// <summary>I-3 and I-4: repeats with a key get the first bytes; repeats without one change nothing.</summary>
    public static async Task<string> RepeatsAsync(DatabaseProvider provider, int cases, int seed)
    {
        await using var host = await StartAsync(provider);
        var school = await SchoolAsync(host, 12);
        var random = new Random(seed);
        var repeats = 0;
        for (var i = 0; i < cases; i++)
        {
            var body = Body(school, random, keyed: null);
            var (day, half) = SessionOf(random);
            var key = random.Next(3) == 0 ? null : $"case-{i}";
            var count = random.Next(1, 11);
            var before = await RowsAsync(host, school.Laestab);
            using var first = await school.PostAsync(day, half, body, key);
            var bytes = await first.Content.ReadAsStringAsync();
            Check(first.StatusCode is HttpStatusCode.OK, $"case {i}: {(int)first.StatusCode} {bytes}", seed);
            var after = await RowsAsync(host, school.Laestab);
            Check(
                key is null || after.Submissions == before.Submissions + 1,
                $"case {i}: {after.Submissions - before.Submissions} submissions",
                seed
            );
            // Marks that are held are entered with every post without a key; only what was effective is known again.
            if (
                key is null
                && JsonDocument.Parse(bytes).RootElement is var receipt
                && (receipt.GetProperty("held").GetInt32() > 0 || receipt.GetProperty("stale").GetInt32() > 0)
            )
                continue;
            var answers =
                random.Next(2) == 0
                    ? await Task.WhenAll(Enumerable.Range(0, count).Select(_ => school.PostAsync(day, half, body, key)))
                    : await SeriallyAsync(count, () => school.PostAsync(day, half, body, key));
            foreach (var answer in answers)
            {
                repeats++;
                var text = await answer.Content.ReadAsStringAsync();
                Check(answer.StatusCode is HttpStatusCode.OK, $"case {i}: {(int)answer.StatusCode} {text}", seed);
                Check(key is null || text == bytes, $"case {i}: other bytes", seed);
                Check((key is not null) == answer.Headers.Contains("Idempotency-Replayed"), $"case {i}: Idempotency-Replayed", seed);
                Check(
                    key is not null || JsonDocument.Parse(text).RootElement.GetProperty("stored").GetInt32() == 0,
                    $"case {i}: stored again",
                    seed
                );
                answer.Dispose();
            }
            Check(after == await RowsAsync(host, school.Laestab), $"case {i}: rows were written", seed);
        }
        return $"{cases} cases, {repeats} repeats: one effect each, the same bytes";
    }

    /// <summary>I-5: five of a hundred commits are refused and five more are made but not confirmed; clients repeat until they know.</summary>
    public static async Task<string> CommitUnknownAsync(DatabaseProvider provider, int posts, int seed)
    {
        FlakyWriter? writer = null;
        await using var host = await StartAsync(
            provider,
            services =>
            {
                var real = services.Last(service => service is { IsKeyedService: false } && service.ServiceType == typeof(IWriter));
                services.AddSingleton<IWriter>(provider =>
                    writer = new FlakyWriter(
                        (IWriter)(
                            real.ImplementationFactory?.Invoke(provider)
                            ?? ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)
                        )
                    )
                );
            }
        );
        var school = await SchoolAsync(host, 12);
        writer!.Begin(seed);
        var tries = 0;
        var accepted = 0;
        await Parallel.ForAsync(
            0,
            posts,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (i, _) =>
            {
                var random = new Random(seed + i);
                var body = Body(school, random, keyed: $"p{i}");
                var (day, half) = SessionOf(random);
                for (var t = 0; ; t++)
                {
                    Interlocked.Increment(ref tries);
                    using var answer = await school.PostAsync(day, half, body);
                    if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted)
                    {
                        if (answer.StatusCode is HttpStatusCode.Accepted)
                            Interlocked.Increment(ref accepted);
                        return;
                    }
                    Check(
                        answer.StatusCode is HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null && t < 200,
                        $"post {i}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(_)}",
                        seed
                    );
                }
            }
        );
        writer.End();
        Check(writer.Committed > 0 && writer.Refused > 0, "no commit was in doubt", seed);
        await FoldedAsync(host, seed);
        await using var connection = await host.Services.GetRequiredService<Database>().OpenAsync();
        var id = new { school = (long)school.Laestab.Value };
        var stored = await connection.ExecuteScalarAsync<int>("select count(*) from schools_submission where school_id = @school", id);
        var keys = await connection.ExecuteScalarAsync<int>(
            "select count(distinct client_key) from schools_submission where school_id = @school",
            id
        );
        Check((stored, keys) == (posts, posts), $"{posts} posts, {keys} keys, {stored} submissions", seed);
        var report = await new StormCheck(host.Services.GetRequiredService<Database>(), null).RunAsync(new StormReport());
        Check(report.Violations.Count == 0, string.Join('\n', report.Violations.Take(5)), seed);
        return $"{posts} posts in {tries} tries, {accepted} of them 202; {writer.Committed} commits not confirmed, {writer.Refused} refused: one effect each";
    }

    /// <summary>I-6: clients correct the same children side by side, each with the version that it saw.</summary>
    public static async Task<string> CorrectionsAsync(DatabaseProvider provider, int clients, int rounds, int seed)
    {
        await using var host = await StartAsync(provider);
        var school = await SchoolAsync(host, 20);
        var day = new DateOnly(2027, 3, 9);
        using var first = await school.PostAsync(
            day,
            HalfDay.AM,
            TestSchool.Register(school.Upns.Select(upn => TestSchool.Mark(upn, "/")))
        );
        var etag = first.Headers.ETag!.ToString();
        var (won, lost) = (0, 0);
        await Task.WhenAll(
            Enumerable
                .Range(0, clients)
                .Select(async client =>
                {
                    var random = new Random(seed + client);
                    var seen = etag;
                    for (var i = 0; i < rounds; i++)
                    {
                        while (true)
                        {
                            var marks = school
                                .Upns.Where(_ => random.Next(4) == 0)
                                .DefaultIfEmpty(school.Upns[0])
                                .Select(upn => TestSchool.Mark(upn, Codes[random.Next(7)], reason: $"{client}.{i}"));
                            using var answer = await school.PostAsync(day, HalfDay.AM, TestSchool.Register(marks), $"{client}.{i}", seen);
                            seen = answer.Headers.ETag!.ToString();
                            if (answer.StatusCode is HttpStatusCode.OK)
                                break;
                            Check(answer.StatusCode is HttpStatusCode.PreconditionFailed, $"{(int)answer.StatusCode}", seed);
                            Interlocked.Increment(ref lost);
                        }
                        Interlocked.Increment(ref won);
                    }
                })
        );
        await using var connection = await host.Services.GetRequiredService<Database>().OpenAsync();
        var id = new { school = (long)school.Laestab.Value };
        Check(
            await connection.ExecuteScalarAsync<int>("select count(*) from schools_submission where school_id = @school", id)
                == 1 + (clients * rounds),
            "an update was lost",
            seed
        );
        // Every superseded entry is there, and is superseded once.
        Check(
            await connection.ExecuteScalarAsync<int>(
                """
                select count(*) from schools_entry e where e.school_id = @school and e.supersedes_seq is not null and (
                    not exists (select 1 from schools_entry o where o.school_id = e.school_id and o.seq = e.supersedes_seq and o.pupil_id = e.pupil_id)
                    or exists (select 1 from schools_entry o where o.school_id = e.school_id and o.seq <> e.seq and o.supersedes_seq = e.supersedes_seq))
                """,
                id
            ) == 0,
            "a superseded entry cannot be read",
            seed
        );
        var report = await new StormCheck(host.Services.GetRequiredService<Database>(), null).RunAsync(new StormReport());
        Check(report.Violations.Count == 0, string.Join('\n', report.Violations.Take(5)), seed);
        return $"{clients} clients, {won} corrections, {lost} told that they were late: nothing lost, totals as recounted";
    }

    /// <summary>I-21: bodies that a grammar made and mutations broke never give a 5xx, and a refusal is a problem document that changes nothing.</summary>
    public static async Task<string> FuzzAsync(int inputs, int seed)
    {
        await using var host = await StartAsync(DatabaseProvider.Sqlite);
        var school = await SchoolAsync(host, 6);
        var random = new Random(seed);
        var statuses = new SortedDictionary<int, int>();
        for (var i = 0; i < inputs; i++)
        {
            var body = Body(school, random, keyed: random.Next(2) == 0 ? $"f{i}" : null);
            if (random.Next(3) == 0)
                body["takenAt"] = Strange(random);
            if (random.Next(5) == 0)
                body[Strange(random)] = Strange(random);
            if (random.Next(5) == 0)
                body["marks"]![0]![((string[])["upn", "code", "minutesLate", "reason"])[random.Next(4)]] =
                    random.Next(2) == 0 ? Strange(random) : random.Next();
            var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
            for (var m = random.Next(4); m > 0; m--)
                bytes = Mutate(bytes, random);
            var before = await RowsAsync(host, school.Laestab);
            var begun = TimeProvider.System.GetTimestamp();
            var date =
                random.Next(10) == 0
                    ? Uri.EscapeDataString(Strange(random).Replace("/", "", StringComparison.Ordinal) + "x")
                    : "2027-03-09";
            using var answer = await school.PostAsync(
                date,
                "AM",
                bytes,
                random.Next(10) == 0 ? "\"'" + i : null,
                random.Next(10) == 0 ? "\"1\"" : null
            );
            var status = (int)answer.StatusCode;
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            var text = await answer.Content.ReadAsStringAsync();
            var what = $"input {i}, {status} {text}, body {Convert.ToBase64String(bytes)}";
            Check(status < 500, what, seed);
            Check(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(20), $"slow: {what}", seed);
            if (status >= 400)
            {
                Check(answer.Content.Headers.ContentType?.MediaType == "application/problem+json", what, seed);
                var problem = JsonDocument.Parse(text).RootElement;
                Check(
                    problem.GetProperty("status").GetInt32() == status
                        && problem.GetProperty("type").GetString()!.Contains("/problems/", StringComparison.Ordinal),
                    what,
                    seed
                );
                Check(before == await RowsAsync(host, school.Laestab), $"something was stored: {what}", seed);
            }
        }
        return $"{inputs} inputs: {string.Join(", ", statuses.Select(pair => $"{pair.Value} answered {pair.Key}"))}";
    }

    private static Task<RunningHost> StartAsync(DatabaseProvider provider, Action<IServiceCollection>? services = null) =>
        RunningHost.StartAsync(
            provider,
            schoolTime: new FakeTimeProvider(new DateTimeOffset(2027, 3, 10, 10, 0, 0, TimeSpan.Zero)),
            services: services,
            // Failures that an experiment makes are not worth a line each; a test that fails says what failed.
            log: services is null ? LogLevel.Error : LogLevel.None
        );

    private static async Task<TestSchool> SchoolAsync(RunningHost host, int children)
    {
        var school = await TestSchool.LoadAsync(host.Loader, new DateOnly(2027, 1, 4), new DateOnly(2027, 3, 31), children);
        school.Client = await host.SchoolAsync(school.Laestab);
        return school;
    }

    private static (DateOnly Day, HalfDay Half) SessionOf(Random random) =>
        (new DateOnly(2027, 3, 1).AddDays(random.Next(5)), (HalfDay)random.Next(2));

    private static JsonObject Body(TestSchool school, Random random, string? keyed)
    {
        var marks = school
            .Upns.Where(_ => random.Next(2) == 0)
            .DefaultIfEmpty(school.Upns[0])
            .Select(upn =>
            {
                var code = Codes[random.Next(random.Next(4) == 0 ? Codes.Length : 7)];
                return TestSchool.Mark(upn, code, code == "L" ? random.Next(60) : null, random.Next(3) == 0 ? "Put right" : null);
            })
            .ToList();
        var takenAt = random.Next(3) == 0 ? null : $"2027-03-09T09:{random.Next(60):00}:00Z";
        return TestSchool.Register(marks, takenAt, random.Next(2) == 0 ? "1" : null, keyed);
    }

    private static string Strange(Random random) =>
        random.Next(12) switch
        {
            0 => "",
            1 => "\u202e\u200b",
            2 => new string('x', random.Next(3_000)),
            3 => "=cmd()",
            4 => "<script>",
            5 => "0001-01-01T00:00:00Z",
            6 => "9999-12-31T23:59:59.9999999Z",
            7 => "2027-03-09T09:05:00.123456789+01:00",
            8 => "2027-02-29",
            9 => "' or 1=1 --",
            10 => "\ud83e\udd12\u0007\u001b",
            _ => "2027-03-09T24:00:00-14:00",
        };

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        var piece = Encoding.UTF8.GetBytes(
            ((string[])["\"", "{", "}", "[", "]", ",", ":", "null", "\\u0000", "\\ud800", "1e400", "-0", "\u0000", "\ufeff", "//", "NaN"])[
                random.Next(16)
            ]
        );
        return random.Next(5) switch
        {
            0 => bytes[..at],
            1 => [.. bytes[..at], .. piece, .. bytes[at..]],
            2 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(8))..]],
            3 => [.. bytes[..at], (byte)random.Next(256), .. bytes[Math.Min(bytes.Length, at + 1)..]],
            _ => [.. bytes[..at], .. bytes[at..], .. bytes[at..]],
        };
    }

    private static async Task<HttpResponseMessage[]> SeriallyAsync(int count, Func<Task<HttpResponseMessage>> post)
    {
        var answers = new HttpResponseMessage[count];
        for (var i = 0; i < count; i++)
            answers[i] = await post();
        return answers;
    }

    private static async Task<(int Submissions, int Entries, int Held)> RowsAsync(RunningHost host, Laestab school)
    {
        await using var connection = await host.Services.GetRequiredService<Database>().OpenAsync();
        return await connection.QuerySingleAsync<(int, int, int)>(
            """
            select cast((select count(*) from schools_submission where school_id = @school) as integer),
                cast((select count(*) from schools_entry where school_id = @school) as integer),
                cast((select count(*) from schools_held_mark where school_id = @school) as integer)
            """,
            new { school = (long)school.Value }
        );
    }

    private static async Task FoldedAsync(RunningHost host, int seed)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (await StormCheck.BehindAsync(host.Services.GetRequiredService<Database>()) > 0)
        {
            Check(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(60), "standings stay behind the journal", seed);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private static void Check(bool holds, string otherwise, int seed)
    {
        if (!holds)
            throw new InvalidOperationException($"Seed {seed}: {otherwise}");
    }
}
