using Attendance.Schools.Flags;
using Attendance.Schools.Pupils;

namespace Attendance.Schools.Standings;

/// <summary>A row of <c>schools_flag</c> as it is to be written.</summary>
internal sealed class FlagRow(FoldReply reply, FlagChange change)
{
    /// <summary>The row replaces one whose fold is not higher, and only when it says something else.</summary>
    public const string OnConflict = """
        on conflict (pupil_id, rule, episode) do update set fold = excluded.fold, rule_version = excluded.rule_version, level = excluded.level,
            severity = excluded.severity, state = excluded.state, changed_at = excluded.changed_at,
            evidence = case when excluded.evidence = '{}' then t.evidence else excluded.evidence end, trace = excluded.trace
        where excluded.fold >= t.fold and (t.state <> excluded.state or t.level <> excluded.level or t.severity <> excluded.severity or t.evidence <> excluded.evidence)
        """;

    public long Pupil { get; } = reply.Outcome.Standing.Pupil.Value;

    public FlagChange Change { get; } = change;

    public int Episode => Change.Episode.Number;

    /// <summary>The episode that this one takes the place of, when a correction moved its beginning.</summary>
    public int? Moved => Change.Previous is { } previous && previous != Change.Episode ? previous.Number : null;

    public long Fold { get; } = reply.Positions.Sum(position => position.Seq);

    public int State =>
        Change.Kind switch
        {
            FlagChangeKind.Opened => StoredFlag.Open,
            // A correction can also change an episode that has closed.
            FlagChangeKind.Changed => Change.IsOpen ? StoredFlag.Open : StoredFlag.Closed,
            FlagChangeKind.Closed => StoredFlag.Closed,
            FlagChangeKind.Withdrawn => StoredFlag.Withdrawn,
        };

    /// <summary>"{}" when the change has none: the stored evidence stays.</summary>
    public string Evidence { get; } = StoredFlag.Text(change.Evidence) ?? "{}";
}
