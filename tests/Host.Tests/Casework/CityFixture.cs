using Attendance.Host.Tests.Access;
using Attendance.SharedKernel.Data;
using Xunit;

namespace Attendance.Host.Tests.Casework;

/// <summary>One city for the tests of a class that leave each other's cases alone, on SQLite.</summary>
public class CityFixture : IAsyncLifetime
{
    internal AccessCity City { get; private set; } = null!;

    internal CaseClient Cases { get; private set; } = null!;

    protected virtual DatabaseProvider Provider => DatabaseProvider.Sqlite;

    public async ValueTask InitializeAsync()
    {
        City = await AccessCity.StartAsync(Provider);
        Cases = new CaseClient(City);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await City.DisposeAsync();
    }
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresCityFixture : CityFixture
{
    protected override DatabaseProvider Provider => DatabaseProvider.Postgres;
}
