using System.ComponentModel;
using System.Globalization;
using Attendance.Partners.ConcernSchools;
using Attendance.Partners.Effects;

namespace Attendance.Partners.BehaviourImprovement;

/// <summary>The eight outcomes that the strategy names for schools of the programme (lines 565 to 585), each by what shows it. Small counts of children are not told. Pure.</summary>
internal static class Scorecard
{
    /// <summary>The eight lines, in the strategy's order.</summary>
    public static IReadOnlyList<ScorecardLine> Of(ScorecardInput input) =>
        [
            new ScorecardLine(
                BipOutcome.Attendance,
                "Half-days attended this school year, and the year before to the same day",
                Attended(input.Now),
                Attended(input.Before),
                true
            ),
            new ScorecardLine(
                BipOutcome.UnauthorisedAbsence,
                "Half-days missed without leave",
                Unauthorised(input.Now),
                Unauthorised(input.Before),
                true
            ),
            Counted(BipOutcome.SeriousIncidents, "Serious behaviour incidents this school year", CountKind.SeriousIncidents, input),
            new ScorecardLine(
                BipOutcome.VulnerablePupils,
                "Children with an open flag of concern or action, and children referred to BEST this school year",
                $"{Few(input.Flagged)} flagged; {Few(input.Referred)} referred to BEST",
                null,
                true
            ),
            new ScorecardLine(
                BipOutcome.Policies,
                "Policies in place: behaviour, attendance, anti-bullying, exclusion",
                $"{input.Policies.Count} of {Enum.GetValues<PolicyKind>().Length} in place; {input.Policies.Count(policy => policy.ReviewOn < input.Today)} due for review",
                null,
                false
            ),
            new ScorecardLine(
                BipOutcome.EnjoyingAndAchieving,
                "Children who missed less than a tenth of their half-days",
                Steady(input.This),
                Steady(input.Last),
                true
            ),
            Counted(
                BipOutcome.PositiveContribution,
                "Children who took part in councils, mentoring, buddying or awards this school year",
                CountKind.PositiveContribution,
                input
            ),
            Counted(BipOutcome.StayingSafe, "Incidents in which a child was not safe this school year", CountKind.SafetyIncidents, input),
        ];

    private static ScorecardLine Counted(BipOutcome outcome, string measure, CountKind kind, ScorecardInput input)
    {
        var all = input.Counts.Where(count => count.Kind == kind).ToList();
        var now = all.Where(count => count.HalfTerm >= input.FirstDay).ToList();
        var before = all.Where(count => count.HalfTerm >= input.LastYearFirstDay && count.HalfTerm < input.FirstDay).ToList();
        return new ScorecardLine(outcome, measure, Told(now), before.Count == 0 ? null : Told(before), false);
    }

    private static string Told(List<SchoolCount> counts) =>
        counts.Count switch
        {
            0 => "not recorded yet",
            1 => $"{counts[0].Count} in 1 half term",
            _ => $"{counts.Sum(count => count.Count)} in {counts.Count} half terms",
        };

    private static string? Attended(HalfDays counts) => counts.Possible == 0 ? null : ConcernCriteria.Share(counts);

    private static string? Unauthorised(HalfDays counts) =>
        counts.Possible == 0
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{100m * counts.Unauthorised / counts.Possible:0.00}% ({counts.Unauthorised:#,0} of {counts.Possible:#,0} half-days)"
            );

    private static string? Steady((int Children, int Persistent) counts) =>
        counts.Children < Effect.Fewest
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{100m * (counts.Children - counts.Persistent) / counts.Children:0.0}% of {counts.Children} children"
            );

    private static string Few(int count) => count is > 0 and < Effect.Fewest ? "fewer than five" : $"{count}";
}

[Description("A line of a scorecard.")]
internal sealed record ScorecardLine(
    [property: Description("The outcome that the strategy names.")] BipOutcome Outcome,
    [property: Description("What shows it, in words.")] string Measure,
    [property: Description("This school year so far; null: nothing to tell.")] string? Now,
    [property: Description("The school year before; null: nothing to tell, or nothing to compare.")] string? Before,
    [property: Description("True: counted from the registers and work of now. False: recorded by hand.")] bool Live
);

/// <summary>The outcomes, in the strategy's order.</summary>
[Description("An outcome that the strategy names for schools of the Behaviour Improvement Programme.")]
internal enum BipOutcome
{
    [Description("Improved attendance.")]
    Attendance,

    [Description("Reduced unauthorised absence.")]
    UnauthorisedAbsence,

    [Description("Reduced levels of serious behaviour incidents.")]
    SeriousIncidents,

    [Description("Vulnerable pupils are identified and supported.")]
    VulnerablePupils,

    [Description("Clear policies, systems and strategies.")]
    Policies,

    [Description("Enjoying and achieving.")]
    EnjoyingAndAchieving,

    [Description("Making a positive contribution.")]
    PositiveContribution,

    [Description("Staying safe.")]
    StayingSafe,
}
