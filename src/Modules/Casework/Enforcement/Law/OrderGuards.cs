using Attendance.Schools.Contracts;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>The conditions of orders: education supervision, parenting, school attendance. Sources: RULES 6.1.</summary>
internal static class OrderGuards
{
    /// <summary>Years that one extension of a supervision order may last at most.</summary>
    private const int ExtensionYears = 3;

    /// <summary>Months before its end in which an extension may be sought.</summary>
    private const int ExtensionMonths = 3;

    public static readonly Guard NotInCare = new(
        "not-in-care",
        Local: false,
        attempt => attempt.Facts.LookedAfter ? "An education supervision order cannot be sought for a child in the authority's care." : null
    );

    public static readonly Guard NoOrderInForce = new(
        "no-order-in-force",
        Local: false,
        attempt =>
            attempt.Facts.Matters.Any(other =>
                other.Number != attempt.Matter.Number
                && other.Track is Track.SupervisionOrder
                && other.Stage is Stage.OrderMade
                && other.Order is { } order
                && order.To >= attempt.Today
            )
                ? "The child is already under an education supervision order."
                : null
    );

    public static readonly Guard InForce = new(
        "order-in-force",
        Local: false,
        attempt => attempt.Matter.Order is { } order && attempt.Today > order.To ? $"The order ended on {Guards.Day(order.To)}." : null
    );

    public static readonly Guard OrderOver = new(
        "order-over",
        Local: false,
        attempt =>
            attempt.Matter.Order is { } order
            && attempt.Today <= order.To
            && !attempt.Facts.LookedAfter
            && SchoolAge.IsCompulsory(attempt.Facts.BirthDate, attempt.Today)
                ? $"The order runs to {Guards.Day(order.To)}. It ends before only by a care order, the end of school age, or discharge."
                : null
    );

    public static readonly Guard ExtensionTime = new(
        "extension-time",
        Local: false,
        attempt =>
            attempt.Matter.Order is { } order && attempt.Today <= order.To && attempt.Today < order.To.AddMonths(-ExtensionMonths)
                ? $"An extension can be sought from {Guards.Day(order.To.AddMonths(-ExtensionMonths))}, in the order's last three months."
                : null
    );

    public static readonly Guard ExtensionLength = new(
        "extension-length",
        Local: false,
        attempt =>
            attempt.Matter.Order is not { } order ? null
            : attempt.Details.Until is { } until && until > order.To && until <= order.To.AddYears(ExtensionYears) ? null
            : $"Say the new last day: after {Guards.Day(order.To)}, and at most three years later."
    );

    public static readonly Guard DirectionDue = new(
        "direction-due",
        Local: false,
        attempt => attempt.Details.Until is { } due && due >= attempt.Today ? null : "Say the day by which the direction is to be followed."
    );

    public static readonly Guard DirectionOpen = new(
        "direction-open",
        Local: false,
        attempt =>
            attempt.Details.Direction is { } number
            && number >= 1
            && number <= attempt.Matter.Directions.Count
            && attempt.Matter.Directions[number - 1].Followed is null
                ? null
                : "Say which direction, of those that wait."
    );

    public static readonly Guard PersistentFailure = new(
        "persistent-failure",
        Local: false,
        attempt =>
        {
            var failed = attempt.Matter.Directions.Count(direction => direction.Followed is false);
            var least = attempt.Facts.Options.PersistentFailures;
            return failed >= least ? null : $"{failed} directions were not followed; failing is persistent from {least}.";
        }
    );

    public static readonly Guard ByConvictionOrPower = new(
        "parenting-order-power",
        Local: false,
        attempt =>
        {
            var from = attempt.Facts.Options.ParentingOrderByApplicationFrom;
            if (!attempt.Details.OnConviction)
                return attempt.Today >= from
                    ? null
                    : $"Only a court can make a parenting order, on conviction; the authority can apply from {Guards.Day(from)}.";
            return attempt.Others.Any(other =>
                other is { Track: Track.Prosecution or Track.FastTrack, Stage: Stage.Fined or Stage.Custody or Stage.Discharged }
            )
                ? null
                : "This parent has not been convicted.";
        }
    );

    public static readonly Guard OnConvictionOnly = new(
        "on-conviction",
        Local: false,
        attempt => attempt.Details.OnConviction ? null : "Without a conviction an order is applied for first."
    );

    public static readonly Guard ParentingTerms = new(
        "parenting-order-terms",
        Local: false,
        attempt =>
            attempt.Details.Until is { } until && until > attempt.Today && until <= attempt.Today.AddMonths(12)
                ? null
                : "Say the last day: at most twelve months from today."
    );

    public static readonly Guard ContractPower = new(
        "contract-power",
        Local: false,
        attempt =>
            attempt.Today >= PenaltyTerms.First
                ? null
                : $"Parenting contracts began on {Guards.Day(PenaltyTerms.First)} (Anti-social Behaviour Act 2003 s19)."
    );

    public static readonly Guard NotEducated = new(
        "not-educated",
        Local: false,
        attempt => attempt.Facts.OnRoll ? "The child is on a school's roll: a school attendance order is for a child who is on none." : null
    );

    public static readonly Guard FirstNoticeDays = new(
        "fifteen-days",
        Local: false,
        attempt =>
            attempt.Details.Until is not { } until
            || until >= attempt.Facts.ReceivedOn(attempt.Details.ReceivedOn).AddDays(attempt.Facts.Options.AttendanceOrderDays)
                ? null
                : $"The parent has not less than {attempt.Facts.Options.AttendanceOrderDays} days from the day of service."
    );
}
