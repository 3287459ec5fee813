using Attendance.Partners.Directory;

namespace Attendance.Partners.Connexions;

/// <summary>What came of the personal advisers' work, without small groups.</summary>
internal sealed class ConnexionsMeasures(ConnexionsBook book) : IOutcomeMeasures
{
    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome>
        {
            ["barriers"] = async (row, cancellation) =>
            {
                var barriers = await book.BarriersAsync(row.Agency, null, cancellation);
                return Told(
                    "Young people with a barrier identified, of whom one was overcome",
                    barriers.Where(barrier => barrier.SettledOn is not null).Select(barrier => barrier.Pupil).Distinct().Count(),
                    barriers.Select(barrier => barrier.Pupil).Distinct().Count()
                );
            },
            ["destinations"] = async (row, cancellation) =>
            {
                var known = (await book.DestinationsAsync(row.Agency, null, cancellation)).Values;
                return Told(
                    "Leavers whose destination was recorded, with a place in education, employment or training",
                    known.Count(each => each.Kind.IsPlace()),
                    known.Count()
                );
            },
        };

    private static OutcomeFigure Told(string name, int count, int outOf) =>
        outOf is > 0 and < AbsenceSums.Fewest ? OutcomeFigure.Unsaid(name) : OutcomeFigure.Of(name, count, outOf);
}
