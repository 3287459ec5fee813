using Attendance.Schools.Contracts.Facts;
using Attendance.Schools.Pupils;
using Attendance.SharedKernel;

namespace Attendance.Schools.Standings;

/// <summary>Everything that submissions of one school (or a repair) change in the read model; written whole or not at all.</summary>
/// <param name="School">The school whose journal the update follows.</param>
/// <param name="FoldedSeq">How far its standings then go.</param>
/// <param name="Replies">What became of the children.</param>
/// <param name="Tallies">What became of the sessions' counts.</param>
/// <param name="Registers">The registers that are folded with it: each is told at the place of its own first number.</param>
/// <param name="FactPosition">Where in the school's stream the facts about flags are told.</param>
internal sealed record StandingUpdate(
    Laestab School,
    long FoldedSeq,
    IReadOnlyList<FoldReply> Replies,
    IReadOnlyList<TallyRow> Tallies,
    IReadOnlyList<RegisterRecorded> Registers,
    long FactPosition
)
{
    /// <summary>Tells facts apart that different repairs raise at the same position; 0 for a submission, whose facts are the same when it is repeated.</summary>
    public long Salt { get; init; }

    /// <summary>The stream of the outbox that keeps the school's facts in order.</summary>
    public string Stream => $"school/{School}";
}

/// <summary>How many effective marks of a session have a code, for one group ("" when posts named none). Absolute, so that a repeat is harmless.</summary>
internal readonly record struct TallyRow(SessionKey Session, string Group, byte Code, int Count);
