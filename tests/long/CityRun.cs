using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Attendance.City.Figures;
using Attendance.Host.Orleans;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;

namespace Attendance.Long;

/// <summary>
/// The simulated city of 2006/07 replayed by <c>City replay</c> as a process, into Hosts that are processes, on a new database; killed on the way if asked.
/// Afterwards: every acknowledged register is in the journal once and whole, <c>report absence</c> gives the published rows, <c>verify</c> finds nothing.
/// Throws <see cref="InvalidOperationException"/> with what is broken.
/// </summary>
internal sealed class CityRun : IAsyncDisposable
{
    private static readonly string[] Columns =
    [
        "enrolments",
        "sess_possible",
        "sess_overall",
        "sess_authorised",
        "sess_unauthorised",
        "sess_overall_percent",
        "sess_authorised_percent",
        "sess_unauthorised_percent",
        "enrolments_pa_10_exact",
    ];

    private readonly TestDatabase _database;
    private readonly int? _schools;
    private readonly string[] _urls;
    private readonly string _ledger = Path.GetTempFileName();
    private readonly List<HostProcess> _hosts = [];
    private readonly Random _random;
    private long _read;
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _acknowledged = new(StringComparer.Ordinal);
    private readonly HashSet<string> _attempted = new(StringComparer.Ordinal);

    private CityRun(TestDatabase database, int? schools, int hosts, int seed)
    {
        _database = database;
        _schools = schools;
        _urls = [.. Enumerable.Range(0, hosts).Select(_ => QuietPorts.Take()).Select(port => $"http://127.0.0.1:{port}")];
        _random = new Random(seed);
    }

    /// <summary>Replays the first schools of the file (null: all) into so many Hosts, with so many kills at random and so many while recovering.</summary>
    public static async Task<string> RunAsync(DatabaseProvider provider, int? schools, int hosts, int kills, int recoveries, int seed)
    {
        await using var run = new CityRun(await TestDatabase.CreateAsync(provider), schools, hosts, seed);
        return await run.RunAsync(kills, recoveries);
    }

    private async Task<string> RunAsync(int kills, int recoveries)
    {
        var key = (await HostProcess.RunAsync(_database.Settings, ["key", "create"])).TrimEnd().Split('\n')[^1];
        await StartAsync();
        using var city = Replay(key, killed: kills + recoveries > 0);
        var output = city.StandardOutput.ReadToEndAsync();
        var error = city.StandardError.ReadToEndAsync();
        var unanswered = 0;
        if (kills + recoveries > 0)
        {
            while (_attempted.Count == 0 && !city.HasExited)
            {
                await Task.Delay(200, CancellationToken.None);
                ReadLedger();
            }
        }
        for (var i = 0; i < kills; i++)
        {
            await Task.Delay(_random.Next(50, 3_000), CancellationToken.None);
            ReadLedger();
            if (_open.Count > 0)
                unanswered++;
            await DownAsync();
            if (city.HasExited)
                throw new InvalidOperationException($"The replay was over after {i} kills: take more schools. {await error}");
            await StartAsync();
        }
        for (var i = 0; i < recoveries; i++)
        {
            await DownAsync();
            await StartAsync("after-append:20");
            await DiedAsync("after-append");
            // While it folds what the death left unfolded it dies again, perhaps before it is ready.
            await StartAsync("mid-recovery", mayDie: true);
            await DiedAsync("mid-recovery");
            await StartAsync();
        }
        await city.WaitForExitAsync();
        if (city.ExitCode != 0)
            throw new InvalidOperationException($"The replay ended with {city.ExitCode}: {await output} {await error}");
        ReadLedger();
        var report = await HostProcess.RunAsync(_database.Settings, ["report", "absence", "--year", "2006/07", "--format", "csv"]);
        var (rows, cells) = Compare(report);
        foreach (var host in _hosts)
        {
            if (await host.StopAsync() is not 0 and var code)
                throw new InvalidOperationException($"A Host ended with {code}: {host.Log}");
        }
        var verified = await HostProcess.RunAsync(_database.Settings, ["verify"]);
        if (kills + recoveries > 0)
            await CheckJournalAsync();
        var replayed = string.Join(
            ", ",
            (await output)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        );
        return $"{kills} kills at random, {unanswered} with a POST unanswered, {recoveries} during recovery; {rows} rows and {cells} cells as published; "
            + $"{_acknowledged.Count} acknowledged of {_attempted.Count} registers in the ledger, each once and whole; replay: {replayed}; verify: {verified.Trim().ReplaceLineEndings(" ")}";
    }

    private async Task StartAsync(string? failPoint = null, bool mayDie = false)
    {
        _hosts.Clear();
        var settings = new Dictionary<string, string?>(_database.Settings, StringComparer.OrdinalIgnoreCase);
        if (failPoint is not null)
            settings["ATTENDANCE_FAILPOINT"] = failPoint;
        try
        {
            foreach (var url in _urls)
                _hosts.Add(await HostProcess.StartAsync(settings, _urls.Length > 1 ? ["--cluster"] : [], TimeSpan.FromSeconds(120), url));
        }
        catch (InvalidOperationException died) when (mayDie && died.Message.Contains(failPoint!, StringComparison.Ordinal)) { }
    }

    private async Task DownAsync()
    {
        await Task.WhenAll(_hosts.Select(host => host.KillAsync()));
        foreach (var host in _hosts)
            await host.DisposeAsync();
    }

    private async Task DiedAsync(string point)
    {
        foreach (var host in _hosts)
        {
            if (!await host.ExitedWithinAsync(TimeSpan.FromSeconds(60)))
                throw new InvalidOperationException($"The instant {point} never came.");
            await host.DisposeAsync();
        }
    }

    private Process Replay(string key, bool killed)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [
                Path.ChangeExtension(typeof(FigureFile).Assembly.Location, ".dll"),
                "replay",
                "--url",
                string.Join(',', _urls),
                .. _schools is { } schools ? ["--schools", schools.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
                // A ledger asks the disk before every try: only where there is something to hold against it.
                .. killed ? ["--ledger", _ledger] : Array.Empty<string>(),
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["ATTENDANCE_KEY"] = key;
        return Process.Start(start)!;
    }

    /// <summary>Takes the lines that came since: what was tried, what is open, what was acknowledged.</summary>
    private void ReadLedger()
    {
        using var file = new FileStream(_ledger, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = _read;
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        var whole = text.LastIndexOf('\n') + 1;
        _read += System.Text.Encoding.UTF8.GetByteCount(text.AsSpan(0, whole));
        foreach (var line in text[..whole].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            var id = json.RootElement.GetProperty("submissionId").GetString()!;
            if (!json.RootElement.TryGetProperty("status", out var status))
            {
                _attempted.Add(id);
                _open[id] = json.RootElement.GetProperty("attempt").GetInt32();
                continue;
            }
            _open.Remove(id);
            if (status.GetInt32() is 200 or 202)
                _acknowledged.Add(id, json.RootElement.GetProperty("receipt").GetString()!);
        }
    }

    /// <summary>Every row of the schools replayed; with all of them, the authority's rows too.</summary>
    private (int Rows, int Cells) Compare(string report)
    {
        var lines = report
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .SkipWhile(line => !line.Contains("laestab", StringComparison.Ordinal));
        var told = Rows(lines).ToDictionary(NameOf, StringComparer.Ordinal);
        var published = Rows(File.ReadLines(FigureFile.Salford2006)).Take(_schools ?? int.MaxValue).ToList();
        if (_schools is null)
            published.AddRange(Rows(File.ReadLines(FigureFile.Authority2006)));
        var wrong = new List<string>();
        foreach (var row in published)
        {
            if (!told.TryGetValue(NameOf(row), out var mine))
                wrong.Add($"{NameOf(row)} is missing");
            else
                wrong.AddRange(
                    Columns
                        .Where(column => Cell(mine, column) != Cell(row, column))
                        .Select(column => $"{NameOf(row)} {column}: {mine[column]}, published {row[column]}")
                );
        }
        if (wrong.Count > 0)
            throw new InvalidOperationException($"{wrong.Count} cells differ: {string.Join("; ", wrong.Take(20))}");
        return (published.Count, published.Count * Columns.Length);
    }

    /// <summary>A number as a number: the files print "5.10000" and "5.1" alike.</summary>
    private static decimal? Cell(Dictionary<string, string> row, string column) =>
        decimal.TryParse(row[column], NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string NameOf(Dictionary<string, string> row) =>
        row["laestab"] is { Length: > 0 } school ? school : $"{row["geographic_level"]} {row["school_type"]}";

    private static IEnumerable<Dictionary<string, string>> Rows(IEnumerable<string> lines)
    {
        string[]? head = null;
        foreach (var line in lines)
        {
            var cells = line.TrimEnd('\r').Split(',');
            if (head is null)
                head = cells;
            else
                yield return head.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        }
    }

    /// <summary>Acknowledged is in the journal under the receipt's number, once; nothing is there that was not tried; no register is partial.</summary>
    private async Task CheckJournalAsync()
    {
        await using var connection = await _database.Database.OpenAsync();
        var stored = (
            await connection.QueryAsync<(long School, long First, string Key, long Entries, long Numbers)>(
                """
                select s.school_id, s.first_seq, s.client_key, count(e.seq), s.last_seq - s.first_seq
                from schools_submission s left join schools_entry e on e.school_id = s.school_id and e.seq > s.first_seq and e.seq <= s.last_seq
                group by s.school_id, s.first_seq, s.last_seq, s.client_key
                """
            )
        ).ToList();
        var byKey = stored.ToLookup(row => row.Key, StringComparer.Ordinal);
        var lost = _acknowledged.Count(pair => !byKey[pair.Key].Any(row => $"{row.School}-{row.First}" == pair.Value));
        var doubled = byKey.Count(group => group.Count() > 1);
        var invented = stored.Count(row => !_attempted.Contains(row.Key));
        var partial = stored.Count(row => row.Entries != row.Numbers);
        if (lost + doubled + invented + partial + _open.Count > 0)
            throw new InvalidOperationException(
                $"lost {lost}, doubled {doubled}, invented {invented}, partial {partial}, never answered {_open.Count}"
            );
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        await _database.DisposeAsync();
        File.Delete(_ledger);
    }
}
