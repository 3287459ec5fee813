using static Attendance.Casework.Enforcement.Law.OrderGuards;
using static Attendance.Casework.Enforcement.Law.StageGuards;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>Parenting contracts (voluntary: refusing one is evidence, no offence) and parenting orders (by a court; breach is an offence).</summary>
internal static class ParentingSteps
{
    private const string Contract = "Anti-social Behaviour Act 2003 s19";
    private const string Order = "Crime and Disorder Act 1998 s8; Anti-social Behaviour Act 2003 s20";

    public static IReadOnlyList<Transition> Rows { get; } =
    [
        new(Track.ParentingContract, Stage.New, Step.OfferContract, Stage.ContractOffered, [ContractPower, Said], false, Contract),
        new(
            Track.ParentingContract,
            Stage.ContractOffered,
            Step.AgreeContract,
            Stage.ContractAgreed,
            [ParentingTerms, Said],
            false,
            Contract
        ),
        new(Track.ParentingContract, Stage.ContractOffered, Step.RefuseContract, Stage.ContractRefused, [Said], false, Contract),
        new(Track.ParentingContract, Stage.ContractAgreed, Step.KeepContract, Stage.ContractKept, [], false, Contract),
        new(Track.ParentingContract, Stage.ContractAgreed, Step.BreakContract, Stage.ContractBroken, [Said], false, Contract),
        new(
            Track.ParentingOrder,
            Stage.New,
            Step.ApplyForOrder,
            Stage.OrderApplied,
            [ByConvictionOrPower, Guards.SupportOffered, HearingNamed, Said],
            true,
            Order
        ),
        new(
            Track.ParentingOrder,
            Stage.New,
            Step.MakeOrder,
            Stage.OrderMade,
            [OnConvictionOnly, ByConvictionOrPower, ParentingTerms, Said],
            false,
            Order
        ),
        new(Track.ParentingOrder, Stage.OrderApplied, Step.MakeOrder, Stage.OrderMade, [HearingCame, ParentingTerms, Said], false, Order),
        new(Track.ParentingOrder, Stage.OrderApplied, Step.RefuseOrder, Stage.OrderRefused, [HearingCame, Said], false, Order),
        new(Track.ParentingOrder, Stage.OrderApplied, Step.Stop, Stage.Stopped, [Said], false, Order),
        new(Track.ParentingOrder, Stage.OrderMade, Step.EndOrder, Stage.OrderEnded, [OrderOver], false, Order),
        new(Track.ParentingOrder, Stage.OrderMade, Step.DischargeOrder, Stage.OrderDischarged, [Said], false, Order),
        new(Track.ParentingOrder, Stage.OrderMade, Step.RecordBreach, Stage.Breached, [InForce, Guards.LegalSignOff, Said], true, Order),
    ];
}
