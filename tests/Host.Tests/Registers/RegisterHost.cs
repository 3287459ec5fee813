using System.Net;
using System.Text.Json;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attendance.Host.Tests.Registers;

/// <summary>A Host whose school clock stands at Wednesday 10 March 2027, 10:00: the morning register is due, the afternoon's is not.</summary>
public abstract class RegisterHost(DatabaseProvider provider) : IAsyncLifetime
{
    /// <summary>The day of the clock.</summary>
    public static readonly DateOnly Today = new(2027, 3, 10);

    /// <summary>The first day of term for the schools of these tests.</summary>
    public static readonly DateOnly First = new(2027, 1, 4);

    /// <summary>The last day of their calendars.</summary>
    public static readonly DateOnly Last = new(2027, 3, 31);

    /// <summary>A weekday on which they are closed.</summary>
    public static readonly DateOnly Inset = new(2027, 3, 1);

    public RunningHost Host { get; private set; } = null!;

    /// <summary>The clock of school life: 10:00 of <see cref="Today"/> at the start.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2027, 3, 10, 10, 0, 0, TimeSpan.Zero));

    public async ValueTask InitializeAsync() => Host = await RunningHost.StartAsync(provider, schoolTime: Clock, services: Configure);

    /// <summary>What a test adds to the Host.</summary>
    protected virtual void Configure(IServiceCollection services) { }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public async Task<TestSchool> SchoolAsync(int children = 3)
    {
        var school = await TestSchool.LoadAsync(Host.Loader, First, Last, children, [Inset]);
        school.Client = await Host.SchoolAsync(school.Laestab);
        return school;
    }

    /// <summary>How many rows a school has in each table of the journal: equal before and after means nothing was written.</summary>
    public async Task<string> RowsAsync(Laestab school)
    {
        var counts = new List<string>();
        foreach (var table in (string[])["submission", "entry", "entry_text", "held_mark", "held_outcome", "session_tally"])
            counts.Add(
                $"{table}={await ScalarAsync<long>($"select count(*) from schools_{table} where school_id = @school", new { school = (long)school.Value })}"
            );
        return string.Join(' ', counts);
    }

    public async Task<T?> ScalarAsync<T>(string sql, object parameters)
    {
        await using var connection = await Host.Services.GetRequiredService<Database>().OpenAsync();
        return await connection.ExecuteScalarAsync<T>(sql, parameters);
    }

    /// <summary>Reads a receipt, and that the answer was an acknowledgement.</summary>
    public static async Task<JsonElement> ReceiptAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.OK, $"{(int)answer.StatusCode} {text}");
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>"stored unchanged stale held" of a receipt.</summary>
    public static string Counts(JsonElement receipt) =>
        string.Join(' ', ((string[])["stored", "unchanged", "stale", "held"]).Select(name => receipt.GetProperty(name).GetInt32()));

    /// <summary>"pointer code" of every problem of a receipt, in order.</summary>
    public static string[] Problems(JsonElement receipt) =>
        [
            .. receipt
                .GetProperty("problems")
                .EnumerateArray()
                .Select(p => $"{p.GetProperty("pointer").GetString()} {p.GetProperty("code").GetString()}"),
        ];

    /// <summary>Waits for an eventual result.</summary>
    public static async Task UntilAsync(Func<Task<bool>> met, string what)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await met())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(30), what);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}

public sealed class SqliteRegisterHost() : RegisterHost(DatabaseProvider.Sqlite);

public sealed class PostgresRegisterHost() : RegisterHost(DatabaseProvider.Postgres);
