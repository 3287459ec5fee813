using Attendance.Partners.Directory;
using Attendance.Partners.Effects;
using Attendance.Partners.SchoolImprovement;
using Attendance.Partners.SchoolTargets;

namespace Attendance.Partners.GoodPractice;

/// <summary>Schools that took a practice on, for the consultant's agenda.</summary>
internal sealed class PracticeChanges(PracticeBook book) : ISchoolChanges
{
    public async Task<IReadOnlyList<AgendaItem>> SinceAsync(DateTimeOffset since, CancellationToken cancellation) =>
        [
            .. (await book.ListAsync(cancellation)).SelectMany(practice =>
                practice
                    .Adoptions.Where(adoption => adoption.WrittenAt > since)
                    .Select(adoption => new AgendaItem(ConsultantItem.Practice, adoption.School, $"Took on: {practice.Title}."))
            ),
        ];
}

/// <summary>How far good practice spread, and whether it helped.</summary>
internal sealed class PracticeMeasures(PracticeBook book, EffectFigures effects) : IOutcomeMeasures
{
    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome>
        {
            ["practices-adopted"] = async (_, cancellation) =>
                OutcomeFigure.Of(
                    "Times that a school took on a practice of another",
                    (await book.ListAsync(cancellation)).Sum(practice => practice.Adoptions.Count)
                ),
            ["practices-helped"] = HelpedAsync,
        };

    private async Task<OutcomeFigure> HelpedAsync(AskedRow row, CancellationToken cancellation)
    {
        var (better, compared) = (0, 0);
        foreach (var adoption in (await book.ListAsync(cancellation)).SelectMany(practice => practice.Adoptions))
        {
            var effect = await effects.OfSchoolsAsync([adoption.School], adoption.AdoptedOn);
            if (effect.IsHidden || effect.Change is not { } change)
                continue;
            compared++;
            if (change > 0)
                better++;
        }
        return OutcomeFigure.Of("Schools that attended better after they took a practice on", better, compared);
    }
}
