using System.ComponentModel;
using System.Globalization;
using Attendance.Partners.Effects;

namespace Attendance.Partners.ConcernSchools;

/// <summary>Which schools are a concern, by stated criteria that show their arithmetic. Comparisons are of exact shares, never of rounded ones. Pure.</summary>
internal static class ConcernCriteria
{
    /// <summary>Every criterion with its arithmetic, met or not.</summary>
    public static IReadOnlyList<Criterion> Of(SchoolPicture school, ConcernOptions options) =>
        [Below(school, options.BelowAlike), Persistent(school, options.Persistent), Falling(school, options.Falling)];

    private static Criterion Below(SchoolPicture school, int tenths)
    {
        if (school.Year.Percent is not { } own || school.Alike.Percent is not { } alike)
            return new Criterion(CriterionKind.BelowAlike, false, "No half-day of this school year is marked yet.");
        return new Criterion(
            CriterionKind.BelowAlike,
            10 * (alike - own) >= tenths,
            $"Attendance {Share(school.Year)}; all {school.PhaseName} schools {Share(school.Alike)}: {Points(alike - own)} points below. A concern from {Tenths(tenths)}."
        );
    }

    private static Criterion Persistent(SchoolPicture school, int tenths)
    {
        if (school.Children == 0)
            return new Criterion(CriterionKind.Persistent, false, "No child is counted yet.");
        return new Criterion(
            CriterionKind.Persistent,
            1000L * school.Persistent > (long)tenths * school.Children,
            $"{school.Persistent} of {school.Children} children missed a tenth of their half-days or more: {Points(100m * school.Persistent / school.Children)}%. A concern above {Tenths(tenths)}%."
        );
    }

    private static Criterion Falling(SchoolPicture school, int tenths)
    {
        var marked = school.Terms.Where(term => term.Counts.Possible > 0).ToList();
        var told = string.Join(", then ", marked.Select(term => $"{term.Name} {Share(term.Counts)}"));
        if (marked.Count < 3)
            return new Criterion(
                CriterionKind.Falling,
                false,
                $"Three terms with marks are needed; there are {marked.Count}{(marked.Count == 0 ? "" : $": {told}")}."
            );
        var (first, second) = (
            marked[0].Counts.Percent!.Value - marked[1].Counts.Percent!.Value,
            marked[1].Counts.Percent!.Value - marked[2].Counts.Percent!.Value
        );
        return new Criterion(
            CriterionKind.Falling,
            10 * first >= tenths && 10 * second >= tenths,
            $"{told}: fell by {Points(first)} and by {Points(second)} points. A concern from {Tenths(tenths)} each time."
        );
    }

    /// <summary>"90.1% (1,234 of 1,370 half-days)".</summary>
    public static string Share(HalfDays counts) =>
        string.Create(CultureInfo.InvariantCulture, $"{counts.Percent:0.0}% ({counts.Attended:#,0} of {counts.Possible:#,0} half-days)");

    /// <summary>A difference to one place.</summary>
    public static string Points(decimal points) =>
        Math.Round(points, 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>Tenths as they are said.</summary>
    public static string Tenths(int tenths) => (tenths / 10m).ToString("0.0", CultureInfo.InvariantCulture);
}

[Description("A criterion for concern schools, judged for one school.")]
internal sealed record Criterion(
    [property: Description("Which.")] CriterionKind Kind,
    [property: Description("True when the school meets it.")] bool Met,
    [property: Description("The arithmetic, in words.")] string Arithmetic
);

/// <summary>The criteria.</summary>
[Description("A criterion for concern schools.")]
internal enum CriterionKind
{
    [Description("Attendance is far below all schools of the phase.")]
    BelowAlike,

    [Description("Many children are persistently absent.")]
    Persistent,

    [Description("Attendance fell in two terms.")]
    Falling,
}
