namespace Attendance.Host;

/// <summary>What a Host is started with. What is left null comes from the configuration (appsettings.json, environment).</summary>
public sealed record HostOptions
{
    /// <summary>The folder of the database files and of keys: <c>--data</c>. Else <c>Database:DataDirectory</c>, by default "data".</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Where to listen, separated by semicolons: <c>--urls</c>. Port 0 picks a free one. Default http://127.0.0.1:5080.</summary>
    public string? Urls { get; init; }

    /// <summary>Join the other Hosts of the same PostgreSQL database: <c>--cluster</c>.</summary>
    public bool Cluster { get; init; }

    /// <summary>Time for school life, in place of the system's. Only the simulated city and tests give one.</summary>
    public TimeProvider? SchoolTime { get; init; }

    /// <summary>Configuration that comes before files and environment, by key ("Database:Provider").</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The lowest level that is logged to stderr. Default: information of the product, warnings of the frameworks.</summary>
    public LogLevel? LogLevel { get; init; }

    /// <summary>Services that are registered last.</summary>
    public Action<IServiceCollection>? Services { get; init; }
}
