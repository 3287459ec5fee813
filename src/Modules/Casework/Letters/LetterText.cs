using Attendance.Casework.Enforcement.Law;

namespace Attendance.Casework.Letters;

/// <summary>
/// Letters in plain English, with their merge fields filled. A penalty notice carries all that its regulations ask for (SI 2004/181 reg 2, RULES 6.2): recipient, child, school, officer,
/// period and date of issue, amounts, how to pay and by when, what paying and not paying mean, and why it could be withdrawn. Pure.
/// </summary>
internal static class LetterText
{
    /// <summary>The letter that goes with a step; null: none.</summary>
    public static (LetterKind Kind, string Subject, string Body)? Of(StepTaken taken, Matter matter, LetterFields fields) =>
        taken.Step switch
        {
            Step.Warn => (
                LetterKind.PenaltyWarning,
                "Warning about your child's absence from school",
                Letter(
                    fields,
                    $"{fields.Child} was absent from {fields.School} on {fields.HalfDays} half-days between {Period(matter)} without the school's permission.",
                    $"Parents must make sure that their child attends school regularly. We will look at {fields.Child}'s marks until {Guards.Day(taken.Outcome.WatchUntil!.Value)}. If there is more absence without permission, you may get a penalty notice or be prosecuted.",
                    "If something makes it hard for your child to be in school, tell us. We will help."
                )
            ),
            Step.RequireImprovement => (
                LetterKind.NoticeToImprove,
                "Notice to improve your child's attendance",
                Letter(
                    fields,
                    $"{fields.Child} was absent from {fields.School} on {fields.HalfDays} half-days between {Period(matter)} without the school's permission.",
                    $"This is your last chance to accept support and improve attendance. The support that we offer: {taken.Details.Words ?? "as discussed with you"}.",
                    $"From today until {Guards.Day(taken.Outcome.WatchUntil!.Value)} there must be no absence without permission. If there is, you will probably get a penalty notice of £160, or £80 if it is paid within 21 days."
                )
            ),
            Step.IssueNotice when matter.Notice is { } notice => (
                LetterKind.PenaltyNotice,
                $"Penalty notice {notice.Number}",
                Letter(
                    fields,
                    $"You are the parent of {fields.Child}, a pupil of {fields.School}. {fields.Child} failed to attend school regularly from {Period(matter)}: {fields.HalfDays} half-days without permission. That is an offence under section 444 of the Education Act 1996. This notice was issued on {Guards.Day(notice.IssuedOn)}.",
                    notice.Terms.Low is { } low
                        ? $"Pay £{low:0} by {Guards.Day(notice.LowUntil!.Value)}. After that day, pay £{notice.Terms.High:0} by {Guards.Day(notice.HighUntil)}."
                        : $"Pay £{notice.Terms.High:0} by {Guards.Day(notice.HighUntil)}. This is the second notice in three years, so there is no lower amount.",
                    $"How to pay: {fields.HowToPay} Say the number {notice.Number}. We cannot take part payments.",
                    "If you pay, you cannot be convicted of this offence. If you do not pay in time, we must prosecute you for the offence or withdraw this notice. There is no appeal.",
                    "We withdraw a notice that should not have been issued, that was issued to the wrong person, or that has material errors."
                )
            ),
            Step.WithdrawNotice => (
                LetterKind.NoticeWithdrawn,
                $"Penalty notice {matter.Notice?.Number} is withdrawn",
                Letter(
                    fields,
                    $"We have withdrawn penalty notice {matter.Notice?.Number}. You need not pay it. If you have paid, we will pay the money back."
                )
            ),
            Step.EnterFastTrack => (
                LetterKind.FastTrack,
                "Your child's attendance: meeting at school",
                Letter(
                    fields,
                    $"{fields.Child} was absent from {fields.School} on {fields.HalfDays} half-days between {Period(matter)} without the school's permission.",
                    $"You are invited to a meeting at school to agree what must change and what help you need. If attendance does not improve, the case can go to court by {Guards.Day(taken.Outcome.CourtBy!.Value)}."
                )
            ),
            Step.DecideToProsecute => (
                LetterKind.Prosecution,
                "We are taking you to court about your child's attendance",
                Letter(
                    fields,
                    $"The authority has decided to prosecute you under {OffenceLaw.Of(taken.Details.Offence!.Value).Section}. The court will write to you with the day of the hearing.",
                    "Get legal advice. You can still talk to us, and we still want to help your child back into school."
                )
            ),
            Step.ServeFirstNotice => (
                LetterKind.AttendanceOrderNotice,
                "Your child's education",
                Letter(
                    fields,
                    $"It seems to us that {fields.Child} is not getting a suitable education. Under section 437 of the Education Act 1996 you have until {Guards.Day(taken.Outcome.WaitUntil!.Value)} to satisfy us that {fields.Child} does.",
                    "If you do not, we will name a school and serve a school attendance order."
                )
            ),
            _ => null,
        };

    private static string Letter(LetterFields fields, params string[] paragraphs) =>
        string.Join(
            "\n\n",
            [
                fields.Authority,
                Guards.Day(fields.On),
                $"Dear {fields.Parent}",
                .. paragraphs,
                $"{fields.Officer}\n{fields.Team ?? fields.Authority}",
            ]
        );

    private static string Period(Matter matter) =>
        matter.Period is { } period ? $"{Guards.Day(period.From)} to {Guards.Day(period.To)}" : "the days named before";
}

/// <summary>What letters say of the people.</summary>
internal sealed record LetterFields(
    string Authority,
    string HowToPay,
    DateOnly On,
    string Parent,
    string Child,
    string School,
    string Officer,
    string? Team,
    int HalfDays
);
