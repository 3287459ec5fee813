using Attendance.Partners.Directory;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.BehaviourImprovement;

/// <summary>What came of the Behaviour Improvement Programme, counted from its own records.</summary>
internal sealed class BipMeasures(BipSchools schools, BipBook book, SchoolClock clock) : IOutcomeMeasures
{
    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome>
        {
            ["bip-leads"] = async (row, cancellation) =>
            {
                var (all, records) = (
                    await row.OnceAsync(() => schools.ListAsync(cancellation)),
                    await row.OnceAsync(() => book.ReadAsync(cancellation))
                );
                return OutcomeFigure.Of(
                    "Schools of the programme whose lead on behaviour and attendance is named",
                    all.Count(school => records.Leads.ContainsKey(school.School)),
                    all.Count
                );
            },
            ["bip-policies"] = async (row, cancellation) =>
            {
                var (all, records) = (
                    await row.OnceAsync(() => schools.ListAsync(cancellation)),
                    await row.OnceAsync(() => book.ReadAsync(cancellation))
                );
                return OutcomeFigure.Of(
                    "Policies in place at schools of the programme",
                    all.Sum(school => records.Policies[school.School].Count()),
                    all.Count * Enum.GetValues<PolicyKind>().Length
                );
            },
            ["bip-incidents"] = (row, cancellation) =>
                CountedAsync(
                    row,
                    "Serious behaviour incidents at the programme's schools this year",
                    CountKind.SeriousIncidents,
                    cancellation
                ),
            ["bip-contribution"] = (row, cancellation) =>
                CountedAsync(
                    row,
                    "Children of the programme's schools who took part in councils, mentoring or awards this year",
                    CountKind.PositiveContribution,
                    cancellation
                ),
            ["bip-safety"] = (row, cancellation) =>
                CountedAsync(
                    row,
                    "Incidents at the programme's schools in which a child was not safe this year",
                    CountKind.SafetyIncidents,
                    cancellation
                ),
        };

    private async Task<OutcomeFigure> CountedAsync(AskedRow row, string name, CountKind kind, CancellationToken cancellation)
    {
        var (all, records) = (
            await row.OnceAsync(() => schools.ListAsync(cancellation)),
            await row.OnceAsync(() => book.ReadAsync(cancellation))
        );
        var first = AcademicYear.Of(clock.Today).FirstDay;
        return OutcomeFigure.Of(
            name,
            all.SelectMany(school => records.Counts[school.School])
                .Where(count => count.Kind == kind && count.HalfTerm >= first)
                .Sum(count => count.Count)
        );
    }
}
