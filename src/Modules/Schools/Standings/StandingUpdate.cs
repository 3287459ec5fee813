using Attendance.Schools.Contracts.Facts;
using Attendance.Schools.Pupils;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Facts;

namespace Attendance.Schools.Standings;

/// <summary>Everything that one submission (or one repair) changes in the read model; written whole or not at all.</summary>
internal sealed record StandingUpdate(
    Laestab School,
    long FoldedSeq,
    IReadOnlyList<FoldReply> Replies,
    IReadOnlyList<TallyRow> Tallies,
    IFact? Fact,
    long FactPosition
)
{
    /// <summary>Tells facts apart that different repairs raise at the same position; 0 for a submission, whose facts are the same when it is repeated.</summary>
    public long Salt { get; init; }

    /// <summary>The registers that a recovery folded: each is told at the place of its own first number.</summary>
    public IReadOnlyList<RegisterRecorded> Recovered { get; init; } = [];

    /// <summary>The stream of the outbox that keeps the school's facts in order.</summary>
    public string Stream => $"school/{School}";
}

/// <summary>How many effective marks of a session have a code, for one group ("" when posts named none). Absolute, so that a repeat is harmless.</summary>
internal readonly record struct TallyRow(SessionKey Session, string Group, byte Code, int Count);
