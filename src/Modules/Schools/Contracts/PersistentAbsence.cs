using System.Text.Json;
using Attendance.SharedKernel;

namespace Attendance.Schools.Contracts;

/// <summary>
/// Who is persistently absent, by the rule of the school year. All comparisons are of whole sessions, never of rounded percentages.
/// Source: RULES 3.4 and <c>pa_thresholds.json</c> (DfE guide to absence statistics; half-term steps from a county circular of 2011). Pure.
/// </summary>
public static class PersistentAbsence
{
    private static readonly (int[] Twenty, int[] Fifteen) Steps = Load();

    /// <summary>How a school year measures it.</summary>
    public static PersistentAbsenceMeasure MeasureOf(AcademicYear year) =>
        year.StartYear switch
        {
            < 2005 => PersistentAbsenceMeasure.None,
            < 2010 => PersistentAbsenceMeasure.TwentyPercentStandard,
            < 2015 => PersistentAbsenceMeasure.FifteenPercentStandard,
            _ => PersistentAbsenceMeasure.TenPercentExact,
        };

    /// <summary>
    /// Absent sessions that make a child persistently absent over the whole year (the half terms that <see cref="StatisticalPeriods.Counts"/>), in the
    /// years of standard thresholds; null in years without one.
    /// </summary>
    public static int? YearThreshold(AcademicYear year, int statisticalAge) =>
        MeasureOf(year) switch
        {
            PersistentAbsenceMeasure.TwentyPercentStandard => Steps.Twenty[4],
            PersistentAbsenceMeasure.FifteenPercentStandard => year.StartYear >= 2012 && statisticalAge < 15
                ? Steps.Fifteen[5]
                : Steps.Fifteen[4],
            PersistentAbsenceMeasure.None or PersistentAbsenceMeasure.TenPercentExact => null,
            _ => throw new ArgumentOutOfRangeException(nameof(year)),
        };

    /// <summary>The early-warning step: absent sessions since the start of the year, at the end of a half term. Null where none was published.</summary>
    public static int? Step(AcademicYear year, HalfTerm half, int statisticalAge)
    {
        if (!StatisticalPeriods.Counts(year, half, statisticalAge))
            return null;
        return MeasureOf(year) switch
        {
            PersistentAbsenceMeasure.TwentyPercentStandard => Steps.Twenty[(int)half],
            PersistentAbsenceMeasure.FifteenPercentStandard => Steps.Fifteen[(int)half],
            PersistentAbsenceMeasure.None or PersistentAbsenceMeasure.TenPercentExact => null,
            _ => throw new ArgumentOutOfRangeException(nameof(year)),
        };
    }

    /// <summary>
    /// Whether an enrolment is persistently absent by the rule of its year. Null when it had no possible session, and then it is in no denominator, or
    /// when the year has no measure (before 2005/06).
    /// </summary>
    public static bool? Is(AcademicYear year, int possible, int absent, int statisticalAge)
    {
        if (possible == 0)
            return null;
        return MeasureOf(year) switch
        {
            PersistentAbsenceMeasure.None => null,
            PersistentAbsenceMeasure.TenPercentExact => IsTenPercent(possible, absent),
            PersistentAbsenceMeasure.TwentyPercentStandard or PersistentAbsenceMeasure.FifteenPercentStandard => absent
                >= YearThreshold(year, statisticalAge),
            _ => throw new ArgumentOutOfRangeException(nameof(year)),
        };
    }

    /// <summary>The exact measure, for any year: at least a tenth of the child's own possible sessions.</summary>
    public static bool IsTenPercent(int possible, int absent) => possible > 0 && 10 * absent >= possible;

    /// <summary>Severe absence: at least half of the child's own possible sessions.</summary>
    public static bool IsSevere(int possible, int absent) => possible > 0 && 2 * absent >= possible;

    private static (int[] Twenty, int[] Fifteen) Load()
    {
        using var stream =
            typeof(PersistentAbsence).Assembly.GetManifestResourceStream("Attendance.Schools.Data.Reference.pa_thresholds.json")
            ?? throw new InvalidOperationException("pa_thresholds.json is not embedded.");
        using var document = JsonDocument.Parse(stream);
        return (Read(document.RootElement, "20pct_cumulative"), Read(document.RootElement, "15pct_cumulative"));
    }

    private static int[] Read(JsonElement root, string name) =>
        [
            .. Enum.GetNames<HalfTerm>()
                .Select(half => root.GetProperty(name).TryGetProperty(half, out var step) ? step.GetInt32() : int.MaxValue),
        ];
}

/// <summary>The measures of persistent absence, by school year.</summary>
public enum PersistentAbsenceMeasure : byte
{
    /// <summary>Before 2005/06.</summary>
    None = 0,

    /// <summary>2005/06 to 2009/10: standard thresholds, a fifth of the usual possible sessions.</summary>
    TwentyPercentStandard = 1,

    /// <summary>2010/11 to 2014/15: standard thresholds, 15%.</summary>
    FifteenPercentStandard = 2,

    /// <summary>From 2015/16: a tenth of the child's own possible sessions.</summary>
    TenPercentExact = 3,
}
