using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;
using Attendance.SharedKernel;

namespace Attendance.Schools.Flags;

/// <summary>Builds what a flag shows for itself, and a digest of the half-days it rests on.</summary>
internal static class Evidence
{
    /// <summary>The evidence of a rule at a session, in an episode of a level and severity.</summary>
    public static FlagEvidence Of(PupilView view, FlagRule rule, int session, int level, FlagSeverity severity)
    {
        var options = view.Context.Options.On(session >> 1)[FlagRules.IndexOf(rule.Id)];
        var halfDays = new List<int>();
        rule.Collect(view, session, options, halfDays);
        var explanation = rule.Explain(view, session, level, options);
        return new FlagEvidence(
            explanation.Sentence,
            explanation.Figures,
            [.. halfDays.Select(s => new EvidenceHalfDay(new SessionKey(s), view.Code(s), view.SchoolAt(s)))],
            explanation.ClearsWhen,
            rule.MaySoften(view, options) && severity < FlagRule.Severity(level, options)
                ? Exception(view, severity, FlagRule.Severity(level, options), halfDays)
                : null
        );
    }

    /// <summary>Which care plan softens it, and by how many half-days; null when none of them is under one.</summary>
    private static string? Exception(PupilView view, FlagSeverity severity, FlagSeverity full, List<int> halfDays)
    {
        var plans = halfDays.Select(s => CarePlan.Find(view.Context.CarePlans, s, view.Code(s))).OfType<CarePlan>().ToList();
        if (plans.Count == 0)
            return null;
        var named = plans
            .Distinct()
            .Select(plan => $"{plan.Source}, from {Day(plan.From)}{(plan.To == int.MaxValue ? "" : $" to {Day(plan.To)}")}");
        return $"Medical care plan ({string.Join("; ", named)}): {plans.Count} of the {halfDays.Count} half-days are illness or appointments under it. Without them this would not ask for {Word(full)}, so it is a {Word(severity)}.";
    }

    private static string Day(int day) =>
        DateOnly.FromDayNumber(day).ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture);

    private static string Word(FlagSeverity severity) =>
        severity switch
        {
            FlagSeverity.Notice => "notice",
            FlagSeverity.Concern => "concern",
            FlagSeverity.Action => "action",
            _ => throw new ArgumentOutOfRangeException(nameof(severity)),
        };

    /// <summary>Two evidences with the same half-days and codes have the same digest (FNV-1a).</summary>
    public static uint Digest(PupilView view, FlagRule rule, int session, int[] options)
    {
        var halfDays = new List<int>();
        rule.Collect(view, session, options, halfDays);
        var digest = 2166136261u;
        foreach (var halfDay in halfDays)
        {
            digest = unchecked((digest ^ (uint)halfDay) * 16777619u);
            digest = unchecked((digest ^ view.Code(halfDay)) * 16777619u);
        }
        return digest;
    }
}
