using static Attendance.Casework.Enforcement.Law.Guards;
using static Attendance.Casework.Enforcement.Law.StageGuards;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>Proceedings in the magistrates' court (K8): decision, summons, hearing, result. A parenting order beside a sentence is a matter of its own.</summary>
internal static class ProsecutionSteps
{
    private const string Act = "Education Act 1996 s444, s446, s447";

    public static IReadOnlyList<Transition> Rows { get; } =
    [
        new(
            Track.Prosecution,
            Stage.New,
            Step.DecideToProsecute,
            Stage.Decided,
            [
                CompulsoryAge,
                OnRoll,
                UnauthorisedOnly,
                OffenceKnown,
                SupervisionOrderConsidered,
                LegalSignOff,
                NotPaidFor,
                NoNoticeRunning,
                .. Balance,
            ],
            SecondPerson: true,
            Act
        ),
        new(Track.Prosecution, Stage.Decided, Step.Summon, Stage.Summoned, [HearingNamed], SecondPerson: false, Act),
        new(Track.Prosecution, Stage.Decided, Step.WithdrawProceedings, Stage.ProceedingsWithdrawn, [Said], SecondPerson: false, Act),
        .. InCourt(Track.Prosecution),
    ];

    /// <summary>From the summons on, which a fast track shares.</summary>
    public static IEnumerable<Transition> InCourt(Track track) =>
        [
            // An adjourned hearing is heard again on its new day.
            new(track, Stage.Summoned, Step.Hear, Stage.Heard, [HearingCame, Said], SecondPerson: false, Act),
            new(track, Stage.Heard, Step.Summon, Stage.Summoned, [HearingNamed], SecondPerson: false, Act),
            new(track, Stage.Heard, Step.RecordFine, Stage.Fined, [AmountSaid], SecondPerson: false, Act),
            new(track, Stage.Heard, Step.RecordCustody, Stage.Custody, [Custody], SecondPerson: false, Act),
            new(track, Stage.Heard, Step.RecordDischarge, Stage.Discharged, [Said], SecondPerson: false, Act),
            new(track, Stage.Heard, Step.RecordDismissal, Stage.Dismissed, [Said], SecondPerson: false, Act),
            new(track, Stage.Heard, Step.DirectSupervisionOrder, Stage.OrderInstead, [Said], SecondPerson: false, Act),
            new(track, Stage.Summoned, Step.WithdrawProceedings, Stage.ProceedingsWithdrawn, [Said], SecondPerson: false, Act),
            new(track, Stage.Heard, Step.WithdrawProceedings, Stage.ProceedingsWithdrawn, [Said], SecondPerson: false, Act),
        ];
}
