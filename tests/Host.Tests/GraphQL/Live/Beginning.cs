using Attendance.Host.GraphQL.Live;
using Attendance.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Host.Tests.GraphQL.Live;

internal static class Beginning
{
    /// <summary>Sends operations, and returns when that many more have begun on the Host: each was answered, or hears of what comes from now on.</summary>
    public static async Task BegunAsync(this RunningHost host, int operations, Func<Task> send)
    {
        var live = host.Services.GetRequiredService<LiveOperation>();
        var before = live.Begun;
        await send();
        for (var tries = 0; live.Begun < before + operations; tries++)
        {
            Assert.True(tries < 3_000, $"{live.Begun - before} of {operations} operations began.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
