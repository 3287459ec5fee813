using Attendance.Partners.Directory;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.AtRisk;

/// <summary>Concerns that schools' staff raised this school year.</summary>
internal sealed class AtRiskMeasures(RaisedBook book, SchoolClock clock) : IOutcomeMeasures
{
    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome>
        {
            ["raised-concerns"] = async (_, cancellation) =>
            {
                var first = SchoolClock.Instant(AcademicYear.Of(clock.Today).FirstDay, default);
                var (raised, settled) = await book.CountAsync(first, cancellation);
                // Children are counted: few of them are not told of.
                const string name = "Concerns that schools' staff raised this year, settled";
                return raised is > 0 and < AbsenceSums.Fewest ? OutcomeFigure.Unsaid(name) : OutcomeFigure.Of(name, settled, raised);
            },
        };
}
