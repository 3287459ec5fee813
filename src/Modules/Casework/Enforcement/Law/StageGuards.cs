namespace Attendance.Casework.Enforcement.Law;

/// <summary>The conditions of steps that rest on where the matter stands, its clocks, and what is said with the step. Sources: RULES 6.1 to 6.4.</summary>
internal static class StageGuards
{
    public static readonly Guard WarningOver = new(
        "watch-over",
        Local: false,
        attempt =>
            attempt.Matter.Watch is { } watch && attempt.Today <= watch.Until
                ? $"The period that is being watched runs to {Guards.Day(watch.Until)}."
                : null
    );

    public static readonly Guard AbsentSince = new(
        "absent-in-watch",
        Local: false,
        attempt =>
        {
            if (attempt.Matter.Watch is not { } watch)
                return null;
            var absent = attempt.Facts.EvidenceOf(watch.From.AddDays(1), watch.Until).Admitted.Count;
            var least = attempt.Facts.Options.AbsencesInWarning;
            return absent >= least
                ? null
                : $"{absent} unauthorised half-days since the letter are fewer than {least}: attendance has improved.";
        }
    );

    public static readonly Guard ImprovementPeriod = new(
        "improvement-period",
        Local: false,
        attempt =>
        {
            var (least, most) = (attempt.Facts.Options.ImprovementWeeksLeast, attempt.Facts.Options.ImprovementWeeksMost);
            if (attempt.Details.Until is not { } until)
                return "Say the last day of the notice to improve.";
            var days = until.DayNumber - attempt.Today.DayNumber;
            return days >= least * 7 && days <= most * 7 ? null : $"A notice to improve runs {least} to {most} weeks.";
        }
    );

    public static readonly Guard NationalFramework = new(
        "national-framework",
        Local: false,
        attempt =>
            attempt.Today >= PenaltyTerms.NationalFramework
                ? null
                : $"Notices to improve came with the national framework on {Guards.Day(PenaltyTerms.NationalFramework)}."
    );

    public static readonly Guard NoticePower = new(
        "notice-power",
        Local: false,
        attempt =>
            PenaltyTerms.On(attempt.Today, attempt.Details.Kind, 0) is not null ? null
            : attempt.Details.Kind is PenaltyKind.Absence ? $"Penalty notices for absence began on {Guards.Day(PenaltyTerms.First)}."
            : $"Penalty notices for an excluded child in public began on {Guards.Day(PenaltyTerms.ExcludedFrom)}."
    );

    public static readonly Guard Ledger = new(
        "notice-ledger",
        Local: false,
        attempt =>
            attempt.Details.Kind is PenaltyKind.ExcludedInPublic || Counted(attempt) < NoticeLedger.Most
                ? null
                : "This parent has had two penalty notices for this child in three years: a third is not allowed. Consider proceedings or an order."
    );

    public static readonly Guard LowRate = new(
        "low-rate",
        Local: false,
        attempt =>
            attempt.Matter.Notice is not { } notice ? null
            : notice.LowUntil is not { } until ? $"This is a second notice: £{notice.Terms.High:0} is due, there is no lower amount."
            : attempt.Today > until ? $"The lower amount of £{notice.Terms.Low:0} could be paid until {Guards.Day(until)}."
            : attempt.Details.Amount != notice.Terms.Low ? $"The lower amount is £{notice.Terms.Low:0}, in full."
            : null
    );

    public static readonly Guard HighRate = new(
        "high-rate",
        Local: false,
        attempt =>
            attempt.Matter.Notice is not { } notice ? null
            : notice.LowUntil is { } until && attempt.Today <= until ? $"Until {Guards.Day(until)} only £{notice.Terms.Low:0} is due."
            : attempt.Today > notice.HighUntil ? $"The penalty could be paid until {Guards.Day(notice.HighUntil)}."
            : attempt.Details.Amount != notice.Terms.High ? $"The amount is £{notice.Terms.High:0}, in full."
            : null
    );

    public static readonly Guard PaymentOver = new(
        "payment-over",
        Local: false,
        attempt =>
            attempt.Matter.Notice is { } notice && attempt.Today < notice.ProceedingsFrom
                ? $"The penalty can be paid until {Guards.Day(notice.HighUntil)}; nothing follows before {Guards.Day(notice.ProceedingsFrom)}."
                : null
    );

    public static readonly Guard Ground = new(
        "withdrawal-ground",
        Local: false,
        attempt =>
            attempt.Details.Ground is not { } ground ? "Say on which ground the notice is withdrawn."
            : ground is WithdrawalGround.UnpaidAndNotProsecuted && attempt.Matter.Stage is not Stage.Unpaid
                ? "That ground is for a notice whose time of payment is over."
            : null
    );

    public static readonly Guard OffenceKnown = new(
        "offence",
        Local: false,
        attempt =>
            attempt.Details.Offence is not { } offence ? "Say which offence."
            : OffenceLaw.Of(offence) is { } law && attempt.Period is { } period && period.To < law.From
                ? $"{law.Section} was not in force before {Guards.Day(law.From)}."
            : null
    );

    public static readonly Guard Custody = new(
        "custody",
        Local: false,
        attempt =>
            attempt.Matter.Offence is { } offence && OffenceLaw.Of(offence).MostCustodyMonths == 0
                ? $"{OffenceLaw.Of(offence).Section} has no custody."
            : attempt.Details.Months is > 0 ? null
            : "Say how many months."
    );

    public static readonly Guard HearingNamed = new(
        "hearing-date",
        Local: false,
        attempt => attempt.Details.Hearing is { } day && day >= attempt.Today ? null : "Say the day of the hearing, from today on."
    );

    public static readonly Guard HearingCame = new(
        "hearing-came",
        Local: false,
        attempt => attempt.Matter.Hearing is { } day && attempt.Today < day ? $"The hearing is on {Guards.Day(day)}." : null
    );

    public static readonly Guard AmountSaid = new(
        "amount",
        Local: false,
        attempt => attempt.Details.Amount is > 0 and < 1_000_000 ? null : "Say the amount in pounds."
    );

    public static readonly Guard PlanOver = new(
        "wait-over",
        Local: false,
        attempt => attempt.Matter.WaitUntil is { } until && attempt.Today <= until ? $"The time given runs to {Guards.Day(until)}." : null
    );

    public static readonly Guard ActionPlanFits = new(
        "action-plan-weeks",
        Local: false,
        attempt =>
        {
            var most = attempt.Facts.Options.ActionPlanWeeks;
            return attempt.Details.Until is { } until && until > attempt.Today && until <= attempt.Today.AddDays(most * 7)
                ? null
                : $"Say the last day of the action plan, at most {most} weeks from today.";
        }
    );

    public static readonly Guard Said = new(
        "words",
        Local: false,
        attempt => string.IsNullOrWhiteSpace(attempt.Details.Words) ? "Say what and why." : null
    );

    /// <summary>Notices that count against the next one.</summary>
    public static int Counted(Attempt attempt) =>
        NoticeLedger.Counted(attempt.Facts.LedgerOf(attempt.Matter.Parent), attempt.Today, attempt.Facts.Options.Ledger);
}
