using System.Globalization;
using Attendance.Schools.Contracts;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>The conditions of steps that rest on the child's marks and on what was done for the family. Sources: RULES 6.1, 6.3 and 5.6.</summary>
internal static class Guards
{
    public static readonly Guard CompulsoryAge = new(
        "compulsory-school-age",
        Local: false,
        attempt =>
            SchoolAge.IsCompulsory(attempt.Facts.BirthDate, attempt.Today)
                ? null
                : "The child is not of compulsory school age today, so no duty to attend can be enforced."
    );

    public static readonly Guard OnRoll = new(
        "registered-pupil",
        Local: false,
        attempt => attempt.Facts.OnRoll ? null : "The child is on no school's roll. A school attendance order is the way then."
    );

    public static readonly Guard UnauthorisedOnly = new(
        "unauthorised-absence",
        Local: false,
        attempt =>
            attempt.Period is not { } period ? "Say the first and last day of the evidence."
            : attempt.Evidence.Admitted.Count > 0 ? null
            : $"There is no unauthorised half-day from {Day(period.From)} to {Day(period.To)}. Authorised absence cannot be used: the school approved it."
    );

    public static readonly Guard Assessed = new(
        "assessment",
        Local: true,
        attempt => attempt.Facts.Assessed ? null : "The circumstances have not been assessed."
    );

    public static readonly Guard SupportOffered = new(
        "support-offered",
        Local: true,
        attempt => attempt.Facts.Considered.Support.Count > 0 ? null : "No support has been offered to the family."
    );

    public static readonly Guard SupportTried = new(
        "support-tried",
        Local: true,
        attempt =>
            attempt.Facts.Considered.Support switch
            {
                [] => "There is no support whose effect could be known.",
                [.., { Effect: SupportEffect.Open }] => "What came of the last support is not recorded.",
                [.., { Effect: SupportEffect.Worked }] => "The last support worked.",
                _ => null,
            }
    );

    public static readonly Guard SupportNotAppropriate = new(
        "notice-to-improve-first",
        Local: true,
        attempt =>
            attempt.Details.Kind is PenaltyKind.ExcludedInPublic
            || attempt.Facts.Considered.Support is [.., { Effect: SupportEffect.NotAppropriate }]
                ? null
            : attempt.Today >= PenaltyTerms.NationalFramework
                ? "Support fits, so a notice to improve comes first. It is left out only where support is not appropriate."
            : "A warning comes first."
    );

    public static readonly Guard LookedAfterSignOff = new(
        "looked-after-legal",
        Local: false,
        attempt =>
            !attempt.Facts.LookedAfter || attempt.Facts.Considered.LegalSignOffLookedAfter is not null
                ? null
                : "The child is looked after and the authority shares parental responsibility: a lawyer has to agree first."
    );

    public static readonly Guard LookedAfterConsulted = new(
        "looked-after-consulted",
        Local: true,
        attempt =>
            !attempt.Facts.LookedAfter || attempt.Facts.Considered.LookedAfterConsulted is not null
                ? null
                : "The child is looked after, and the looked-after children team has not been consulted."
    );

    public static readonly Guard ChildProtectionConsulted = new(
        "child-protection-consulted",
        Local: true,
        attempt =>
            !attempt.Facts.ChildProtection || attempt.Facts.Considered.SocialServicesConsulted is not null
                ? null
                : "The child has a child protection plan, and social services have not been consulted."
    );

    /// <summary>The balance between social care and enforcement: before each step against a parent (S99).</summary>
    public static readonly IReadOnlyList<Guard> Balance =
    [
        Assessed,
        SupportOffered,
        SupportTried,
        LookedAfterSignOff,
        LookedAfterConsulted,
        ChildProtectionConsulted,
    ];

    public static readonly Guard LocalThreshold = new(
        "threshold",
        Local: true,
        attempt =>
        {
            if (attempt.Details.Kind is PenaltyKind.ExcludedInPublic)
                return null;
            // One offence, one notice: half-days of a paid notice are used up.
            var paid = attempt
                .Others.Where(other => other.Stage is Stage.PaidLow or Stage.PaidHigh && other.Period is not null)
                .Select(other => other.Period!.Value)
                .ToList();
            var days = attempt
                .Evidence.Admitted.Select(mark => mark.Session.Date)
                .Where(day => !paid.Exists(period => day >= period.From && day <= period.To))
                .ToList();
            if (attempt.Today < PenaltyTerms.NationalFramework)
            {
                var term = AbsenceThreshold.MostInTerm(days);
                return term >= attempt.Facts.Options.TermThreshold
                    ? null
                    : $"{term} unauthorised half-days in a term are below the code of conduct's {attempt.Facts.Options.TermThreshold}.";
            }
            var most = AbsenceThreshold.MostInTenWeeks(days, attempt.Facts.SchoolDays);
            return most >= AbsenceThreshold.National
                ? null
                : $"{most} unauthorised half-days in ten school weeks are below the threshold of {AbsenceThreshold.National}.";
        }
    );

    public static readonly Guard SocialServicesConsulted = new(
        "social-services-consulted",
        Local: false,
        attempt =>
            attempt.Facts.Considered.SocialServicesConsulted is not null
                ? null
                : "Social services have not been consulted, as section 36(8) of the Children Act 1989 asks."
    );

    public static readonly Guard SupervisionOrderConsidered = new(
        "supervision-order-considered",
        Local: false,
        attempt =>
            attempt.Facts.Considered.OrderConsidered is not null
                ? null
                : "The authority has to consider an education supervision order before proceedings (s447), and that is not recorded."
    );

    public static readonly Guard LegalSignOff = new(
        "legal-sign-off",
        Local: false,
        attempt => attempt.Facts.Considered.LegalSignOff is not null ? null : "A lawyer has not agreed to proceedings."
    );

    public static readonly Guard NotPaidFor = new(
        "not-paid-for",
        Local: false,
        attempt =>
            attempt.Period is { } period
            && attempt.Others.Any(other =>
                other.Stage is Stage.PaidLow or Stage.PaidHigh
                && other.Period is { } paid
                && paid.From <= period.To
                && paid.To >= period.From
            )
                ? "A penalty for some of this period was paid, which ends liability for it."
                : null
    );

    public static readonly Guard NoNoticeRunning = new(
        "no-notice-running",
        Local: false,
        attempt =>
            attempt.Others.FirstOrDefault(other => other.Stage is Stage.NoticeIssued) is { Notice: { } notice }
                ? $"Penalty notice {notice.Number} of {Day(notice.IssuedOn)} is still open to payment until {Day(notice.HighUntil)}."
                : null
    );

    /// <summary>One absence, one notice, whoever gives it: the police and head teachers warn and issue too (S207).</summary>
    public static readonly Guard SameAbsence = new(
        "same-absence",
        Local: false,
        attempt =>
        {
            if (attempt.Details.Kind is PenaltyKind.ExcludedInPublic)
                return null;
            var days = attempt.Evidence.Admitted.Select(mark => mark.Session.Date).ToHashSet();
            var earlier = attempt.Others.FirstOrDefault(other =>
                other
                    is {
                        Track: Track.PenaltyNotice,
                        Stage: Stage.Warned or Stage.ToImprove or Stage.NoticeIssued or Stage.Unpaid or Stage.Prosecuted,
                        Period: { } period,
                    }
                && days.Any(day => day >= period.From && day <= period.To)
            );
            if (earlier is null)
                return null;
            var by = (earlier.Issuer ?? NoticeIssuer.Authority).Told();
            var absence = $"covers absence from {Day(earlier.Period!.Value.From)} to {Day(earlier.Period.Value.To)} already";
            return earlier.Notice is { } notice
                ? $"Penalty notice {notice.Number} of {Day(notice.IssuedOn)} by {by} {absence}."
                : $"The warning of {Day(earlier.Watch?.From ?? earlier.OpenedOn!.Value)} by {by} {absence}.";
        }
    );

    public static readonly Guard LetterSent = new(
        "letter-sent",
        Local: true,
        attempt => attempt.Facts.Considered.LetterSent is not null ? null : "No letter about attendance was sent to the parent."
    );

    public static readonly Guard HomeVisited = new(
        "home-visited",
        Local: true,
        attempt => attempt.Facts.Considered.HomeVisited is not null ? null : "Nobody has visited the home."
    );

    public static readonly Guard FastTrackTrigger = new(
        "fast-track-trigger",
        Local: true,
        attempt =>
        {
            var evidence = attempt.Evidence;
            var percent = attempt.Facts.Options.FastTrackPercent;
            return evidence.Possible > 0 && evidence.Admitted.Count * 100 >= evidence.Possible * percent
                ? null
                : $"{evidence.Admitted.Count} unauthorised of {evidence.Possible} possible half-days are below the fast track's {percent}%.";
        }
    );

    /// <summary>A day as it is written in a sentence.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
