using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.Schools.Journal;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;

namespace Attendance.Schools.Live;

/// <summary>
/// Something that became visible: a submission or a change of a flag. <paramref name="Seq"/> and <paramref name="Pos"/> say where in its school a follower is when it
/// has taken it; the one that does not apply is 0.
/// </summary>
internal sealed record LiveChange(int School, long Seq, long Pos, RegisterNews? Register, FlagNews? Flag)
{
    /// <summary>The children that it is about.</summary>
    public IReadOnlyList<PupilId> Pupils => Register?.Pupils ?? [Flag!.Pupil];

    /// <summary>What the feed read of these children for all who follow; null when it did not, or keeps it no longer.</summary>
    public KnownChildren? Children { get; init; }
}

/// <summary>The children of some changes, read together: the line of each that is shown, and by what each may be reached.</summary>
internal sealed record KnownChildren(IReadOnlyDictionary<PupilId, PupilRow> Lines, ChildReaches Reaches);

/// <summary>A submission whose standings are committed, and the children it has marks of.</summary>
internal sealed record RegisterNews(
    SessionKey Session,
    SubmissionKind Kind,
    string? Group,
    DateTimeOffset RecordedAt,
    string Via,
    IReadOnlyList<PupilId> Pupils
);

/// <summary>A change of a flag. <paramref name="LeftConcern"/>: with it the child stopped having any of concern or action.</summary>
internal sealed record FlagNews(
    PupilId Pupil,
    string Rule,
    SessionKey Episode,
    FlagChangeKind Kind,
    int Level,
    FlagSeverity Severity,
    SessionKey At,
    string Sentence,
    bool LeftConcern
);
