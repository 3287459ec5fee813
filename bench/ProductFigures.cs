using Attendance.Bench.Load;
using Attendance.Schools.Contracts;
using Attendance.Schools.Journal;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Bench;

/// <summary>What is measured of the product alone: memory of an active child, the start on a full journal, growth.</summary>
internal static class ProductFigures
{
    /// <summary>Managed bytes per active child with a year of marks, school grains included: after a full collection, children awake less children asleep.</summary>
    public static async Task<double> MemoryAsync(DatabaseProvider provider, int pupils, CancellationToken cancellation)
    {
        var city = new BenchCity(pupils);
        await using var scratch = await Scratch.CreateAsync(provider);
        // All the year but the last day is in the journal.
        var keys = await StoreYearAsync(scratch, city, city.Sessions.Length - 2, cancellation);
        await using var server = await ChildServer.StartAsync("product", scratch.Options, cancellation);
        await server.AskAsync($"clock {BenchCity.TakenAt(city.Sessions[^1]).AddMinutes(1):O}", cancellation);
        using var load = new RegisterLoad(city, server.Url, keys, 32) { Position = (city.Sessions.Length - 2) * city.Classes };
        // The first class wakes its school and the code; the rest is what is counted.
        await load.RunAsync(1, cancellation);
        await SettleAsync(cancellation);
        var before = double.Parse(await server.AskAsync("gc", cancellation));
        await load.RunAsync(city.Classes - 1, cancellation);
        await SettleAsync(cancellation);
        var after = double.Parse(await server.AskAsync("gc", cancellation));
        if (after <= before)
            throw new InvalidOperationException("The children were awake before they were called: the figure of memory means nothing.");
        return (after - before) / ((city.Classes - 1) * BenchCity.ClassSize);
    }

    /// <summary>Seconds from the start of the process until it says it is ready, and until every school's standings are level with its journal.</summary>
    public static async Task<(double Ready, double Level, long Marks)> StartAsync(
        DatabaseProvider provider,
        int pupils,
        int marks,
        CancellationToken cancellation
    )
    {
        var city = new BenchCity(pupils);
        await using var scratch = await Scratch.CreateAsync(provider);
        await StoreYearAsync(scratch, city, marks / city.Pupils, cancellation);
        await using var connection = await scratch.Database.OpenAsync(cancellation);
        var stored = await connection.ExecuteScalarAsync<long>("select count(*) from schools_entry");
        // As after a kill: the last register of each school is in the journal but not in the standings.
        await scratch.Writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    "update schools_mark set folded_seq = folded_seq - @register",
                    new { register = BenchCity.ClassSize + 1 },
                    transaction
                ),
            cancellation
        );
        var begun = TimeProvider.System.GetTimestamp();
        await using var server = await ChildServer.StartAsync("product", scratch.Options, cancellation);
        using var http = new HttpClient { BaseAddress = server.Url };
        while (true)
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellation);
            if (answer.IsSuccessStatusCode)
                break;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
        }
        var ready = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        while (
            await connection.ExecuteScalarAsync<long>(
                "select count(*) from schools_mark m where folded_seq < (select max(last_seq) from schools_submission s where s.school_id = m.school_id)"
            ) > 0
        )
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
        return (ready, TimeProvider.System.GetElapsedTime(begun).TotalSeconds, stored);
    }

    /// <summary>Four school weeks of a city, from its first mark on.</summary>
    public static async Task<Sample> GrowthAsync(DatabaseProvider provider, int pupils, int inFlight, CancellationToken cancellation)
    {
        var city = new BenchCity(pupils);
        await using var road = await Road.OpenAsync("product", provider, city, inFlight, cancellation);
        var samples = new List<Sample>();
        // Week by week, so that the bodies of 11 million marks are not in memory at once.
        for (var week = 0; week < 4; week++)
            samples.Add(await road.RunAsync(city.Classes * 10, cancellation));
        await road.CheckAsync(cancellation);
        return new Sample(
            samples.Count / samples.Sum(sample => 1 / sample.MarksPerSecond),
            samples.Average(sample => sample.ServerCpu),
            samples.Average(sample => sample.DatabaseCpu),
            samples.Average(sample => sample.P50),
            samples.Max(sample => sample.P99),
            samples.Sum(sample => sample.Late)
        );
    }

    /// <summary>Snapshots are written off the request, and what woke the children together is kept for a minute.</summary>
    private static Task SettleAsync(CancellationToken cancellation) =>
        Task.Delay(TimeSpan.FromSeconds(75), TimeProvider.System, cancellation);

    /// <summary>
    /// Loads rolls through the product, then writes so many sessions of every class straight into the journal, with its chain, as if they had been posted and folded.
    /// Only the standings' rows are left out. Gives the schools' keys.
    /// </summary>
    private static async Task<IReadOnlyList<string>> StoreYearAsync(
        Scratch scratch,
        BenchCity city,
        int sessions,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<string> keys;
        await using (var server = await ChildServer.StartAsync("product", scratch.Options, cancellation))
            keys = await Road.LoadSchoolsAsync(server, city, cancellation);
        Dictionary<string, long> ids;
        await using (var connection = await scratch.Database.OpenAsync(cancellation))
            ids = (await connection.QueryAsync<(string Upn, long Id)>("select upn, pupil_id from schools_pupil")).ToDictionary(
                row => row.Upn,
                row => row.Id
            );
        IJournalStore store = scratch.Database.IsSqlite ? new SqliteJournal() : new PostgresJournal();
        for (var school = 0; school < city.Schools; school++)
        {
            var (from, before) = city.ClassesOf(school);
            var (last, hash) = (0L, SubmissionHash.Genesis);
            var batch = new List<Submission>();
            for (var session = 0; session < sessions; session++)
            {
                for (var schoolClass = from; schoolClass < before; schoolClass++)
                {
                    var submission = Make(city, ids, school, schoolClass, session, last, hash);
                    (last, hash) = (submission.LastSeq, submission.Hash);
                    batch.Add(submission);
                }
                if (batch.Count < 300 && session < sessions - 1)
                    continue;
                await scratch.Writer.Run(transaction => store.AppendAsync(transaction, batch), cancellation);
                batch.Clear();
            }
            await scratch.Writer.Run(
                transaction =>
                    transaction.Connection!.ExecuteAsync(
                        """
                        insert into schools_mark (school_id, folded_seq) values (@school, @last) on conflict (school_id) do update set folded_seq = excluded.folded_seq;
                        insert into schools_day_done (school_id, done_to) values (@school, @day) on conflict (school_id) do update set done_to = excluded.done_to;
                        """,
                        new
                        {
                            school = (long)BenchCity.School(school).Value,
                            last,
                            // The daily work has nothing to do: it would wake every child before it is measured.
                            day = BenchCity.Year.LastDay,
                        },
                        transaction
                    ),
                cancellation
            );
        }
        return keys;
    }

    private static Submission Make(
        BenchCity city,
        Dictionary<string, long> ids,
        int school,
        int schoolClass,
        int session,
        long last,
        byte[] hash
    )
    {
        var key = city.Sessions[session];
        var entries = new Entry[BenchCity.ClassSize];
        for (var i = 0; i < entries.Length; i++)
        {
            var pupil = (schoolClass * BenchCity.ClassSize) + i;
            var code = AttendanceCode.Parse(BenchCity.Code(pupil, key)).Id;
            entries[i] = new Entry(last + 2 + i, new PupilId(ids[city.Upn(pupil).Value]), code, null, null, true);
        }
        var submission = new Submission
        {
            School = BenchCity.School(school),
            FirstSeq = last + 1,
            Session = key,
            Kind = SubmissionKind.Register,
            Group = BenchCity.Group(schoolClass),
            TakenAt = BenchCity.TakenAt(key),
            RecordedAt = BenchCity.TakenAt(key),
            RecordedBy = "Class teacher",
            Via = "rest",
            Client = $"{BenchCity.School(school)}/bench",
            Key = $"bench-{schoolClass}-{key.Number}",
            PayloadHash = new byte[32],
            Receipt = new string('s', BenchCity.ClassSize),
            PrevHash = hash,
            Entries = entries,
            Held = [],
            Texts = [],
        };
        return submission with { Hash = SubmissionHash.Compute(submission) };
    }
}
