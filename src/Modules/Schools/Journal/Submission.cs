using Attendance.SharedKernel;

namespace Attendance.Schools.Journal;

/// <summary>
/// One submission as the journal keeps it: takes <see cref="FirstSeq"/> for itself, its entries take the numbers after it. Its hash covers everything
/// below and the hash before it, so that no submission of a school can be altered, dropped or put between unnoticed.
/// </summary>
internal sealed record Submission
{
    public required Laestab School { get; init; }
    public required long FirstSeq { get; init; }
    public required SessionKey Session { get; init; }
    public required SubmissionKind Kind { get; init; }

    /// <summary>The class, or "" when the post covered the pupils it listed.</summary>
    public required string Group { get; init; }
    public required DateTimeOffset? TakenAt { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The person, as the school's system names them, or the client.</summary>
    public required string RecordedBy { get; init; }
    public required string Via { get; init; }
    public required string Client { get; init; }
    public required string? Key { get; init; }
    public required byte[] PayloadHash { get; init; }
    public required string Receipt { get; init; }
    public required byte[] PrevHash { get; init; }
    public required Entry[] Entries { get; init; }
    public required IReadOnlyList<HeldMark> Held { get; init; }
    public required IReadOnlyList<EntryText> Texts { get; init; }

    /// <summary>Set for a release: the held mark it enters again.</summary>
    public HeldOutcome? Releases { get; init; }

    /// <summary>Set when a stale entry is made effective: its number.</summary>
    public long? Adopts { get; init; }

    /// <summary>Set when it answers a proposed correction: the fact that says so, and the proposal's id.</summary>
    public ProposalAccepted? Answers { get; init; }

    /// <summary>Texts of marks that made no entry.</summary>
    public IReadOnlyList<MarkText> MarkTexts { get; init; } = [];

    /// <summary>SHA-256, see <see cref="SubmissionHash"/>.</summary>
    public byte[] Hash { get; init; } = [];

    public long LastSeq => FirstSeq + Entries.Length;
}

/// <summary>Why a submission was made.</summary>
internal enum SubmissionKind
{
    /// <summary>A register.</summary>
    Register = 0,

    /// <summary>An explicit correction: a reason or If-Match was given. Always effective.</summary>
    Correction = 1,

    /// <summary>A held mark entered again.</summary>
    Release = 2,
}

/// <summary>One journalled mark. <paramref name="SupersedesSeq"/> is the entry that it replaces; not <paramref name="Effective"/>: stored as stale.</summary>
internal readonly record struct Entry(long Seq, PupilId Pupil, byte Code, int? MinutesLate, long? SupersedesSeq, bool Effective);

/// <summary>A mark kept aside: its place in the body, what was sent, what is wrong with it.</summary>
internal sealed record HeldMark(int Ordinal, string Upn, string Code, int? MinutesLate, string Problem);

/// <summary>What became of a held mark.</summary>
internal sealed record HeldOutcome(long Seq, int Ordinal, string Outcome, string? Reason, string By);

/// <summary>A proposed correction that a submission accepts, and the fact that tells of it.</summary>
internal sealed record ProposalAccepted(string Id, SharedKernel.Facts.OutboxFact Fact);

/// <summary>A comment or reason beside an entry, sealed under the child's data key.</summary>
internal sealed record EntryText(long Seq, string Kind, byte[] Sealed);

/// <summary>
/// A comment or reason of a mark that made no entry: held, or equal to the effective entry <paramref name="EntrySeq"/>. <paramref name="SealedUnder"/> is whose
/// data key opens it: the child's, or minus the school's number where the child is not known.
/// </summary>
internal sealed record MarkText(int Ordinal, string Kind, long SealedUnder, long? EntrySeq, byte[] Sealed);
