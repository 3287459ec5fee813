using System.Text.Json;
using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;

namespace Attendance.Schools.Standings;

/// <summary>A row of <c>schools_flag</c>, as far as a child's flags are compared with it.</summary>
internal sealed record StoredFlag
{
    /// <summary>State of an episode that is open.</summary>
    public const int Open = 0;

    /// <summary>State of an episode that ended.</summary>
    public const int Closed = 1;

    /// <summary>State of an episode that a correction took away.</summary>
    public const int Withdrawn = 2;

    public long PupilId { get; init; }
    public string Rule { get; init; } = "";
    public int Episode { get; init; }
    public long Fold { get; init; }
    public int RuleVersion { get; init; }
    public int Level { get; init; }
    public int Severity { get; init; }
    public int State { get; init; }
    public string Evidence { get; init; } = "";

    /// <summary>The evidence as it is stored.</summary>
    public static string? Text(FlagEvidence? evidence) => evidence is null ? null : JsonSerializer.Serialize(evidence);

    /// <summary>The reason in words, from the evidence as it is stored; empty when none was.</summary>
    public static string Sentence(string evidence) => evidence == "{}" ? "" : JsonSerializer.Deserialize<FlagEvidence>(evidence)!.Sentence;

    /// <summary>True when the row says what the change says.</summary>
    public bool Says(FlagChange said) =>
        State == (said.IsOpen ? Open : Closed) && Level == said.Level && Severity == (int)said.Severity && Evidence == Text(said.Evidence);
}
