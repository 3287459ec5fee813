using Attendance.Schools.Watching;
using Attendance.SharedKernel;

namespace Attendance.Schools.Pupils;

/// <summary>
/// One child: receives the effective marks of every school that has the child on roll and keeps running totals and flags. Key: the pupil's id.
/// Calls come from school grains and go no further.
/// </summary>
[Alias("IPupilLedgerGrain")]
internal interface IPupilLedgerGrain : IGrainWithIntegerKey
{
    /// <summary>Folds journalled marks. What is already folded changes nothing; the reply is always the child's standing as it is now.</summary>
    [Alias("Fold")]
    Task<FoldReply> Fold(FoldRequest request);

    /// <summary>Roll, calendar or another input outside the marks changed: reads them again and folds everything again.</summary>
    [Alias("Refold")]
    Task<FoldReply> Refold(long calendarVersion, Laestab school);

    /// <summary>A school day has ended: lets the rules of time look at it.</summary>
    [Alias("EndOfDay")]
    Task<FoldReply> EndOfDay(DateOnly day);

    /// <summary>A copy of the child's state and of what it depends on, for reading: totals, flags with evidence, marks.</summary>
    [Alias("Read")]
    Task<PupilCopy?> Read();

    /// <summary>What the child missed lately, for lists; null when there is no such child.</summary>
    [Alias("Recent")]
    Task<RecentAbsence?> Recent();
}

/// <summary>
/// Marks of one school for one child, up to a journal position. <paramref name="FoldedSeq"/>: how far the school's standings are committed.
/// <paramref name="Recovering"/>: the changes are what counts at the end of the journal, so they apply even when the position is known already
/// (an earlier call may have been lost).
/// </summary>
[GenerateSerializer, Immutable, Alias("FoldRequest")]
internal sealed record FoldRequest(
    [property: Id(0)] Laestab School,
    [property: Id(1)] long Position,
    [property: Id(2)] long FoldedSeq,
    [property: Id(3)] JournalledChange[] Changes,
    [property: Id(4)] bool Recovering = false
);

/// <summary>The mark that counts for a session since an entry of the journal.</summary>
[GenerateSerializer, Immutable, Alias("JournalledChange")]
internal readonly record struct JournalledChange(
    [property: Id(0)] long Seq,
    [property: Id(1)] SessionKey Session,
    [property: Id(2)] byte Code
);

/// <summary>
/// What the child's standing became, with the journal position of every school that went into it. <paramref name="Restated"/>: the flags are not the
/// differences but every episode as it is, because differences said before may not have been written. <paramref name="Watched"/>: for a child on the watch
/// list, the marks that count.
/// </summary>
[GenerateSerializer, Immutable, Alias("FoldReply")]
internal sealed record FoldReply(
    [property: Id(0)] FoldOutcome Outcome,
    [property: Id(1)] SchoolPosition[] Positions,
    [property: Id(2)] bool Restated = false,
    [property: Id(3)] WatchedView? Watched = null
);

/// <summary>How far one school's journal is folded into a child.</summary>
[GenerateSerializer, Immutable, Alias("SchoolPosition")]
internal readonly record struct SchoolPosition([property: Id(0)] Laestab School, [property: Id(1)] long Seq);

/// <summary>A child's state for reading. The pure functions of the fold make views of it.</summary>
[GenerateSerializer, Alias("PupilCopy")]
internal sealed record PupilCopy([property: Id(0)] PupilId Pupil, [property: Id(1)] PupilState State);
