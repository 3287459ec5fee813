using Xunit;

namespace Attendance.TestSupport;

/// <summary>One Host on SQLite for the tests of a class or collection. Tests use schools and children of their own.</summary>
public sealed class HostFixture : IAsyncLifetime
{
    /// <summary>The Host.</summary>
    public RunningHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await RunningHost.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
