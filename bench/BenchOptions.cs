using Attendance.SharedKernel.Data;

namespace Attendance.Bench;

/// <summary>What to measure and how much of it.</summary>
internal sealed record BenchOptions
{
    /// <summary>Marks in one measured run of one road.</summary>
    public int Marks { get; init; } = 140_000;

    /// <summary>Marks on each road before the first measured run: the runtime compiles the hot code again and again until about here.</summary>
    public int Warm { get; init; } = 500_000;

    /// <summary>Children on roll, a multiple of 30.</summary>
    public int Pupils { get; init; } = 28_000;

    /// <summary>Runs of which the median is printed.</summary>
    public int Runs { get; init; } = 5;

    /// <summary>POSTs in flight.</summary>
    public int InFlight { get; init; } = 32;

    /// <summary>Everything.</summary>
    public bool Full => Start && Growth;

    /// <summary>The start with 8.3 million marks.</summary>
    public bool Start { get; init; }

    /// <summary>The growth from 28,000 to 280,000 pupils.</summary>
    public bool Growth { get; init; }

    /// <summary>Only whether the time of an answer tells a forbidden child from an absent one.</summary>
    public bool Access { get; init; }

    /// <summary>Only what following costs and how fast it is.</summary>
    public bool Live { get; init; }

    /// <summary>Only how fast a register is on the board of looked-after children.</summary>
    public bool Board { get; init; }

    /// <summary>Children who wake with a year of marks for the figure of memory.</summary>
    public int MemoryPupils { get; init; } = 2_700;

    /// <summary>Which roads: raw, bare, product, peer.</summary>
    public IReadOnlyList<string> Roads { get; init; } = ["raw", "bare", "product", "peer"];

    public IReadOnlyList<DatabaseProvider> Providers { get; init; } = [DatabaseProvider.Sqlite, DatabaseProvider.Postgres];

    /// <summary>The run is given up after this.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(60);

    private const string Usage = """
        bench [--marks N] [--warm N] [--pupils N] [--runs N] [--quick] [--full] [--start] [--growth] [--provider sqlite|postgres|both] [--roads raw,bare,product,peer] [--no-memory] [--access] [--live] [--board]
          --marks N    marks in one measured run of one road (default 140000)
          --warm N     marks on each road before the first measured run (default 500000)
          --pupils N   children on roll (default 28000)
          --runs N     runs, of which the median is printed (default 5)
          --quick      one run of 54,000 marks by 8,100 children; given up after 10 minutes
          --full       also: start with 8.3 million marks, growth from 28,000 to 280,000 children over four school weeks; given up after 3 hours
          --start      only the one of these; with --roads "" nothing else
          --growth     only the other
          --live       only from POST to key workers' screens: 200 followers, a session of the city within a minute, so many --runs (default 3, on SQLite)
          --board      only from POST to the looked-after team's board: 250 children, ten of the team, a session of the city within a minute, so many --runs (default 3, on SQLite)
          --access     only whether the time of an answer tells a forbidden child from an absent one
        """;

    /// <summary>Reads the command line; null, with the usage on stderr, when it makes no sense.</summary>
    public static BenchOptions? Parse(string[] args)
    {
        var options = new BenchOptions();
        // What a word stands for first, so that the order of the words does not matter.
        if (args.Contains("--full"))
            options = options with { Start = true, Growth = true };
        if (args.Contains("--start"))
            options = options with { Start = true };
        if (args.Contains("--growth"))
            options = options with { Growth = true };
        if (options.Start || options.Growth)
            options = options with { Limit = TimeSpan.FromHours(3) };
        if (args.Contains("--access"))
            options = options with { Access = true, Roads = [], MemoryPupils = 0 };
        if (args.Contains("--live"))
            options = options with { Live = true, Roads = [], MemoryPupils = 0, Runs = 3, Providers = [DatabaseProvider.Sqlite] };
        if (args.Contains("--board"))
            options = options with { Board = true, Roads = [], MemoryPupils = 0, Runs = 3, Providers = [DatabaseProvider.Sqlite] };
        if (args.Contains("--quick"))
            options = options with { Runs = 1, Pupils = 8_100, Marks = 54_000, MemoryPupils = 810, Limit = TimeSpan.FromMinutes(10) };
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--full" or "--quick" or "--start" or "--growth" or "--access" or "--live" or "--board":
                    break;
                case "--no-memory":
                    options = options with { MemoryPupils = 0 };
                    break;
                case "--marks" when i + 1 < args.Length && int.TryParse(args[i + 1], out var marks) && marks >= 30:
                    options = options with { Marks = marks };
                    i++;
                    break;
                case "--warm" when i + 1 < args.Length && int.TryParse(args[i + 1], out var warm) && warm >= 0:
                    options = options with { Warm = warm };
                    i++;
                    break;
                case "--pupils" when i + 1 < args.Length && int.TryParse(args[i + 1], out var pupils) && pupils >= 1_200:
                    options = options with { Pupils = pupils };
                    i++;
                    break;
                case "--runs" when i + 1 < args.Length && int.TryParse(args[i + 1], out var runs) && runs >= 1:
                    options = options with { Runs = runs };
                    i++;
                    break;
                case "--roads" when i + 1 < args.Length:
                    options = options with { Roads = args[++i].Split(',', StringSplitOptions.RemoveEmptyEntries) };
                    break;
                case "--provider" when i + 1 < args.Length && args[i + 1] is "sqlite" or "postgres" or "both":
                    options = options with
                    {
                        Providers = args[++i] switch
                        {
                            "sqlite" => [DatabaseProvider.Sqlite],
                            "postgres" => [DatabaseProvider.Postgres],
                            _ => [DatabaseProvider.Sqlite, DatabaseProvider.Postgres],
                        },
                    };
                    break;
                default:
                    Console.Error.WriteLine(Usage);
                    return null;
            }
        }
        return options with { Pupils = (options.Pupils + 29) / 30 * 30 };
    }
}
