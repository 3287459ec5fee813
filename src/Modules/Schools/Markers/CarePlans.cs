using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Pupils;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Markers;

/// <summary>Reads the medical care plans of children for the fold, from their markers.</summary>
internal sealed class CarePlans(Database database)
{
    /// <summary>
    /// The plans of these children, now or as known at an instant. A survivor has those of every record merged into it; a child without any is left out.
    /// </summary>
    public async Task<IReadOnlyDictionary<PupilId, IReadOnlyList<CarePlan>>> LoadAsync(
        IReadOnlyCollection<PupilId> pupils,
        DateTimeOffset? knownAt,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = new RollRows(transaction, knownAt);
        var aliases = await rows.AliasesAsync(cancellation);
        var asked = pupils.ToHashSet();
        return (await rows.MarkersAsync(aliases.WithAll(pupils.Select(pupil => pupil.Value)), MarkerKinds.MedicalCarePlan, cancellation))
            .Where(row => !row.Removed)
            .GroupBy(row => new PupilId(aliases.Survivor(row.Pupil)))
            .Where(group => asked.Contains(group.Key))
            .ToDictionary(
                group => group.Key,
                group =>
                    (IReadOnlyList<CarePlan>)
                        [
                            .. group
                                .Select(row => new CarePlan(
                                    row.Span.From.DayNumber,
                                    row.Span.To?.DayNumber ?? int.MaxValue,
                                    row.Span.Source
                                ))
                                .OrderBy(plan => plan.From)
                                .ThenBy(plan => plan.Source, StringComparer.Ordinal),
                        ]
            );
    }
}
