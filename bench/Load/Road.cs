using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Bench.Load;

/// <summary>One of the roads that are compared: its database, its server, and the load on it.</summary>
internal sealed class Road : IAsyncDisposable
{
    private readonly Scratch _scratch;
    private readonly ChildServer _server;
    private readonly RegisterLoad? _load;
    private readonly BenchCity _city;
    private readonly int? _postmaster;
    private long _acknowledged;

    private Road(string name, BenchCity city, Scratch scratch, ChildServer server, RegisterLoad? load, int? postmaster)
    {
        Name = name;
        (_city, _scratch, _server, _load, _postmaster) = (city, scratch, server, load, postmaster);
    }

    public string Name { get; }

    public ChildServer Server => _server;

    /// <summary>Starts the server on an empty database; the product also gets its schools, calendars, rolls and keys.</summary>
    public static async Task<Road> OpenAsync(
        string name,
        DatabaseProvider provider,
        BenchCity city,
        int inFlight,
        CancellationToken cancellation
    )
    {
        var scratch = await Scratch.CreateAsync(provider);
        try
        {
            var server = await ChildServer.StartAsync(name, scratch.Options, cancellation);
            int? postmaster = scratch.Options.ConnectionString is { } connection ? await CpuTime.PostmasterAsync(connection) : null;
            IReadOnlyList<string> keys = name == "product" ? await LoadSchoolsAsync(server, city, cancellation) : ["none"];
            var load = name == "raw" ? null : new RegisterLoad(city, server.Url, keys, inFlight);
            return new Road(name, city, scratch, server, load, postmaster);
        }
        catch
        {
            await scratch.DisposeAsync();
            throw;
        }
    }

    /// <summary>Schools, calendars and rolls through the product's own front door, and a key for each school.</summary>
    public static async Task<IReadOnlyList<string>> LoadSchoolsAsync(ChildServer server, BenchCity city, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = server.Url, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Ready[1]);
        var calendar = city.Calendar();
        var keys = new List<string>(city.Schools);
        for (var school = 0; school < city.Schools; school++)
        {
            var path = $"/api/v1/schools/{BenchCity.School(school)}";
            await SendAsync(HttpMethod.Put, path, BenchCity.SchoolRecord(school));
            await SendAsync(HttpMethod.Put, $"{path}/calendars/{BenchCity.Year.StartYear}", calendar);
            await SendAsync(HttpMethod.Put, $"{path}/roll?strict=true", city.Roll(school));
            using var key = JsonDocument.Parse(await SendAsync(HttpMethod.Post, $"{path}/keys", """{"name":"bench"}"""u8.ToArray()));
            keys.Add(key.RootElement.GetProperty("key").GetString()!);
        }
        return keys;

        async Task<string> SendAsync(HttpMethod method, string path, byte[] body)
        {
            using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await http.SendAsync(request, cancellation);
            var text = await answer.Content.ReadAsStringAsync(cancellation);
            return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
        }
    }

    /// <summary>One run of so many registers.</summary>
    public async Task<Sample> RunAsync(int registers, CancellationToken cancellation)
    {
        if (_load is null)
            return await AppendAsync(registers, cancellation);
        if (Name == "product")
        {
            // School life stands in the last session that is posted, so that none is in the future; the days before it have ended.
            var last = _city.Sessions[Math.Min(_load.SessionOf(_load.Position + registers - 1), _city.Sessions.Length - 1)];
            await _server.AskAsync($"clock {BenchCity.TakenAt(last).AddMinutes(1):O}", cancellation);
        }
        var (server, database) = (_server.CpuSeconds, DatabaseCpu());
        LoadResult result;
        try
        {
            result = await _load.RunAsync(registers, cancellation);
        }
        catch (InvalidOperationException refused)
        {
            throw new InvalidOperationException($"{Name}: {refused.Message}\n{_server.Log}", refused);
        }
        _acknowledged += result.Marks;
        var million = result.Marks / 1e6;
        return new Sample(
            result.MarksPerSecond,
            (_server.CpuSeconds - server) / million,
            (DatabaseCpu() - database) / million,
            result.P50,
            result.P99,
            result.Late
        );
    }

    /// <summary>What was acknowledged is what the database holds, marks and totals alike; else the figures mean nothing.</summary>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        var (marks, totals) = Name switch
        {
            "product" => ("select count(*) from schools_entry", "select sum(possible) from schools_enrolment_standing"),
            "bare" => ("select count(*) from bare_entry", "select sum(possible) from bare_standing"),
            "peer" => ("select count(*) from peer_mark", "select sum(possible) from peer_child"),
            _ => ("", ""),
        };
        if (marks.Length == 0)
            return;
        await using var connection = await _scratch.Database.OpenAsync(cancellation);
        var stored = await connection.ExecuteScalarAsync<long>(marks);
        var counted = await connection.ExecuteScalarAsync<long>(totals);
        if (stored != _acknowledged || counted != _acknowledged)
            throw new InvalidOperationException(
                $"{Name} acknowledged {_acknowledged} marks, holds {stored} and counts {counted} in its totals."
            );
    }

    /// <summary>The flags that are open: the child (the digits of its UPN), the rule, the session that opened it, the severity. Of the product or the peer.</summary>
    public async Task<HashSet<(long Pupil, string Rule, int Since, int Severity)>> OpenFlagsAsync(CancellationToken cancellation)
    {
        await using var connection = await _scratch.Database.OpenAsync(cancellation);
        var flags = await connection.QueryAsync<(long, string, int, int)>(
            Name == "peer"
                ? "select pupil_id, rule, since, severity from peer_flag"
                : """
                select cast(substr(upn, 2) as bigint), rule, episode, severity from schools_flag
                join schools_upn on schools_upn.pupil_id = schools_flag.pupil_id where state = 0
                """
        );
        return [.. flags];
    }

    public async ValueTask DisposeAsync()
    {
        _load?.Dispose();
        await _server.DisposeAsync();
        await _scratch.DisposeAsync();
    }

    /// <summary>Best of one, two and four writers.</summary>
    private async Task<Sample> AppendAsync(int registers, CancellationToken cancellation)
    {
        Sample? best = null;
        foreach (var writers in new[] { 1, 2, 4 })
        {
            var database = DatabaseCpu();
            var words = (await _server.AskAsync($"append {registers} {writers}", cancellation)).Split(' ');
            var numbers = Array.ConvertAll(words, word => double.Parse(word, CultureInfo.InvariantCulture));
            var (marks, seconds, cpu) = (numbers[0], numbers[1], numbers[2]);
            var sample = new Sample(marks / seconds, cpu / marks * 1e6, (DatabaseCpu() - database) / marks * 1e6, 0, 0, 0);
            if (best is null || sample.MarksPerSecond > best.MarksPerSecond)
                best = sample;
        }
        return best!;
    }

    private double DatabaseCpu() => _postmaster is { } postmaster ? CpuTime.OfFamily(postmaster) : 0;
}
