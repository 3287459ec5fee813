using Attendance.Casework.Enforcement.Law;

namespace Attendance.Casework.Enforcement;

/// <summary>What a form for a step asks for, and what it begins with, so that what is shown as kept back is kept back by the case and not by an empty form. Pure.</summary>
internal static class StepForm
{
    /// <summary>School weeks of evidence that a form begins with.</summary>
    private const int Weeks = 10;

    /// <summary>The names of the fields of <see cref="StepDetails"/> that the step reads, in the order of the form.</summary>
    public static IReadOnlyList<string> Asks(Track track, Step step) =>
        step switch
        {
            Step.Warn => ["from", "to", "issuer"],
            Step.RequireImprovement => ["from", "to", "until", "words"],
            Step.IssueNotice => ["from", "to", "kind", "issuer", "receivedOn"],
            Step.PayLowRate or Step.PayHighRate => ["amount"],
            Step.WithdrawNotice => ["ground", "words"],
            Step.Prosecute => ["offence"],
            Step.EnterFastTrack => ["from", "to"],
            Step.AgreeActionPlan or Step.GiveDirection => ["until", "words"],
            Step.DecideToProsecute => ["from", "to", "offence"],
            Step.Summon when track is Track.FastTrack => ["from", "to", "offence", "hearing"],
            Step.Summon => ["hearing"],
            Step.RecordFine => ["amount", "costs"],
            Step.RecordCustody => ["months", "costs"],
            Step.RecordDischarge => ["words", "costs"],
            Step.ApplyForOrder => ["hearing", "words"],
            Step.MakeOrder when track is Track.ParentingOrder => ["until", "onConviction", "words"],
            Step.RecordCompliance => ["direction"],
            Step.RecordFailure => ["direction", "words"],
            Step.ExtendOrder => ["until"],
            Step.AgreeContract => ["until", "words"],
            Step.ServeFirstNotice => ["until", "receivedOn", "words"],
            Step.NameSchool => ["receivedOn", "words"],
            Step.CloseImproved when track is Track.PenaltyNotice => [],
            Step.EndPayment or Step.EndOrder or Step.KeepContract or Step.MakeOrder => [],
            _ => ["words"],
        };

    /// <summary>A form as it begins.</summary>
    public static StepDetails Begin(Matter matter, Step step, Circumstances facts)
    {
        var (from, to) = Period(facts);
        var takesPeriod = Asks(matter.Track, step).Contains("from");
        return new StepDetails
        {
            From = takesPeriod ? from : null,
            To = takesPeriod ? to : null,
            Until = step switch
            {
                Step.RequireImprovement => facts.Today.AddDays(facts.Options.ImprovementWeeksMost * 7),
                Step.AgreeActionPlan => facts.Today.AddDays(facts.Options.ActionPlanWeeks * 7),
                Step.GiveDirection => facts.Today.AddDays(14),
                Step.ExtendOrder => matter.Order?.To.AddYears(1),
                Step.MakeOrder or Step.AgreeContract => facts.Today.AddMonths(3),
                _ => null,
            },
            Hearing = facts.Today.AddDays(28),
            Amount = step switch
            {
                Step.PayLowRate => matter.Notice?.Terms.Low,
                Step.PayHighRate => matter.Notice?.Terms.High,
                _ => 100,
            },
            Months = 1,
            Offence = matter.Offence ?? Offence.FailsToAttend,
            Ground = WithdrawalGround.ShouldNotHaveBeenIssued,
            OnConviction = matter is { Track: Track.ParentingOrder, Stage: Stage.New } && step is Step.MakeOrder,
            Direction = matter.Directions.FindIndex(direction => direction.Followed is null) is >= 0 and var index ? index + 1 : 1,
            Words = "-",
        };
    }

    /// <summary>The last ten school weeks up to today.</summary>
    public static (DateOnly From, DateOnly To) Period(Circumstances facts)
    {
        var weeks = facts
            .SchoolDays.Where(day => day <= facts.Today)
            .Select(AbsenceThreshold.Monday)
            .Distinct()
            .Order()
            .TakeLast(Weeks)
            .ToList();
        return (weeks.Count == 0 ? facts.Today.AddDays(-Weeks * 7) : weeks[0], facts.Today);
    }
}
