using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;

namespace Attendance.Schools.GraphQL;

/// <summary>Advice to schools on registration (S86): which codes stand on a day and what each counts as.</summary>
[QueryRoot]
internal sealed class CodeGuideQueries(SchoolClock clock)
{
    [Description("The register codes in force on a day, with what each means and counts as. About no school and no child.")]
    [Cost(5)]
    public IReadOnlyList<CodeGuideEntry> CodeGuide([Description("The day; today when left out.")] DateOnly? on = null)
    {
        var day = on ?? clock.Today;
        return
        [
            .. AttendanceCode
                .All.Where(code => !code.IsBefore(day) && !code.IsWithdrawn(day))
                .Select(code => new CodeGuideEntry(code.Text, code.Label, code.ClassOn(day), Examples(code.ClassOn(day)))),
        ];
    }

    private static string Examples(MarkClass counts) =>
        counts switch
        {
            MarkClass.Present => "In school when the register was taken, or late before it closed.",
            MarkClass.Approved => "Supervised education off the school's site, agreed by the school: it counts as attended.",
            MarkClass.Authorised =>
                "Away with the school's leave. Only the school can give it, not the parent; it never counts in legal action.",
            MarkClass.Unauthorised =>
                "Away without the school's leave, or arrived after the register closed. Only these count in legal action.",
            MarkClass.NotPossible => "Not a session at which this child could attend: it counts neither as attended nor as missed.",
            MarkClass.Administrative => "The school is closed to pupils, or the child is not yet on the roll: nothing is collected.",
            MarkClass.Missing => "No reason known yet: ask the family, and give another code within five school days.",
        };
}

/// <summary>Codes that a school uses wrongly.</summary>
[Extends(typeof(SchoolNode))]
internal sealed class SchoolWrongCodes(IPolicy policy, WrongCodes codes, SchoolClock clock)
{
    private const int UsualDays = 28;

    [Description(
        "Patterns of codes used wrongly in the school's registers: codes that do not exist or not on that day, withdrawn ones, and catch-all codes used often. Counts only: it names no child."
    )]
    [Cost(20)]
    public async Task<IReadOnlyList<WrongCodePattern>> WrongCodes(
        SchoolNode school,
        Caller caller,
        [Description("The first day; 27 days before the last when left out.")] DateOnly? from = null,
        [Description("The last day; today when left out. At most 400 days together.")] DateOnly? to = null,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.ReadFigures, GrantTarget.Of(school.Laestab), cancellation: cancellation))
            throw Refusal.NotFound();
        var last = to ?? clock.Today;
        var first = from ?? last.AddDays(-(UsualDays - 1));
        if (first > last || last.DayNumber - first.DayNumber >= 400)
            throw Refusal.BadInput("from", "Ask for 1 to 400 days.");
        return
        [
            .. (await codes.ReadAsync(school.Laestab, first, last, cancellation)).Select(row => new WrongCodePattern(
                row.Code,
                row.Pattern,
                row.Count,
                row.Advice
            )),
        ];
    }
}

[Description("A register code in force on a day.")]
internal sealed record CodeGuideEntry(
    [property: Description("The code.")] string Code,
    [property: Description("What it means.")] string Meaning,
    [property: Description("How it counts on that day.")] MarkClass CountsAs,
    [property: Description("What codes that count so are for.")] string Examples
);

[Description("A register code that a school uses wrongly.")]
internal sealed record WrongCodePattern(
    [property: Description("The code as it was sent.")] string Code,
    [property: Description(
        "What is wrong: unknown-code, code-not-yet, code-not-allowed, code-withdrawn, or code-often for a catch-all code."
    )]
        string Pattern,
    [property: Description("How many marks.")] int Count,
    [property: Description("What to do, as a sentence.")] string Advice
);
