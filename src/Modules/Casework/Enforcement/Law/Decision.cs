using Attendance.Schools.Contracts;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>
/// Judges steps. Pure: the same matter, details and circumstances give the same answer. A step is taken when its transition exists and every guard holds, or those of the
/// authority's own rules that do not were overridden by name.
/// </summary>
internal static class Decision
{
    /// <summary>What keeps a step from being taken; empty: nothing. Null: the track knows no such step from here.</summary>
    public static IReadOnlyList<Obstacle>? Judge(Attempt attempt)
    {
        if (TrackTable.Find(attempt.Matter.Track, attempt.Matter.Stage, attempt.Step) is not { } transition)
            return null;
        var obstacles = new List<Obstacle>();
        foreach (var guard in transition.Guards)
        {
            if (guard.Check(attempt) is { } reason)
                obstacles.Add(new Obstacle(guard.Code, reason, guard.Local));
        }
        return obstacles;
    }

    /// <summary>True when a second person has to agree: the step asks for it, or something is overridden.</summary>
    public static bool NeedsSecondPerson(Matter matter, Step step, IReadOnlyCollection<string> overridden) =>
        overridden.Count > 0 || TrackTable.Find(matter.Track, matter.Stage, step) is { SecondPerson: true };

    /// <summary>
    /// Takes a step that nothing keeps back, beyond what is overridden. The steps: the one asked for, and the first step of a prosecution that follows from it. Throws when
    /// an obstacle remains: the caller asks <see cref="Judge"/> first.
    /// </summary>
    public static IReadOnlyList<StepTaken> Take(Attempt attempt, IReadOnlyCollection<string> overridden, string noticeNumber)
    {
        var (matter, details) = (attempt.Matter, attempt.Details);
        var transition =
            TrackTable.Find(matter.Track, matter.Stage, attempt.Step)
            ?? throw new InvalidOperationException($"{matter.Track} knows no {attempt.Step} from {matter.Stage}.");
        var left = Judge(attempt)!.Where(obstacle => !obstacle.MayBeOverridden || !overridden.Contains(obstacle.Code)).ToList();
        if (left.Count > 0)
            throw new InvalidOperationException($"{attempt.Step} is kept back by {left[0].Code}.");
        var taken = new StepTaken(
            matter.Number,
            matter.Track,
            matter.Parent,
            attempt.Step,
            transition.To,
            attempt.Today,
            details,
            Outcome(attempt, noticeNumber),
            matter.After
        );
        if (Follows(attempt) is not { } offence)
            return [taken];
        var next = attempt.Facts.Matters.Select(other => other.Number).Append(matter.Number).Max() + 1;
        return
        [
            taken,
            new StepTaken(
                next,
                Track.Prosecution,
                matter.Parent,
                Step.DecideToProsecute,
                Stage.Decided,
                attempt.Today,
                details with
                {
                    Offence = offence,
                    From = attempt.Period?.From,
                    To = attempt.Period?.To,
                },
                StepOutcome.None,
                After: matter.Number
            ),
        ];
    }

    /// <summary>The offence that is prosecuted as the step's consequence; null: none.</summary>
    private static Offence? Follows(Attempt attempt) =>
        (attempt.Matter.Track, attempt.Step) switch
        {
            (Track.PenaltyNotice, Step.Prosecute) => attempt.Details.Offence,
            (Track.SupervisionOrder, Step.RecordBreach) => Offence.BreachOfSupervisionOrder,
            (Track.AttendanceOrder, Step.RecordBreach) => Offence.BreachOfAttendanceOrder,
            (Track.ParentingOrder, Step.RecordBreach) => Offence.BreachOfParentingOrder,
            _ => null,
        };

    private static StepOutcome Outcome(Attempt attempt, string noticeNumber)
    {
        var (matter, details, facts) = (attempt.Matter, attempt.Details, attempt.Facts);
        var options = facts.Options;
        return attempt.Step switch
        {
            Step.Warn => new StepOutcome { WatchUntil = details.Until ?? facts.SchoolDaysAfter(options.WarningSchoolDays) },
            Step.RequireImprovement => new StepOutcome { WatchUntil = details.Until },
            Step.IssueNotice => new StepOutcome
            {
                Notice = new PenaltyNotice(
                    noticeNumber,
                    details.Kind,
                    attempt.Today,
                    facts.ReceivedOn(details.ReceivedOn),
                    PenaltyTerms.On(attempt.Today, details.Kind, StageGuards.Counted(attempt))!
                ),
            },
            Step.EnterFastTrack => new StepOutcome { CourtBy = attempt.Today.AddDays(options.FastTrackWeeks * 7) },
            Step.AgreeActionPlan => new StepOutcome { WaitUntil = details.Until },
            Step.MakeOrder when matter.Track is Track.SupervisionOrder => new StepOutcome
            {
                OrderTo = Earlier(attempt.Today.AddYears(1).AddDays(-1), SchoolAge.CompulsoryTo(facts.BirthDate)),
            },
            Step.MakeOrder or Step.AgreeContract => new StepOutcome { OrderTo = details.Until },
            Step.ExtendOrder => new StepOutcome { OrderTo = Earlier(details.Until!.Value, SchoolAge.CompulsoryTo(facts.BirthDate)) },
            Step.ServeFirstNotice => new StepOutcome
            {
                WaitUntil = details.Until ?? facts.ReceivedOn(details.ReceivedOn).AddDays(options.AttendanceOrderDays),
            },
            Step.NameSchool => new StepOutcome { WaitUntil = facts.ReceivedOn(details.ReceivedOn).AddDays(options.AttendanceOrderDays) },
            Step.RecordFine or Step.RecordCustody when matter.Offence is { } offence => new StepOutcome
            {
                Warning = OffenceLaw.Of(offence).Exceeds(details.Amount ?? 0, details.Months ?? 0),
            },
            _ => StepOutcome.None,
        };
    }

    private static DateOnly Earlier(DateOnly left, DateOnly right) => left < right ? left : right;
}
