using Attendance.SharedKernel.Data;
using Xunit;

namespace Attendance.TestSupport;

/// <summary>One Host on PostgreSQL for the tests of a class.</summary>
public sealed class PostgresHostFixture : IAsyncLifetime
{
    /// <summary>The Host.</summary>
    public RunningHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await RunningHost.StartAsync(DatabaseProvider.Postgres);

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
