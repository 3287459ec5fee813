using Attendance.Partners.Directory;
using Attendance.Partners.Effects;

namespace Attendance.Partners.ProgrammeClasses;

/// <summary>What came of SEAL by class.</summary>
internal sealed class ClassMeasures(ClassBook book, EffectFigures effects) : IOutcomeMeasures
{
    private const string Seal = "seal";

    public IReadOnlyDictionary<string, CountOutcome> Measures => new Dictionary<string, CountOutcome> { ["seal-classes"] = BetterAsync };

    private async Task<OutcomeFigure> BetterAsync(AskedRow row, CancellationToken cancellation)
    {
        var (better, compared) = (0, 0);
        foreach (var each in (await book.ListAsync(cancellation)).Where(each => each.Programme == Seal))
        {
            var effect = await effects.OfClassAsync(each.School, each.Group, each.From, cancellation: cancellation);
            if (effect.IsHidden || effect.Change is not { } change)
                continue;
            compared++;
            if (change > 0)
                better++;
        }
        return OutcomeFigure.Of("Classes in the SEAL programme that attended better since", better, compared);
    }
}
