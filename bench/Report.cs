using System.Globalization;
using Attendance.Bench.Live;
using Attendance.Bench.Load;
using Attendance.SharedKernel.Data;

namespace Attendance.Bench;

/// <summary>The table. Results go to stdout, progress to stderr.</summary>
internal sealed class Report(BenchOptions options)
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["raw"] = "raw journal append",
        ["bare"] = "bare road",
        ["product"] = "the product",
        ["peer"] = "plain peer",
    };

    private readonly long _begun = TimeProvider.System.GetTimestamp();

    /// <summary>Load average over one, five and fifteen minutes.</summary>
    public static string LoadAverage() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3));

    public void Head()
    {
        Say($"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, load average {LoadAverage()}");
        Say(
            Text($"{options.Pupils:#,0} pupils, registers of 30, {options.InFlight} in flight, {options.Marks:#,0} marks a run, ")
                + (options.Runs == 1 ? "one run" : $"median of {options.Runs} runs")
        );
        Say("");
        Say("| database | road | marks/s | server CPU s/M | database CPU s/M | POST p50 ms | p99 ms | answered 202 |");
        Say("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    }

    public static void Roads(DatabaseProvider provider, Dictionary<string, List<Sample>> samples)
    {
        foreach (var (road, runs) in samples)
        {
            var posts = road != "raw";
            Say(
                $"| {provider} | {Names[road]} | {Text($"{Median(runs, s => s.MarksPerSecond):#,0}")} | {Text($"{Median(runs, s => s.ServerCpu):0.0}")} | "
                    + $"{(provider is DatabaseProvider.Sqlite ? "in server" : Text($"{Median(runs, s => s.DatabaseCpu):0.0}"))} | "
                    + $"{(posts ? Text($"{Median(runs, s => s.P50):0.0}") : "")} | {(posts ? Text($"{Median(runs, s => s.P99):0.0}") : "")} | "
                    + $"{(posts ? runs.Sum(s => s.Late) : "")} |"
            );
        }
        if (!samples.TryGetValue("product", out var product))
            return;
        Ratio("raw", 0.5);
        Ratio("bare", 0.6);
        Ratio("peer", 3);

        void Ratio(string road, double target)
        {
            if (!samples.TryGetValue(road, out var others))
                return;
            // Run by run: the two ran one after the other, under the same load of the machine.
            var ratios = product.Zip(others, (mine, other) => mine.MarksPerSecond / other.MarksPerSecond).ToList();
            Target(provider, $"product / {Names[road]}", Median(ratios), $">= {Text($"{target:0.0}")}", Median(ratios) >= target);
        }
    }

    public static void Flags(DatabaseProvider provider, IReadOnlyDictionary<string, int> same) =>
        Say(
            Text($"| {provider} | *open flags, the same in product and peer child by child* | {same.Values.Sum():#,0} | ")
                + $"{string.Join(", ", same.OrderByDescending(rule => rule.Value).Select(rule => $"{rule.Key} {rule.Value}"))} | | | | |"
        );

    public static void Memory(DatabaseProvider provider, double bytes) =>
        Target(provider, "managed bytes per active pupil with a year of marks", bytes, "<= 3000", bytes <= 3_000);

    public static void Start(DatabaseProvider provider, (double Ready, double Level, long Marks) start)
    {
        Target(provider, Text($"seconds from start to ready with {start.Marks:#,0} marks"), start.Ready, "<= 15", start.Ready <= 15);
        Say(Text($"| {provider} | *seconds until all standings are level* | {start.Level:0.00} | | | | | |"));
    }

    public static void Access(DatabaseProvider provider, IReadOnlyList<AccessTimes> ways)
    {
        foreach (var way in ways)
        {
            Say(
                Text(
                    $"| {provider} | {way.Way}: own {way.Own:0.00} ms, forbidden {way.Forbidden:0.00} ms, absent {way.Absent:0.00} ms | | | | | | |"
                )
            );
            Target(provider, $"{way.Way}: forbidden against absent", way.Ratio, "<= 1.1", way.Ratio <= 1.1);
        }
    }

    public static void Growth(DatabaseProvider provider, Sample small, Sample large)
    {
        foreach (var (name, sample) in new[] { ("28,000", small), ("280,000", large) })
            Say(
                Text(
                    $"| {provider} | product, four weeks of {name} pupils | {sample.MarksPerSecond:#,0} | {sample.ServerCpu:0.0} | {sample.DatabaseCpu:0.0} | {sample.P50:0.0} | {sample.P99:0.0} | {sample.Late} |"
                )
            );
        Target(
            provider,
            "growth: time per mark at 280,000 / 28,000",
            small.MarksPerSecond / large.MarksPerSecond,
            "<= 1.3",
            small.MarksPerSecond / large.MarksPerSecond <= 1.3
        );
        var cpu = (large.ServerCpu + large.DatabaseCpu) / (small.ServerCpu + small.DatabaseCpu);
        Target(provider, "growth: CPU per mark at 280,000 / 28,000", cpu, "<= 1.3", cpu <= 1.3);
    }

    public static void Board(DatabaseProvider provider, IReadOnlyList<BoardResult> mornings)
    {
        Say("");
        Say(
            "| database | run | load average | marks on boards | missed | boards | POST to board p50 ms | p99 ms | POST p99 ms | server CPU s |"
        );
        Say("| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (run, morning) in mornings.Index())
            Say(
                Text(
                    $"| {provider} | {run + 1} | {morning.Load} | {morning.Latencies.Length:#,0} | {morning.Missed} | {morning.Boards:#,0} | {morning.P50:0} | {morning.P99:0} | {morning.Posts.P99:0} | {morning.Cpu:0} |"
                )
            );
        var middle = Median([.. mornings.Select(morning => morning.P99)]);
        Target(
            provider,
            "POST to the looked-after board, p99 ms, the middle run",
            middle,
            "< 500",
            middle < 500 && mornings.All(morning => morning.Missed == 0)
        );
    }

    public static void Live(DatabaseProvider provider, LiveResult result)
    {
        // The quietest run: the others measure what else the machine did.
        var best = result.Mornings.MinBy(morning => RegisterLoad.At(morning.Heard.Latencies, 0.99))!;
        Say("");
        Say(
            "| database | run | load average | events | missed, doubled, others' | POST to event p50 ms | p99 ms | flagged pupils p50 ms | p99 ms | leader's p99 ms | page ms | POST p99 ms | managed MB before, after | resident MB |"
        );
        Say("| --- | ---: | --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | --- | ---: | --- | ---: |");
        foreach (var (run, morning) in result.Mornings.Index())
        {
            var page = morning.Page.Select(time => time is { } ms ? ms.ToString("0", CultureInfo.InvariantCulture) : "never");
            Say(
                Text(
                    $"| {provider} | {run + 1} | {morning.Load} | {morning.Heard.Events:#,0} | {morning.Heard.Missed}, {morning.Heard.Doubled}, {morning.Heard.Alien} | {RegisterLoad.At(morning.Heard.Latencies, 0.5):0} | {RegisterLoad.At(morning.Heard.Latencies, 0.99):0} | {RegisterLoad.At(morning.Officers, 0.5):0.0} | {RegisterLoad.At(morning.Officers, 0.99):0.0} | {RegisterLoad.At(morning.Leader, 0.99):0.0} | {string.Join(' ', page)} | {morning.Posts.P99:0} | {morning.ManagedBefore:0}, {morning.ManagedAfter:0} | {morning.Resident:0} |"
                )
            );
        }
        Say("");
        Say("| database | figure of the quietest run | value | target | |");
        Say("| --- | --- | ---: | --- | --- |");
        var events = RegisterLoad.At(best.Heard.Latencies, 0.99);
        var query = RegisterLoad.At(best.Officers, 0.99);
        Target(provider, "p99 from POST to event, ms", events, "< 500", events < 500);
        Target(provider, "p99 of the flagged pupils meanwhile, ms", query, "< 50", query < 50);
        var lost = result.Mornings.Sum(morning => morning.Heard.Missed + morning.Heard.Doubled + morning.Heard.Alien);
        Target(provider, "events missed, doubled or another's, all runs", lost, "= 0", lost == 0);
        var ratio = Median([.. result.Ratios]);
        Target(provider, "register road followed / not followed, marks/s, median", ratio, "none", true);
    }

    public void Foot()
    {
        Say("");
        Say(Text($"Took {TimeProvider.System.GetElapsedTime(_begun).TotalMinutes:0.0} minutes; load average at the end {LoadAverage()}."));
    }

    public static void Say(string line) => Console.WriteLine(line);

    public static void Progress(string line) => Console.Error.WriteLine(line);

    private static void Target(DatabaseProvider provider, string what, double value, string target, bool reached) =>
        Say($"| {provider} | **{what}** | {Text($"{value:#,0.00}")} | target {target} | {(reached ? "reached" : "missed")} | | | |");

    private static double Median(List<Sample> samples, Func<Sample, double> value) => Median(samples.ConvertAll(sample => value(sample)));

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
