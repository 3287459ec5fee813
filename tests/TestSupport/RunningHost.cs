using System.Net.Http.Headers;
using Attendance.Access.Contracts;
using Attendance.Host;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attendance.TestSupport;

/// <summary>
/// A Host in this process, on a free port with a database of its own, and clients with keys. Disposing it fails when personal data or a secret got into what the Host says
/// of itself (<see cref="PrivacyWatch"/>).
/// </summary>
public sealed class RunningHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DatabaseOptions? _owned;
    private readonly List<HttpClient> _clients = [];

    private RunningHost(WebApplication app, DatabaseOptions? owned)
    {
        _app = app;
        _owned = owned;
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>A client with a loader's key.</summary>
    public HttpClient Loader { get; private set; } = null!;

    /// <summary>A client without a key.</summary>
    public HttpClient Anonymous { get; private set; } = null!;

    /// <summary>Starts a Host on a new database, or on one that the caller made and keeps.</summary>
    public static async Task<RunningHost> StartAsync(
        DatabaseProvider provider = DatabaseProvider.Sqlite,
        TestDatabase? database = null,
        TimeProvider? schoolTime = null,
        Action<IServiceCollection>? services = null,
        LogLevel log = LogLevel.Error,
        IReadOnlyDictionary<string, string?>? settings = null,
        string urls = "http://127.0.0.1:0"
    )
    {
        var owned = database is null ? await TestDatabase.NewAsync(provider) : null;
        var app = await AttendanceHost.CreateAsync(
            new HostOptions
            {
                Urls = urls,
                Settings = TestDatabase
                    .SettingsOf(owned ?? database!.Options)
                    .Concat(settings ?? new Dictionary<string, string?>(StringComparer.Ordinal))
                    .ToDictionary(StringComparer.OrdinalIgnoreCase),
                SchoolTime = schoolTime,
                LogLevel = log,
                Services = collection =>
                {
                    PrivacyWatch.AddTo(collection);
                    services?.Invoke(collection);
                },
            }
        );
        await app.StartAsync();
        var host = new RunningHost(app, owned);
        host.Anonymous = host.ClientWith(null);
        host.Loader = host.ClientWith(await host.IssueKeyAsync(null));
        return host;
    }

    /// <summary>A new key: a school's, or a loader's for null.</summary>
    public async Task<string> IssueKeyAsync(Laestab? school, string name = "Test")
    {
        var issued = await Services.GetRequiredService<IMediator>().Send(new IssueKey(Caller.System("test"), school, name));
        return issued.Value.Key;
    }

    /// <summary>A client with a new key of a school.</summary>
    public async Task<HttpClient> SchoolAsync(Laestab school, string name = "Test") => ClientWith(await IssueKeyAsync(school, name));

    /// <summary>A client that sends a key, or none.</summary>
    public HttpClient ClientWith(string? key)
    {
        if (key is not null)
            PrivacyWatch.Keep(key);
        var client = new HttpClient(new PrivacyEar(new SocketsHttpHandler())) { BaseAddress = Url };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        _clients.Add(client);
        return client;
    }

    /// <summary>A person with a role and relationships in it.</summary>
    public Task<long> EmployAsync(Role role, params IReadOnlyList<(Relation Relation, GrantTarget On)> ties) =>
        TestPeople.EmployAsync(Services, role, ties);

    /// <summary>A client that is signed in as a person, with the header that pages send.</summary>
    public async Task<HttpClient> PersonAsync(long person)
    {
        var client = ClientWith(null);
        client.DefaultRequestHeaders.Add("Cookie", $"{SessionCookie}={await SignInAsync(person)}");
        client.DefaultRequestHeaders.Add("X-Attendance", "1");
        return client;
    }

    /// <summary>The name of the cookie without TLS.</summary>
    public const string SessionCookie = "attendance";

    /// <summary>Opens a session for a person and gives the cookie's value.</summary>
    public async Task<string> SignInAsync(long person)
    {
        var cookie = await TestPeople.SignInAsync(Services, person);
        PrivacyWatch.Keep(cookie);
        return cookie;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_owned is not null)
            await TestDatabase.DropAsync(_owned);
        PrivacyWatch.ThrowIfFound();
    }
}
