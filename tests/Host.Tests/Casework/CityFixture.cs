using Attendance.Host.Tests.Access;
using Xunit;

namespace Attendance.Host.Tests.Casework;

/// <summary>One city for the tests of a class that leave each other's cases alone.</summary>
public sealed class CityFixture : IAsyncLifetime
{
    internal AccessCity City { get; private set; } = null!;

    internal CaseClient Cases { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        City = await AccessCity.StartAsync();
        Cases = new CaseClient(City);
    }

    public ValueTask DisposeAsync() => City.DisposeAsync();
}
