using Attendance.Schools.Data;
using Attendance.Schools.Pupils;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Contacts;

/// <summary>Reads the absence contact log for the fold.</summary>
internal sealed class ContactLog(Database database)
{
    /// <summary>
    /// The attempts to reach the families of these children, by day of absence, now or as known at an instant. A survivor has those of every record merged into it;
    /// a child without any is left out.
    /// </summary>
    public async Task<IReadOnlyDictionary<PupilId, IReadOnlyList<AbsenceContact>>> LoadAsync(
        IReadOnlyCollection<PupilId> pupils,
        DateTimeOffset? knownAt,
        CancellationToken cancellation
    )
    {
        if (pupils.Count == 0)
            return new Dictionary<PupilId, IReadOnlyList<AbsenceContact>>();
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var aliases = await new RollRows(transaction, knownAt).AliasesAsync(cancellation);
        var command = transaction
            .Command(
                $"""
                select pupil_id, day, outcome from schools_contact_log
                where pupil_id {"{ids}"}{(knownAt is null ? "" : " and recorded_at <= @known")}
                order by day, contacted_at, number
                """
            )
            .WithAny("ids", aliases.WithAll(pupils.Select(pupil => pupil.Value)));
        if (knownAt is { } known)
            command.With("known", known);
        var rows = await command.ReadAsync(
            reader => (Pupil: reader.GetInt64(0), Contact: new AbsenceContact(reader.Date(1), ContactWords.Outcome(reader.GetString(2)))),
            cancellation
        );
        var asked = pupils.ToHashSet();
        return rows.GroupBy(row => new PupilId(aliases.Survivor(row.Pupil)))
            .Where(group => asked.Contains(group.Key))
            .ToDictionary(group => group.Key, group => (IReadOnlyList<AbsenceContact>)group.Select(row => row.Contact).ToList());
    }
}
