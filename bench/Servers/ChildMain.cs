using Attendance.SharedKernel.Data;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Attendance.Bench.Servers;

/// <summary>
/// A measured server's own process: says "ready", then answers commands of one line until stdin closes. "gc" gives managed bytes after a full
/// collection; "clock INSTANT" sets the time of school life; "append REGISTERS WRITERS" is for the raw journal.
/// </summary>
internal static class ChildMain
{
    public static async Task<int> RunAsync(string name, string provider, string connection, string folder)
    {
        var options = new DatabaseOptions
        {
            Provider = Enum.Parse<DatabaseProvider>(provider),
            ConnectionString = connection.Length == 0 ? null : connection,
            DataDirectory = folder,
        };
        await using IMeasured server = name switch
        {
            "raw" => await RawJournal.StartAsync(options),
            "bare" => await BareServer.StartAsync(options),
            "product" => await ProductServer.StartAsync(options),
            "peer" => await PeerServer.StartAsync(options),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such server."),
        };
        Console.WriteLine($"ready {server.Ready}");
        while (await Console.In.ReadLineAsync() is { } line)
            Console.WriteLine(line == "gc" ? ManagedBytes().ToString() : await server.CommandAsync(line.Split(' ')));
        return 0;
    }

    /// <summary>The first address an application listens on.</summary>
    public static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    private static long ManagedBytes()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}

/// <summary>A server under measurement.</summary>
internal interface IMeasured : IAsyncDisposable
{
    /// <summary>The words after "ready".</summary>
    string Ready { get; }

    /// <summary>Answers a command with one line.</summary>
    Task<string> CommandAsync(string[] words);
}
