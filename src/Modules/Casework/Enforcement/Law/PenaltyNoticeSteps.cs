using static Attendance.Casework.Enforcement.Law.Guards;
using static Attendance.Casework.Enforcement.Law.StageGuards;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>Warning or notice to improve, penalty notice, and what becomes of it (K6a, K7 and RULES 6.4).</summary>
internal static class PenaltyNoticeSteps
{
    private static readonly Guard[] Offence = [CompulsoryAge, OnRoll, UnauthorisedOnly];
    private static readonly Guard[] Issue = [.. Offence, NoticePower, Ledger, NoNoticeRunning, SameAbsence, NotPaidFor, LocalThreshold];
    private static readonly Guard[] Proceed =
    [
        CompulsoryAge,
        OnRoll,
        UnauthorisedOnly,
        PaymentOver,
        OffenceKnown,
        SupervisionOrderConsidered,
        LegalSignOff,
        NotPaidFor,
        .. Balance,
    ];

    public static IReadOnlyList<Transition> Rows { get; } =
    [
        Row(Stage.New, Step.Warn, Stage.Warned, [.. Offence, SameAbsence, .. Balance], "strategy section 7, penalty warning letters"),
        Row(
            Stage.New,
            Step.RequireImprovement,
            Stage.ToImprove,
            [NationalFramework, .. Offence, ImprovementPeriod, .. Balance],
            "national framework 2024, notice to improve"
        ),
        Row(
            Stage.New,
            Step.IssueNotice,
            Stage.NoticeIssued,
            [.. Issue, SupportNotAppropriate, LookedAfterSignOff, LookedAfterConsulted, ChildProtectionConsulted],
            "Education Act 1996 s444A",
            second: true
        ),
        Row(
            Stage.Warned,
            Step.IssueNotice,
            Stage.NoticeIssued,
            [WarningOver, AbsentSince, .. Issue, .. Balance],
            "Education Act 1996 s444A",
            second: true
        ),
        Row(
            Stage.ToImprove,
            Step.IssueNotice,
            Stage.NoticeIssued,
            [AbsentSince, .. Issue, .. Balance],
            "Education Act 1996 s444A",
            second: true
        ),
        Row(Stage.Warned, Step.CloseImproved, Stage.Improved, [WarningOver], "strategy section 7"),
        Row(Stage.ToImprove, Step.CloseImproved, Stage.Improved, [WarningOver], "national framework 2024"),
        Row(Stage.Warned, Step.Stop, Stage.Stopped, [Said], "strategy section 7"),
        Row(Stage.ToImprove, Step.Stop, Stage.Stopped, [Said], "national framework 2024"),
        Row(Stage.NoticeIssued, Step.PayLowRate, Stage.PaidLow, [LowRate], "SI 2007/1867 reg 5"),
        Row(Stage.NoticeIssued, Step.PayHighRate, Stage.PaidHigh, [HighRate], "SI 2007/1867 reg 5"),
        Row(Stage.NoticeIssued, Step.EndPayment, Stage.Unpaid, [PaymentOver], "SI 2007/1867 reg 7"),
        Row(Stage.NoticeIssued, Step.WithdrawNotice, Stage.NoticeWithdrawn, [Ground, Said], "SI 2007/1867 reg 8", second: true),
        Row(Stage.Unpaid, Step.WithdrawNotice, Stage.NoticeWithdrawn, [Ground, Said], "SI 2007/1867 reg 9", second: true),
        Row(Stage.Unpaid, Step.Prosecute, Stage.Prosecuted, Proceed, "SI 2007/1867 reg 9; Education Act 1996 s444", second: true),
    ];

    private static Transition Row(Stage from, Step step, Stage to, IReadOnlyList<Guard> guards, string source, bool second = false) =>
        new(Track.PenaltyNotice, from, step, to, guards, second, source);
}
