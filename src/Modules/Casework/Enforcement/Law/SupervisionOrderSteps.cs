using static Attendance.Casework.Enforcement.Law.Guards;
using static Attendance.Casework.Enforcement.Law.OrderGuards;
using static Attendance.Casework.Enforcement.Law.StageGuards;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>Education supervision order: considered, applied for, made for a year, directions, extended, discharged, ended or breached (K6c). Source: Children Act 1989 s36 and sch 3.</summary>
internal static class SupervisionOrderSteps
{
    private const string Act = "Children Act 1989 s36, sch 3 part III";

    public static IReadOnlyList<Transition> Rows { get; } =
    [
        Row(Stage.New, Step.ConsiderOrder, Stage.OrderConsidered, [CompulsoryAge, Said]),
        Row(Stage.OrderConsidered, Step.Stop, Stage.Stopped, [Said]),
        Row(
            Stage.OrderConsidered,
            Step.ApplyForOrder,
            Stage.OrderApplied,
            [
                CompulsoryAge,
                NotInCare,
                NoOrderInForce,
                SocialServicesConsulted,
                HearingNamed,
                Said,
                Assessed,
                SupportOffered,
                ChildProtectionConsulted,
            ],
            second: true
        ),
        Row(Stage.OrderApplied, Step.MakeOrder, Stage.OrderMade, [HearingCame, CompulsoryAge, NotInCare]),
        Row(Stage.OrderApplied, Step.RefuseOrder, Stage.OrderRefused, [HearingCame, Said]),
        Row(Stage.OrderApplied, Step.Stop, Stage.Stopped, [Said]),
        Row(Stage.OrderMade, Step.GiveDirection, Stage.OrderMade, [InForce, DirectionDue, Said]),
        Row(Stage.OrderMade, Step.RecordCompliance, Stage.OrderMade, [DirectionOpen]),
        Row(Stage.OrderMade, Step.RecordFailure, Stage.OrderMade, [DirectionOpen, Said]),
        Row(Stage.OrderMade, Step.ExtendOrder, Stage.OrderMade, [InForce, CompulsoryAge, NotInCare, ExtensionTime, ExtensionLength]),
        Row(Stage.OrderMade, Step.DischargeOrder, Stage.OrderDischarged, [Said]),
        Row(Stage.OrderMade, Step.EndOrder, Stage.OrderEnded, [OrderOver]),
        Row(Stage.OrderMade, Step.RecordBreach, Stage.Breached, [InForce, PersistentFailure, LegalSignOff, Said], second: true),
    ];

    private static Transition Row(Stage from, Step step, Stage to, IReadOnlyList<Guard> guards, bool second = false) =>
        new(Track.SupervisionOrder, from, step, to, guards, second, Act);
}
