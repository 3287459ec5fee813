using Attendance.SharedKernel.Data;
using Attendance.TestSupport.Storms;
using Xunit;

namespace Attendance.Host.Tests.Registers;

/// <summary>Sudden death of a real process while eight clients post: the short form of tests/long. Source: PROMISES I-1, I-2.</summary>
public sealed class KillTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, 1)]
    [InlineData(DatabaseProvider.Postgres, 2)]
    [Trait("Row", "S32")]
    public async Task What_was_acknowledged_survives_kills_and_nothing_is_doubled_invented_or_partial(DatabaseProvider provider, int seed)
    {
        await using var storm = await Storm.BeginAsync(provider, seed);
        await storm.KillAtRandomAsync(2, longest: 800);
        await storm.KillInRecoveryAsync(1);
        var report = await storm.EndAsync();
        Assert.Empty(report.Violations);
        Assert.Equal(1, report.KillsInRecovery);
        Assert.True(report.Answers > 0, report.ToString());
    }
}
