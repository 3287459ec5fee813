using System.Collections.Concurrent;
using System.Globalization;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.TestSupport.Storms;

/// <summary>
/// The Host as a real process, eight clients that post to it, and sudden death: at random instants, at named ones, and while it recovers. Afterwards the
/// clients' ledgers are compared with the journal, and the journal with the read model.
/// </summary>
public sealed class Storm : IAsyncDisposable
{
    private const int Schools = 4;
    private const int ClassesPerSchool = 2;

    private readonly TestDatabase _database;
    private readonly string _folder = Directory.CreateTempSubdirectory("attendance-storm-").FullName;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly CancellationTokenSource _over = new();
    private readonly List<StormSchool> _schools = [];
    private readonly List<StormClient> _clients = [];
    private readonly Random _random;
    private readonly int _seed;
    private TaskCompletionSource<Uri> _host = New();
    private Task _posting = Task.CompletedTask;
    private HostProcess? _process;
    private int _unanswered;
    private StormReport _report;

    private Storm(TestDatabase database, int seed)
    {
        _database = database;
        _seed = seed;
        _random = new Random(seed);
        _report = new StormReport { Provider = database.Options.Provider, Seed = seed };
    }

    /// <summary>A new database with four schools of two classes of thirty children, and eight clients that begin to post.</summary>
    public static async Task<Storm> BeginAsync(DatabaseProvider provider, int seed)
    {
        var storm = new Storm(await TestDatabase.CreateAsync(provider), seed);
        try
        {
            await storm.LoadAsync();
            return storm;
        }
        catch
        {
            await storm.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills after 50 to 3,000 ms, and starts again, so many times.</summary>
    public async Task KillAtRandomAsync(int kills, int longest = 3_000)
    {
        for (var i = 0; i < kills; i++)
        {
            await StartAsync(null);
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(50, longest)), TimeProvider.System);
            var unanswered = Volatile.Read(ref _unanswered);
            await DownAsync(kill: true);
            _report = _report with { Kills = _report.Kills + 1, KillsUnanswered = _report.KillsUnanswered + (unanswered > 0 ? 1 : 0) };
        }
    }

    /// <summary>
    /// Dies at a named instant after up to <paramref name="most"/> hits; <paramref name="stopping"/>: at one that comes when it is told to stop (queues close,
    /// children write their snapshots). Complains when the instant never came.
    /// </summary>
    public async Task KillAtAsync(string point, int most = 40, bool stopping = false)
    {
        await StartAsync($"{point}:{_random.Next(1, most + 1)}");
        if (stopping && _process is { } process)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
            await process.StopAsync();
        }
        await DiedAsync(point);
    }

    /// <summary>Dies after a commit that is not folded yet, then again while it folds the rest at its next start.</summary>
    public async Task KillInRecoveryAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await KillAtAsync("after-append");
            await StartAsync("mid-recovery");
            if (await DiedAsync("mid-recovery"))
                _report = _report with { KillsInRecovery = _report.KillsInRecovery + 1 };
        }
    }

    /// <summary>Lets it run undisturbed, has every open question settled, stops it, and compares.</summary>
    public async Task<StormReport> EndAsync()
    {
        await StartAsync(null);
        await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        await _over.CancelAsync();
        await _posting.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System);
        await FoldedAsync();
        if (await _process!.StopAsync() is not 0 and var code)
            Complain($"The Host ended with {code}.");
        foreach (var client in _clients)
            client.Dispose();
        try
        {
            await HostProcess.RunAsync(_database.Settings, ["verify"]);
        }
        catch (InvalidOperationException exception)
        {
            Complain(exception.Message);
        }
        _report = _report with
        {
            Answers = _clients.Sum(client => client.Answers),
            Repeats = _clients.Sum(client => client.Repeats),
            Abandoned = _clients.Sum(client => client.Abandoned),
        };
        var report = await CheckAsync();
        return report with { Violations = [.. _complaints, .. report.Violations] };
    }

    /// <summary>Compares again, after the caller changed something behind the product's back: the control of the checker.</summary>
    public async Task<StormReport> CheckAsync(string? harm = null)
    {
        if (harm is not null)
            await _database.Writer.Run(transaction => transaction.Connection!.ExecuteAsync(harm, transaction: transaction));
        return await new StormCheck(_database.Database, _folder).RunAsync(_report);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        if (_process is not null)
            await _process.DisposeAsync();
        foreach (var client in _clients)
            client.Dispose();
        _over.Dispose();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal void Begin() => Interlocked.Increment(ref _unanswered);

    internal void End() => Interlocked.Decrement(ref _unanswered);

    internal void Complain(string what) => _complaints.Enqueue(what);

    /// <summary>Where the Host is, as soon as it is up.</summary>
    internal Task<Uri> HostAsync() => Volatile.Read(ref _host).Task;

    private static TaskCompletionSource<Uri> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task LoadAsync()
    {
        var key = (await HostProcess.RunAsync(_database.Settings, ["key", "create"])).TrimEnd().Split('\n')[^1];
        _process = await HostProcess.StartAsync(_database.Settings);
        var loader = _process.ClientWith(key);
        var sessions = Sessions();
        for (var i = 0; i < Schools; i++)
        {
            var school = await TestSchool.LoadAsync(loader, sessions[0].Date, sessions[^1].Date, ClassesPerSchool * 30);
            using var issued = await loader.PostAsync(
                $"{school.Path}/keys",
                new StringContent("""{"name":"Storm"}""", System.Text.Encoding.UTF8, "application/json")
            );
            var own = System
                .Text.Json.JsonDocument.Parse(await issued.Content.ReadAsStringAsync())
                .RootElement.GetProperty("key")
                .GetString()!;
            _schools.Add(new StormSchool(school.Laestab, own, sessions, [.. school.Upns.Chunk(30)]));
        }
        await _process.StopAsync();
        for (var i = 0; i < Schools * ClassesPerSchool; i++)
            _clients.Add(new StormClient(i, _schools[i / ClassesPerSchool], i % ClassesPerSchool, this, _folder, _seed));
        _posting = Task.WhenAll(_clients.Select(client => client.RunAsync(_over.Token)));
    }

    /// <summary>Half-days before today in one academic year that may still be corrected: up to ten weeks.</summary>
    private static List<SessionKey> Sessions()
    {
        var last = new SchoolClock(TimeProvider.System).Today.AddDays(-1);
        if (last.DayNumber - AcademicYear.Of(last).FirstDay.DayNumber < 14)
            last = AcademicYear.Of(last).FirstDay.AddDays(-1);
        var first = last.AddDays(-70) > AcademicYear.Of(last).FirstDay ? last.AddDays(-70) : AcademicYear.Of(last).FirstDay;
        return
        [
            .. Enumerable
                .Range(0, last.DayNumber - first.DayNumber + 1)
                .Select(first.AddDays)
                .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                .SelectMany(day => (SessionKey[])[new SessionKey(day, HalfDay.AM), new SessionKey(day, HalfDay.PM)]),
        ];
    }

    private async Task StartAsync(string? failPoint)
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _process = null;
        var settings = new Dictionary<string, string?>(_database.Settings, StringComparer.OrdinalIgnoreCase);
        if (failPoint is not null)
            settings["ATTENDANCE_FAILPOINT"] = failPoint;
        try
        {
            _process = await HostProcess.StartAsync(settings);
        }
        catch (InvalidOperationException died)
            when (failPoint is not null && died.Message.Contains(FailPoint.LastWords(failPoint.Split(':')[0]), StringComparison.Ordinal))
        {
            // It died before it was ready: that is what the point is for.
            return;
        }
        Volatile.Read(ref _host).SetResult(_process.Url);
    }

    private async Task<bool> DiedAsync(string point)
    {
        _report = _report with { KillsAtPoints = _report.KillsAtPoints + 1 };
        if (_process is null)
            return true;
        var died = await _process.ExitedWithinAsync(TimeSpan.FromSeconds(30));
        if (!died)
            Complain($"The instant {point} never came.");
        else if (!_process.Log.Contains(FailPoint.LastWords(point), StringComparison.Ordinal))
            Complain($"It died, but not at {point}: {_process.Log}");
        await DownAsync(kill: !died);
        return died;
    }

    private async Task DownAsync(bool kill)
    {
        if (kill)
            await _process!.KillAsync();
        Volatile.Write(ref _host, New());
    }

    private async Task FoldedAsync()
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (await StormCheck.BehindAsync(_database.Database) + await StormCheck.UntoldAsync(_database.Database) > 0)
        {
            if (TimeProvider.System.GetElapsedTime(begun) > TimeSpan.FromSeconds(60))
            {
                Complain("After a minute some school's standings are still behind its journal, or facts untold.");
                return;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }
}

/// <summary>What a storm did and what the checker found.</summary>
public sealed record StormReport
{
    public DatabaseProvider Provider { get; init; }
    public int Seed { get; init; }

    /// <summary>Kills at random instants, and those of them with a POST unanswered.</summary>
    public int Kills { get; init; }
    public int KillsUnanswered { get; init; }

    /// <summary>Deaths at named instants; those during recovery are among them.</summary>
    public int KillsAtPoints { get; init; }
    public int KillsInRecovery { get; init; }
    public int Answers { get; init; }
    public int Repeats { get; init; }
    public int Abandoned { get; init; }

    /// <summary>Submissions and entries in the journal.</summary>
    public int Submissions { get; init; }
    public int Entries { get; init; }

    /// <summary>Tries without an answer that are in the journal, and that are not: both are right.</summary>
    public int UnknownStored { get; init; }
    public int UnknownLost { get; init; }

    public int Lost { get; init; }
    public int Invented { get; init; }
    public int Doubled { get; init; }
    public int Partial { get; init; }
    public int Miscounted { get; init; }
    public IReadOnlyList<string> Violations { get; init; } = [];

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Provider}: {Kills} kills at random instants, {KillsUnanswered} with a POST unanswered; {KillsAtPoints} at named instants, {KillsInRecovery} in recovery. "
                + $"{Answers} answers ({Repeats} repeats), {Submissions} submissions, {Entries} entries; {Abandoned} outcomes never asked for, unknown: {UnknownStored} stored, {UnknownLost} not. "
                + $"Lost {Lost}, invented {Invented}, doubled {Doubled}, partial {Partial}, miscounted {Miscounted}, complaints {Violations.Count}. Seed {Seed}."
        );
}
