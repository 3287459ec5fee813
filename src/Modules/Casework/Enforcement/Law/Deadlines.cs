namespace Attendance.Casework.Enforcement.Law;

/// <summary>What a matter waits for, by day: for diaries, and for the daily work that takes what the law does by itself. Pure.</summary>
internal static class Deadlines
{
    private const int DaysBeforeOrderEnds = 30;

    /// <summary>What is due: a stable name within the matter, a day, and a plain sentence without names.</summary>
    public static IEnumerable<(string Item, DateOnly On, string Sentence)> Of(Matter matter)
    {
        switch (matter.Stage)
        {
            case Stage.Warned when matter.Watch is { } watch:
                yield return ("watch", watch.Until.AddDays(1), "The warning period is over: look at the marks and decide.");
                break;
            case Stage.ToImprove when matter.Watch is { } watch:
                yield return ("watch", watch.Until.AddDays(1), "The notice to improve is over: look at the marks and decide.");
                break;
            case Stage.NoticeIssued when matter.Notice is { } notice:
                if (notice.LowUntil is { } low)
                    yield return ("low-rate", low, $"Last day of £{notice.Terms.Low:0} for notice {notice.Number}.");
                yield return ("payment", notice.ProceedingsFrom, $"Notice {notice.Number} can no longer be paid.");
                break;
            case Stage.Unpaid when matter.Notice is { } notice:
                yield return ("unpaid", notice.ProceedingsFrom, $"Notice {notice.Number} stayed unpaid: prosecute or withdraw it.");
                break;
            case Stage.FastTrackEntered or Stage.PanelHeld or Stage.Reviewed when matter.CourtBy is { } court:
                yield return ("court", court, "The fast track's time to court is over.");
                break;
            case Stage.ActionPlan when matter.CourtBy is { } court:
                if (matter.WaitUntil is { } until)
                    yield return ("action-plan", until.AddDays(1), "The action plan is over: review it.");
                yield return ("court", court, "The fast track's time to court is over.");
                break;
            case Stage.Decided:
                // Magistrates' Courts Act 1980 s127: six months from the last day of the offence.
                if (matter.Period is { } period)
                    yield return ("information", period.To.AddMonths(6), "Last day to lay the information before the court.");
                break;
            case Stage.Summoned or Stage.OrderApplied when matter.Hearing is { } hearing:
                yield return ("hearing", hearing, "Hearing.");
                break;
            case Stage.Heard when matter.Hearing is { } hearing:
                yield return ("result", hearing.AddDays(7), "The result of the hearing is not entered.");
                break;
            case Stage.OrderMade when matter.Order is { } order:
                foreach (var (direction, number) in matter.Directions.Select((direction, i) => (direction, i + 1)))
                {
                    if (direction.Followed is null)
                        yield return ($"direction/{number}", direction.Due, $"Direction {number} was to be followed: say whether it was.");
                }
                yield return (
                    "order-end",
                    order.To.AddDays(-DaysBeforeOrderEnds),
                    $"The order ends on {Guards.Day(order.To)}: extend it or let it end."
                );
                break;
            case Stage.ContractAgreed when matter.Order is { } contract:
                yield return ("contract-end", contract.To, "The parenting contract ends: say whether it was kept.");
                break;
            case Stage.FirstNotice or Stage.SchoolNamed when matter.WaitUntil is { } wait:
                yield return ("notice", wait.AddDays(1), "The parent's time is over: name the school or serve the order.");
                break;
            case Stage.Breached:
                break;
        }
    }

    /// <summary>The step that the law takes by itself on a day, without anybody's decision; null: none.</summary>
    public static Step? Automatic(Matter matter, DateOnly today) =>
        matter.Stage switch
        {
            Stage.NoticeIssued when matter.Notice is { } notice && today >= notice.ProceedingsFrom => Step.EndPayment,
            Stage.OrderMade when matter.Order is { } order && today > order.To => Step.EndOrder,
            _ => null,
        };
}
