using System.Globalization;
using Attendance.Casework.Enforcement.Law;

namespace Attendance.Casework.Enforcement;

/// <summary>Steps as people say them.</summary>
internal static class StepWords
{
    /// <summary>What a button says.</summary>
    public static string Label(Step step) =>
        step switch
        {
            Step.Warn => "Send a penalty warning",
            Step.RequireImprovement => "Send a notice to improve",
            Step.IssueNotice => "Issue a penalty notice",
            Step.PayLowRate => "Enter a payment at the lower amount",
            Step.PayHighRate => "Enter a payment at the full amount",
            Step.EndPayment => "End the time for payment",
            Step.WithdrawNotice => "Withdraw the notice",
            Step.Prosecute => "Prosecute for the offence",
            Step.EnterFastTrack => "Start a fast track to court",
            Step.HoldPanel => "Enter the school panel",
            Step.AgreeActionPlan => "Enter the action plan",
            Step.Review => "Enter the review",
            Step.DecideToProsecute => "Decide to prosecute",
            Step.Summon => "Enter the summons",
            Step.Hear => "Enter the hearing",
            Step.RecordFine => "Result: fine",
            Step.RecordCustody => "Result: custody",
            Step.RecordDischarge => "Result: discharge",
            Step.RecordDismissal => "Result: dismissed",
            Step.WithdrawProceedings => "Withdraw the proceedings",
            Step.DirectSupervisionOrder => "Result: the court directs a supervision order to be considered",
            Step.ConsiderOrder => "Consider an education supervision order",
            Step.ApplyForOrder => "Apply for the order",
            Step.MakeOrder => "Enter the order",
            Step.RefuseOrder => "The court refused the order",
            Step.GiveDirection => "Give a direction",
            Step.RecordCompliance => "A direction was followed",
            Step.RecordFailure => "A direction was not followed",
            Step.ExtendOrder => "Enter an extension",
            Step.DischargeOrder => "The order was discharged",
            Step.EndOrder => "The order ended",
            Step.RecordBreach => "Prosecute for breach",
            Step.OfferContract => "Offer a parenting contract",
            Step.AgreeContract => "The contract was agreed",
            Step.RefuseContract => "The contract was refused",
            Step.KeepContract => "The contract was kept",
            Step.BreakContract => "The contract was broken",
            Step.ServeFirstNotice => "Serve the first notice",
            Step.NameSchool => "Name the school intended",
            Step.ServeOrder => "Serve the order",
            Step.Comply => "The order was complied with",
            Step.RevokeOrder => "Revoke the order",
            Step.CloseImproved => "Close: attendance improved",
            Step.Stop => "Stop for another reason",
        };

    /// <summary>A step taken, as the chronology tells it.</summary>
    public static string Tell(StepTaken taken, string parentName)
    {
        var details = taken.Details;
        var said = new List<string>();
        if (taken.Step is Step.Warn or Step.IssueNotice && details.Issuer is not NoticeIssuer.Authority)
            said.Add($"by {details.Issuer.Told()}");
        if (taken.Outcome.Notice is { } notice)
            said.Add(
                $"number {notice.Number}, "
                    + (notice.Terms.Low is { } low ? $"£{low:0} until {Guards.Day(notice.LowUntil!.Value)}, " : "")
                    + $"£{notice.Terms.High:0} until {Guards.Day(notice.HighUntil)}"
            );
        if (taken.Outcome.WatchUntil is { } watch)
            said.Add($"marks are watched until {Guards.Day(watch)}");
        if (taken.Outcome.CourtBy is { } court)
            said.Add($"to court by {Guards.Day(court)}");
        if (taken.Outcome.OrderTo is { } until)
            said.Add($"until {Guards.Day(until)}");
        if (taken.Step is Step.PayLowRate or Step.PayHighRate or Step.RecordFine && details.Amount is { } amount)
            said.Add(Money(amount));
        if (details.Costs is { } costs)
            said.Add($"costs {Money(costs)}");
        if (taken.Step is Step.RecordCustody && details.Months is { } months)
            said.Add($"{months} months");
        if (taken.Step is Step.Summon or Step.ApplyForOrder && details.Hearing is { } hearing)
            said.Add($"hearing on {Guards.Day(hearing)}");
        if (taken.Step is Step.DecideToProsecute or Step.Prosecute or Step.Summon && details.Offence is { } offence)
            said.Add(OffenceLaw.Of(offence).Section);
        if (details is { From: { } from, To: { } to } && taken.Step is not Step.PayLowRate and not Step.PayHighRate)
            said.Add($"absence from {Guards.Day(from)} to {Guards.Day(to)}");
        if (details.Words is { } words)
            said.Add(words);
        if (taken.Outcome.Warning is { } warning)
            said.Add(warning);
        return $"{Label(taken.Step)} (matter {taken.Matter}, {parentName})"
            + (said.Count == 0 ? "." : $": {string.Join("; ", said)}".TrimEnd('.') + ".");
    }

    /// <summary>What the school is told; null: nothing.</summary>
    public static string? TellSchool(Step step) =>
        step switch
        {
            Step.Warn => "A penalty warning was sent.",
            Step.RequireImprovement => "A notice to improve was sent.",
            Step.IssueNotice => "A penalty notice was issued.",
            Step.EnterFastTrack => "A fast track to court was started.",
            Step.DecideToProsecute => "Proceedings in court were decided on.",
            Step.Summon => "A hearing is set.",
            Step.MakeOrder => "An order was made.",
            Step.CloseImproved => "Enforcement ended: attendance improved.",
            _ => null,
        };

    /// <summary>A sentence that begins with a capital.</summary>
    public static string ToSentence(this string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Money(decimal pounds) => $"£{pounds.ToString("0.##", CultureInfo.InvariantCulture)}";
}
