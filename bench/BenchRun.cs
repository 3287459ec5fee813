using System.Globalization;
using Attendance.Bench.Load;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;

namespace Attendance.Bench;

/// <summary>The whole measurement: on each database all roads by turns in the same minutes, then memory, and with --full the start and the growth.</summary>
internal static class BenchRun
{
    public static async Task<int> RunAsync(BenchOptions options)
    {
        using var limit = new CancellationTokenSource(options.Limit, TimeProvider.System);
        var report = new Report(options);
        report.Head();
        foreach (var provider in options.Providers)
        {
            if (provider is DatabaseProvider.Postgres && PostgresServer.Binaries is null)
            {
                Report.Say("PostgreSQL is not installed (apt-get install postgresql): left out.");
                continue;
            }
            if (options.Access)
                Report.Access(provider, await AccessFigures.MeasureAsync(provider, limit.Token));
            if (options.Live)
                Report.Live(provider, await Live.LiveFigures.MeasureAsync(provider, options, limit.Token));
            if (options.Board)
                Report.Board(provider, await Live.BoardFigures.MeasureAsync(provider, options, limit.Token));
            if (options.Roads.Count > 0)
                Report.Roads(provider, await RoadsAsync(provider, options, limit.Token));
            // Managed memory does not depend on the database: one is enough.
            if (options.MemoryPupils > 0 && (options.Full || provider == options.Providers[0]))
                Report.Memory(provider, await ProductFigures.MemoryAsync(provider, options.MemoryPupils, limit.Token));
            if (options.Start)
                Report.Start(provider, await ProductFigures.StartAsync(provider, 28_000, 8_300_000, limit.Token));
            if (options.Growth)
            {
                var small = await ProductFigures.GrowthAsync(provider, 28_000, options.InFlight, limit.Token);
                var large = await ProductFigures.GrowthAsync(provider, 280_000, options.InFlight, limit.Token);
                Report.Growth(provider, small, large);
            }
        }
        report.Foot();
        return 0;
    }

    private static async Task<Dictionary<string, List<Sample>>> RoadsAsync(
        DatabaseProvider provider,
        BenchOptions options,
        CancellationToken cancellation
    )
    {
        var city = new BenchCity(options.Pupils);
        var samples = new Dictionary<string, List<Sample>>();
        var roads = new List<Road>();
        try
        {
            foreach (var name in options.Roads)
            {
                roads.Add(await Road.OpenAsync(name, provider, city, options.InFlight, cancellation));
                samples[name] = [];
                Report.Progress($"{provider}: {name} is up");
            }
            foreach (var road in roads)
                // At least two sessions, to wake every child, and enough for the compiler to have done its work.
                await road.RunAsync(Math.Max(city.Classes * 2, options.Warm / BenchCity.ClassSize), cancellation);
            for (var run = 1; run <= options.Runs; run++)
            {
                foreach (var road in roads)
                {
                    var sample = await road.RunAsync(options.Marks / BenchCity.ClassSize, cancellation);
                    samples[road.Name].Add(sample);
                    Report.Progress(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{provider} {run}/{options.Runs} {road.Name}: {sample.MarksPerSecond:#,0} marks/s, load {Report.LoadAverage()}"
                        )
                    );
                }
            }
            foreach (var road in roads)
                await road.CheckAsync(cancellation);
            if (roads.Find(road => road.Name == "product") is { } product && roads.Find(road => road.Name == "peer") is { } peer)
                Report.Flags(provider, await SameFlags.CheckAsync(product, peer, cancellation));
        }
        finally
        {
            foreach (var road in roads)
                await road.DisposeAsync();
        }
        return samples;
    }
}

/// <summary>One measured run: CPU seconds per million marks of the server and of PostgreSQL, milliseconds of a POST.</summary>
internal sealed record Sample(double MarksPerSecond, double ServerCpu, double DatabaseCpu, double P50, double P99, int Late);
