using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;
using Attendance.SharedKernel;

namespace Attendance.Schools.Flags;

/// <summary>Builds what a flag shows for itself, and a digest of the half-days it rests on.</summary>
internal static class Evidence
{
    /// <summary>The evidence of a rule at a session.</summary>
    public static FlagEvidence Of(PupilView view, FlagRule rule, int session, int level)
    {
        var options = view.Context.Options.On(session >> 1)[FlagRules.IndexOf(rule.Id)];
        var halfDays = new List<int>();
        rule.Collect(view, session, options, halfDays);
        var explanation = rule.Explain(view, session, level, options);
        return new FlagEvidence(
            explanation.Sentence,
            explanation.Figures,
            [.. halfDays.Select(s => new EvidenceHalfDay(new SessionKey(s), view.Code(s), view.SchoolAt(s)))],
            explanation.ClearsWhen
        );
    }

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
