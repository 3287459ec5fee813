using System.Net;
using System.Net.Sockets;

namespace Attendance.Host.Orleans;

/// <summary>
/// Loopback ports for what must name its port before it binds it: a silo, its gateway, a test's database. They lie below the range from which Linux gives
/// out ports of its own accord (32768 to 60999), so no outgoing connection takes one between the choice and the bind.
/// </summary>
public static class QuietPorts
{
    private const int First = 12_000;
    private const int Count = 20_000;

    // Processes that start together begin at different places; within one process no port comes twice until all have been given.
    private static int _next = Random.Shared.Next(Count);

    /// <summary>A port free at this instant.</summary>
    /// <exception cref="InvalidOperationException">None of them is free.</exception>
    public static int Take()
    {
        for (var attempt = 0; attempt < Count; attempt++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            if (IsFree(port))
                return port;
        }
        throw new InvalidOperationException($"No port from {First} to {First + Count - 1} is free.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
