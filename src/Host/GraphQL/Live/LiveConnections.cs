using System.Collections.Concurrent;
using Attendance.Access.Contracts;
using Microsoft.Extensions.Options;

namespace Attendance.Host.GraphQL.Live;

/// <summary>How many long connections each caller has on this Host.</summary>
internal sealed class LiveConnections(IOptions<GraphQLOptions> options)
{
    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>Counts a connection until it is disposed; null when the caller has as many as one may have.</summary>
    public IDisposable? Open(Caller caller)
    {
        var count = _open.AddOrUpdate(caller.Name, 1, (_, open) => open + 1);
        var connection = new Counted(this, caller.Name);
        if (count <= options.Value.Live.MaxConnections)
            return connection;
        connection.Dispose();
        return null;
    }

    private sealed class Counted(LiveConnections connections, string name) : IDisposable
    {
        public void Dispose()
        {
            // Nobody who has left is remembered.
            if (connections._open.AddOrUpdate(name, 0, (_, open) => open - 1) == 0)
                connections._open.TryRemove(KeyValuePair.Create(name, 0));
        }
    }
}
