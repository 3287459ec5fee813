using static Attendance.Casework.Enforcement.Law.Guards;
using static Attendance.Casework.Enforcement.Law.StageGuards;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>
/// Time-focused case management: school panel, action plan of four weeks, review, and court within twelve weeks of entry unless the review stops it (K6b).
/// Source: RULES 6.3, fast track facts.
/// </summary>
internal static class FastTrackSteps
{
    private const string Guidance = "fast track framework 2003, twelve weeks to court";

    public static IReadOnlyList<Transition> Rows { get; } =
    [
        Row(
            Stage.New,
            Step.EnterFastTrack,
            Stage.FastTrackEntered,
            [CompulsoryAge, OnRoll, UnauthorisedOnly, FastTrackTrigger, LetterSent, HomeVisited, .. Balance],
            second: true
        ),
        Row(Stage.FastTrackEntered, Step.HoldPanel, Stage.PanelHeld, [Said]),
        Row(Stage.PanelHeld, Step.AgreeActionPlan, Stage.ActionPlan, [ActionPlanFits, Said]),
        Row(Stage.ActionPlan, Step.Review, Stage.Reviewed, [PlanOver, Said]),
        Row(Stage.Reviewed, Step.CloseImproved, Stage.Improved, [Said]),
        Row(
            Stage.Reviewed,
            Step.Summon,
            Stage.Summoned,
            [
                CompulsoryAge,
                OnRoll,
                UnauthorisedOnly,
                OffenceKnown,
                HearingNamed,
                SupervisionOrderConsidered,
                LegalSignOff,
                NotPaidFor,
                NoNoticeRunning,
                .. Balance,
            ],
            second: true
        ),
        Row(Stage.FastTrackEntered, Step.Stop, Stage.Stopped, [Said]),
        Row(Stage.PanelHeld, Step.Stop, Stage.Stopped, [Said]),
        Row(Stage.ActionPlan, Step.Stop, Stage.Stopped, [Said]),
        Row(Stage.Reviewed, Step.Stop, Stage.Stopped, [Said]),
        .. ProsecutionSteps.InCourt(Track.FastTrack),
    ];

    private static Transition Row(Stage from, Step step, Stage to, IReadOnlyList<Guard> guards, bool second = false) =>
        new(Track.FastTrack, from, step, to, guards, second, Guidance);
}
