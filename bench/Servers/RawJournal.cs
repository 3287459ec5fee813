using System.Diagnostics;
using System.Security.Cryptography;
using Attendance.Bench.Load;
using Attendance.Host;
using Attendance.Schools.Contracts;
using Attendance.Schools.Journal;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Bench.Servers;

/// <summary>
/// The product's journal and nothing before or after it: registers of 30, made beforehand, appended by the product's own statements to its own tables and
/// indexes, 32 registers to a transaction.
/// </summary>
internal sealed class RawJournal(ServiceProvider services) : IMeasured
{
    private const int Batch = 32;
    private const int Schools = 104;

    private readonly long[] _last = new long[Schools];
    private int _register;

    public string Ready => "http://127.0.0.1/";

    public static async Task<RawJournal> StartAsync(DatabaseOptions options)
    {
        var services = new ServiceCollection().AddDatabase(options).BuildServiceProvider();
        await services.GetRequiredService<Migrator>().RunAsync(AttendanceHost.Modules.MigrationAssemblies());
        return new RawJournal(services);
    }

    /// <summary>"append REGISTERS WRITERS": answers marks, seconds and this process's CPU seconds.</summary>
    public async Task<string> CommandAsync(string[] words)
    {
        if (words is not ["append", var count, var writers])
            throw new ArgumentException("Not a command.", nameof(words));
        var submissions = Enumerable.Range(0, int.Parse(count)).Select(_ => Make()).ToList();
        // A school has one writer: its submissions stay with it, in order.
        var queues = submissions
            .GroupBy(submission => submission.School.Value % int.Parse(writers))
            .Select(queue => queue.Chunk(Batch).ToList())
            .ToList();
        var writer = services.GetRequiredService<IWriter>();
        IJournalStore store = services.GetRequiredService<Database>().IsSqlite ? new SqliteJournal() : new PostgresJournal();
        var process = Process.GetCurrentProcess();
        var cpu = CpuTime.Of(process);
        var begun = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(
            queues.Select(queue =>
                Task.Run(async () =>
                {
                    foreach (var batch in queue)
                        await writer.Run(transaction => store.AppendAsync(transaction, batch));
                })
            )
        );
        var elapsed = TimeProvider.System.GetElapsedTime(begun);
        return $"{submissions.Count * BenchCity.ClassSize} {elapsed.TotalSeconds:R} {CpuTime.Of(process) - cpu:R}";
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private Submission Make()
    {
        var number = _register++;
        var school = number % Schools;
        var first = _last[school] + 1;
        _last[school] = first + BenchCity.ClassSize;
        var session = new SessionKey(new DateOnly(2025, 9, 3).DayNumber * 2 + (number / (Schools * 9)));
        var code = AttendanceCode.Parse("/").Id;
        var entries = new Entry[BenchCity.ClassSize];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new Entry(first + 1 + i, new PupilId((1L << 50) + ((number % (Schools * 9)) * 30) + i), code, null, null, true);
        return new Submission
        {
            School = BenchCity.School(school),
            FirstSeq = first,
            Session = session,
            Kind = SubmissionKind.Register,
            Group = BenchCity.Group(number / Schools),
            TakenAt = BenchCity.TakenAt(session),
            RecordedAt = BenchCity.TakenAt(session),
            RecordedBy = "Class teacher",
            Via = "rest",
            Client = $"{BenchCity.School(school)}/bench",
            Key = $"bench-{number}",
            PayloadHash = RandomNumberGenerator.GetBytes(32),
            Receipt = new string('s', BenchCity.ClassSize),
            PrevHash = RandomNumberGenerator.GetBytes(32),
            Hash = RandomNumberGenerator.GetBytes(32),
            Entries = entries,
            Held = [],
            Texts = [],
        };
    }
}
