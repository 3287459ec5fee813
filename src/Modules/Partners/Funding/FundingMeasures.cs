using Attendance.Partners.Directory;
using Attendance.Partners.Effects;

namespace Attendance.Partners.Funding;

/// <summary>What came of initiatives that the Behaviour Improvement Programme pays for.</summary>
internal sealed class FundingMeasures(ProgrammeBook programmes, EffectFigures effects) : IOutcomeMeasures
{
    private const string Bip = "bip";

    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome> { ["initiatives-helped"] = HelpedAsync };

    private async Task<OutcomeFigure> HelpedAsync(AskedRow row, CancellationToken cancellation)
    {
        var (better, compared) = (0, 0);
        foreach (var programme in (await programmes.ListAsync(cancellation)).Where(programme => programme.FundedBy == Bip))
        {
            if (programme.From is not { } from || programme.Schools.Count == 0)
                continue;
            var effect = await effects.OfSchoolsAsync(programme.Schools, from);
            if (effect.IsHidden || effect.Change is not { } change)
                continue;
            compared++;
            if (change > 0)
                better++;
        }
        return OutcomeFigure.Of("Initiatives paid for by the programme whose schools attended better since", better, compared);
    }
}
