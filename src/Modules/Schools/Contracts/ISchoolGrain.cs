using Attendance.Access.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Schools.Contracts;

/// <summary>
/// One school: the single writer of its registers. Key: the LAESTAB as a number. It checks roll, calendar and codes, drops repeats, numbers the
/// entries, has them journalled, folds them into the children and has their standings written, in that order, one call at a time.
/// </summary>
[Alias("ISchoolGrain")]
public interface ISchoolGrain : IGrainWithIntegerKey
{
    /// <summary>Takes a register. Answers when it is durable and visible (200), or durable only (202). A refusal stores nothing.</summary>
    [Alias("Post")]
    Task<Result<RegisterReply>> Post(RegisterPost post, Caller caller);

    /// <summary>
    /// Takes registers that came at the same time, in the order given, as if each had come alone, but with one commit and one fold for all of them. One answer
    /// for each.
    /// </summary>
    [Alias("PostMany")]
    Task<Result<RegisterReply>[]> PostMany(RegisterPosting[] postings);

    /// <summary>The school's roll changed: reads it again, re-checks held marks and folds the children named again.</summary>
    [Alias("RollChanged")]
    Task RollChanged(IReadOnlyList<PupilId> pupils);

    /// <summary>The school's calendar changed: reads it again, re-checks held marks and folds every child on roll again.</summary>
    [Alias("CalendarChanged")]
    Task CalendarChanged();

    /// <summary>Folds whatever the journal holds beyond the standings. Activation has done it when this returns.</summary>
    [Alias("Recover")]
    Task Recover();

    /// <summary>Enters a held mark again, with what was corrected, as a submission of its own. Not found when it is not held any more.</summary>
    [Alias("ReleaseHeld")]
    Task<Result<RegisterReply>> ReleaseHeld(HeldRelease release, Caller caller);

    /// <summary>Marks a held mark as wrong for good; the reason is kept.</summary>
    [Alias("DiscardHeld")]
    Task<Result<bool>> DiscardHeld(long seq, int ordinal, string reason, Caller caller);

    /// <summary>
    /// Makes a stale entry effective: a correction in journal order, with its reason, that names the stale entry. Not found when it is not open (any more).
    /// </summary>
    [Alias("AdoptStale")]
    Task<Result<RegisterReply>> AdoptStale(long seq, string reason, Caller caller);

    /// <summary>Leaves what stands and takes a stale entry off the list; the reason is kept.</summary>
    [Alias("SetAsideStale")]
    Task<Result<bool>> SetAsideStale(long seq, string reason, Caller caller);

    /// <summary>
    /// Makes a correction of a proposal, with the reason that was proposed. Not found when it does not wait (any more); refused, and waiting still, when the mark would
    /// be held.
    /// </summary>
    [Alias("AcceptProposal")]
    Task<Result<RegisterReply>> AcceptProposal(string id, Caller caller);

    /// <summary>Leaves the register as it is and answers a proposal with the reason. Not found when it does not wait (any more).</summary>
    [Alias("RefuseProposal")]
    Task<Result<bool>> RefuseProposal(string id, string reason, Caller caller);

    /// <summary>Gives the reason of a change that came without one. Not found when none is missing (any more).</summary>
    [Alias("GiveReason")]
    Task<Result<bool>> GiveReason(long seq, string reason, Caller caller);

    /// <summary>Daily work: lets time rules look at the day that ended, for every child with an unexplained mark.</summary>
    [Alias("EndOfDay")]
    Task EndOfDay(DateOnly day);
}

/// <summary>A register as posted: read, but not judged yet.</summary>
[GenerateSerializer, Immutable, Alias("RegisterPost")]
public sealed record RegisterPost
{
    /// <summary>The school's local date and AM or PM.</summary>
    [Id(0)]
    public required SessionKey Session { get; init; }

    /// <summary>The class the register is for; null covers the pupils it lists.</summary>
    [Id(1)]
    public string? Group { get; init; }

    /// <summary>When the register was taken, or null when the school's system did not say.</summary>
    [Id(2)]
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>Who took it, as the school's system names them.</summary>
    [Id(3)]
    public string? TakenBy { get; init; }

    /// <summary>The caller's key for this submission, or null: a repeat with a known key changes nothing and gets the first answer.</summary>
    [Id(4)]
    public string? Key { get; init; }

    /// <summary>SHA-256 of the body: the same key with another body is refused.</summary>
    [Id(5)]
    public required byte[] PayloadHash { get; init; }

    /// <summary>The version the caller saw (ETag of the register), or null. Makes the post an explicit correction.</summary>
    [Id(6)]
    public long? IfMatch { get; init; }

    /// <summary>How it came: rest, csv, hand, release, stale, proposal, transport.</summary>
    [Id(7)]
    public string Via { get; init; } = "rest";

    /// <summary>The marks in the order of the body; at most 5,000.</summary>
    [Id(8)]
    public required PostedMark[] Marks { get; init; }

    /// <summary>The stale entry that this correction makes effective; null for any other post.</summary>
    [Id(9)]
    public long? Adopts { get; init; }
}

/// <summary>A register, and who posted it.</summary>
[GenerateSerializer, Immutable, Alias("RegisterPosting")]
public sealed record RegisterPosting([property: Id(0)] RegisterPost Post, [property: Id(1)] Caller Caller);

/// <summary>One mark as posted.</summary>
[GenerateSerializer, Immutable, Alias("PostedMark")]
public readonly record struct PostedMark(
    [property: Id(0)] string Upn,
    [property: Id(1)] string Code,
    [property: Id(2)] int? MinutesLate,
    [property: Id(3)] string? Comment,
    [property: Id(4)] string? Reason
);

/// <summary>A held mark to enter again, with the parts that were corrected.</summary>
[GenerateSerializer, Immutable, Alias("HeldRelease")]
public sealed record HeldRelease(
    [property: Id(0)] long Seq,
    [property: Id(1)] int Ordinal,
    [property: Id(2)] string? Upn = null,
    [property: Id(3)] string? Code = null,
    [property: Id(4)] int? MinutesLate = null
);

/// <summary>The answer to a register: the receipt's JSON, the same bytes for every repeat.</summary>
[GenerateSerializer, Immutable, Alias("RegisterReply")]
public sealed record RegisterReply(
    [property: Id(0)] byte[] Body,
    [property: Id(1)] bool Visible,
    [property: Id(2)] bool Replayed,
    [property: Id(3)] long? Version
);
