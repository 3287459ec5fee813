using System.ComponentModel;
using Attendance.Schools.Live;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Schools.GraphQL;

/// <summary>Where a follower begins.</summary>
[QueryRoot]
internal sealed class LiveQueries(LiveReader reader)
{
    [Description(
        "How far everything is now, as a resume token. Ask for it before you read what you want to follow, then subscribe with it: nothing in between is missed."
    )]
    [Cost(5)]
    public async Task<string> LivePosition(CancellationToken cancellation = default) => (await reader.NowAsync(cancellation)).Now.Text;
}
