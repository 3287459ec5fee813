using Attendance.Partners.Directory;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.Health;

/// <summary>Family action, for the strategy's table.</summary>
internal sealed class FamilyActionMeasures(FamilyActionBook book, SchoolClock clock) : IOutcomeMeasures
{
    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome>
        {
            ["family-actions"] = async (row, cancellation) =>
                OutcomeFigure.Of(
                    "Records of family action this year",
                    await book.CountAsync(row.Agency, AcademicYear.Of(clock.Today).FirstDay, cancellation)
                ),
        };
}
