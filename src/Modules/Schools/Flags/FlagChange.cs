using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Schools.Flags;

/// <summary>
/// One difference in a child's flags. <paramref name="Episode"/> is the session that opened the episode, and with child and rule its identity;
/// <paramref name="Previous"/> is the identity it had before, when a correction moved its opening. <paramref name="At"/> is the session at which this
/// happened (for a withdrawal: the first corrected session). <paramref name="Evidence"/> is null when there is none left.
/// <paramref name="Trace"/> says in a sentence what made the difference.
/// </summary>
[Orleans.GenerateSerializer(GenerateFieldIds = Orleans.GenerateFieldIds.PublicProperties), Orleans.Immutable]
internal sealed record FlagChange(
    FlagChangeKind Kind,
    string Rule,
    int RuleVersion,
    SessionKey Episode,
    SessionKey? Previous,
    int Level,
    FlagSeverity Severity,
    SessionKey At,
    FlagEvidence? Evidence,
    string Trace
)
{
    /// <summary>Whether the episode is open after this change; a correction can also change one that has closed, or open it again.</summary>
    public bool IsOpen { get; init; }
}

/// <summary>What happened to an episode.</summary>
internal enum FlagChangeKind : byte
{
    /// <summary>The rule is met.</summary>
    Opened = 1,

    /// <summary>Another level, or a correction moved it or changed the half-days it rests on.</summary>
    Changed = 2,

    /// <summary>Long enough on the good side.</summary>
    Closed = 3,

    /// <summary>A correction took away its ground: it should never have been open.</summary>
    Withdrawn = 4,
}
