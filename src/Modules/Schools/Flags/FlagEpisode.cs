namespace Attendance.Schools.Flags;

/// <summary>
/// One episode of a flag, as kept in the pupil's state. Sessions are numbers (<see cref="SharedKernel.SessionKey.Number"/>). The rule and the opening
/// session are its identity.
/// </summary>
[Orleans.GenerateSerializer, Orleans.Alias("FlagEpisode")]
internal record struct FlagEpisode
{
    /// <summary>Index of the rule in <see cref="FlagRules.All"/>.</summary>
    [Orleans.Id(0)]
    public byte Rule { get; set; }

    /// <summary>How bad, from 1; what a level means is the rule's.</summary>
    [Orleans.Id(1)]
    public byte Level { get; set; }

    /// <summary>Possible sessions in a row at which the rule asked for a lower level.</summary>
    [Orleans.Id(2)]
    public byte Good { get; set; }

    /// <summary>A <see cref="Contracts.FlagSeverity"/>.</summary>
    [Orleans.Id(7)]
    public byte Severity { get; set; }

    /// <summary>The session that opened it.</summary>
    [Orleans.Id(3)]
    public int Opened { get; set; }

    /// <summary>The session at which it reached its level; its evidence is that of this session.</summary>
    [Orleans.Id(4)]
    public int LevelAt { get; set; }

    /// <summary>The session that closed it; 0 while open.</summary>
    [Orleans.Id(5)]
    public int Closed { get; set; }

    /// <summary>A digest of the evidence half-days and their codes, to see that a correction changed them.</summary>
    [Orleans.Id(6)]
    public uint Evidence { get; set; }

    public readonly bool IsOpen => Closed == 0;
}
