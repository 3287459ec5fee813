using System.Collections.Frozen;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>Every legal step of every track. What is not in the table is refused. Sources: RULES 6.3 and 6.4, strategy sections 7 and 8.</summary>
internal static class TrackTable
{
    private static readonly FrozenDictionary<(Track, Stage), Transition[]> ByStage = All()
        .GroupBy(row => (row.Track, row.From))
        .ToFrozenDictionary(rows => rows.Key, rows => rows.ToArray());

    /// <summary>The steps that lead on from a stage of a track.</summary>
    public static IReadOnlyList<Transition> From(Track track, Stage stage) => ByStage.GetValueOrDefault((track, stage)) ?? [];

    /// <summary>The transition of a step; null when there is none.</summary>
    public static Transition? Find(Track track, Stage stage, Step step) =>
        Array.Find(ByStage.GetValueOrDefault((track, stage)) ?? [], row => row.Step == step);

    /// <summary>The whole table.</summary>
    public static IEnumerable<Transition> All() =>
        [
            .. PenaltyNoticeSteps.Rows,
            .. FastTrackSteps.Rows,
            .. ProsecutionSteps.Rows,
            .. SupervisionOrderSteps.Rows,
            .. ParentingSteps.Rows,
            .. AttendanceOrderSteps.Rows,
        ];
}
