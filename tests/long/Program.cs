using System.Globalization;
using Attendance.Long;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport.Storms;

// The CI figures of PROMISES section 2: dotnet run -c Release --project tests/long [-- kills points repeats commits corrections known races fuzz city city-kills lac-years] [--kills 40] [--times 5] [--seed 1] [--provider sqlite|postgres]
// Without a promise: all. Exit code 1 when one is broken.
var names = args.TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToList();
int Number(string option, int usual) =>
    Array.IndexOf(args, option) is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : usual;
var seed = Number("--seed", 1);
DatabaseProvider[] providers = Array.IndexOf(args, "--provider") is >= 0 and var place
    ? [Enum.Parse<DatabaseProvider>(args[place + 1], ignoreCase: true)]
    : [DatabaseProvider.Sqlite, DatabaseProvider.Postgres];
(string Name, int Most, bool Stopping)[] points =
[
    ("after-validate", 40, false),
    ("before-append", 40, false),
    ("before-commit", 40, false),
    ("after-commit", 40, false),
    ("after-append", 40, false),
    ("mid-fold", 40, false),
    ("mid-outbox", 40, false),
    ("after-standing", 40, false),
    ("before-reply", 40, false),
    // A storm is too short for children to be due for a snapshot on the way; they write one when the Host stops.
    ("before-snapshot", 5, true),
    ("mid-snapshot", 5, true),
    ("shutdown", 1, true),
];
var broken = 0;
if (names.Count == 0 || names.Contains("kills"))
{
    foreach (var provider in providers)
        await RunAsync(
            "I-1 kills",
            provider,
            async storm =>
            {
                await storm.KillAtRandomAsync(Number("--kills", 40));
                await storm.KillInRecoveryAsync(5);
            }
        );
}
if (names.Count == 0 || names.Contains("points"))
{
    foreach (var provider in providers)
        await RunAsync(
            "I-2 named instants",
            provider,
            async storm =>
            {
                for (var i = 0; i < Number("--times", 5); i++)
                {
                    foreach (var (point, most, stopping) in points)
                        await storm.KillAtAsync(point, most, stopping);
                }
            }
        );
}

// The whole city takes a quarter of an hour on each database, so it is asked for by name: city, city-kills; [--schools N] [--hosts 2].
foreach (var provider in providers)
{
    int? schools = Number("--schools", 0) is > 0 and var some ? some : null;
    if (names.Contains("city"))
        await TellAsync("2006/07", "city", provider, () => CityRun.RunAsync(provider, schools, Number("--hosts", 1), 0, 0, seed));
    if (names.Contains("lac-years"))
        await TellAsync("S176", "lac-years", provider, () => LookedAfterYears.RunAsync(provider, seed));
    if (names.Contains("city-kills"))
        await TellAsync(
            "2006/07 and I-1",
            "city-kills",
            provider,
            () => CityRun.RunAsync(provider, schools ?? 12, Number("--hosts", 1), Number("--kills", 40), 5, seed)
        );
}
foreach (var provider in providers)
{
    await TellAsync("I-3 I-4 repeats", "repeats", provider, () => RoadPromises.RepeatsAsync(provider, Number("--cases", 1_000), seed));
    await TellAsync(
        "I-5 commits in doubt",
        "commits",
        provider,
        () => RoadPromises.CommitUnknownAsync(provider, Number("--posts", 10_000), seed)
    );
    await TellAsync(
        "I-6 corrections",
        "corrections",
        provider,
        () => RoadPromises.CorrectionsAsync(provider, 16, Number("--rounds", 200), seed)
    );
    await TellAsync("Known at", "known", provider, () => KnownAtPromise.RunAsync(provider, Number("--corrections", 1_000), seed));
}
await TellAsync("I-12 races", "races", DatabaseProvider.Postgres, () => ActivationRaces.RunAsync(Number("--races", 500), seed));
await TellAsync("I-21 bad input", "fuzz", DatabaseProvider.Sqlite, () => RoadPromises.FuzzAsync(Number("--inputs", 100_000), seed));
return broken == 0 ? 0 : 1;

async Task TellAsync(string promise, string name, DatabaseProvider provider, Func<Task<string>> experiment)
{
    if (names.Count > 0 && !names.Contains(name))
        return;
    var begun = TimeProvider.System.GetTimestamp();
    string told;
    try
    {
        told = await experiment();
    }
    catch (InvalidOperationException exception)
    {
        broken++;
        told = $"BROKEN {exception.Message}";
    }
    Console.WriteLine($"{promise} ({TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0} s) {provider}: {told}");
}

async Task RunAsync(string promise, DatabaseProvider provider, Func<Storm, Task> weather)
{
    var begun = TimeProvider.System.GetTimestamp();
    await using var storm = await Storm.BeginAsync(provider, seed);
    await weather(storm);
    var report = await storm.EndAsync();
    Console.WriteLine($"{promise} ({TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0} s) {report}");
    foreach (var violation in report.Violations.Take(20))
        Console.WriteLine($"  {violation}");
    broken += report.Violations.Count;
}
