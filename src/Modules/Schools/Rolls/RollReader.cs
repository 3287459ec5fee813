using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Rolls;

/// <summary>Reads rolls and children, now or as they were known at an instant.</summary>
internal sealed class RollReader(Database database)
{
    /// <summary>One school's roll. Null: there is no such school (or was none then).</summary>
    public async Task<SchoolRoll?> LoadAsync(Laestab school, DateTimeOffset? knownAt, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = new RollRows(transaction, knownAt);
        if (await rows.SchoolAsync(school, cancellation) is not { } head)
            return null;
        var enrolments = await rows.EnrolmentsAsync(school, cancellation);
        var aliases = await rows.AliasesAsync(cancellation);
        var family = aliases.WithAll(enrolments.Select(row => row.Pupil.Value));
        var pupils = (await rows.PupilsAsync(family, cancellation)).ToDictionary(row => row.Id);
        var upns = (await rows.UpnsAsync(family, cancellation)).ToLookup(row => aliases.Survivor(row.Pupil), row => row.Upn);
        var roll = enrolments
            .GroupBy(row => aliases.Survivor(row.Pupil.Value))
            .OrderBy(group => group.Key)
            .Select(group => new RollPupil(
                new PupilId(group.Key),
                pupils[group.Key].Upn,
                upns[group.Key].Where(upn => upn != pupils[group.Key].Upn).ToArray(),
                pupils[group.Key].BirthDate,
                Stretches(group, new PupilId(group.Key)),
                aliases.Family(group.Key).Where(id => id != group.Key).Select(id => new PupilId(id)).ToArray()
            ))
            .ToList();
        return new SchoolRoll(school, head.Name, head.Phase, head.RollVersion, roll);
    }

    /// <summary>True when there is such a school.</summary>
    public async Task<bool> ExistsAsync(Laestab school, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        return await new RollRows(transaction, knownAt: null).SchoolAsync(school, cancellation) is not null;
    }

    /// <summary>Children over all schools, in one round of queries. An id that does not exist is left out of the answer.</summary>
    public async Task<IReadOnlyDictionary<PupilId, PupilRecord>> LoadPupilsAsync(
        IReadOnlyCollection<PupilId> ids,
        DateTimeOffset? knownAt,
        CancellationToken cancellation
    )
    {
        if (ids.Count == 0)
            return new Dictionary<PupilId, PupilRecord>();
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = new RollRows(transaction, knownAt);
        var aliases = await rows.AliasesAsync(cancellation);
        var family = aliases.WithAll(ids.Select(id => id.Value));
        var pupils = (await rows.PupilsAsync(family, cancellation)).ToDictionary(row => row.Id);
        var upns = (await rows.UpnsAsync(family, cancellation)).ToLookup(row => row.Pupil, row => row.Upn);
        var enrolments = (await rows.EnrolmentsOfAsync(family, cancellation)).ToLookup(row => row.Pupil.Value);
        var records = new Dictionary<PupilId, PupilRecord>(ids.Count);
        foreach (var id in ids.Distinct())
        {
            if (!pupils.TryGetValue(id.Value, out var pupil))
                continue;
            var survivor = aliases.Survivor(id.Value);
            var merged = survivor != id.Value;
            var own = merged ? [id.Value] : aliases.Family(id.Value);
            records[id] = new PupilRecord(
                id,
                pupil.Upn,
                own.SelectMany(member => upns[member]).Where(upn => upn != pupil.Upn).ToList(),
                pupil.GivenName,
                pupil.FamilyName,
                pupil.BirthDate,
                pupil.Sex,
                merged ? new PupilId(survivor) : null,
                own.Where(member => member != id.Value).Select(member => new PupilId(member)).ToList(),
                merged ? [] : Stretches(own.SelectMany(member => enrolments[member]), id)
            );
        }
        return records;
    }

    /// <summary>The child that holds or held a UPN: the survivor of a merge. Null: nobody.</summary>
    public async Task<PupilId?> FindAsync(Upn upn, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = new RollRows(transaction, null);
        var found = await rows.HoldersAsync([upn], cancellation);
        if (!found.TryGetValue(upn, out var holder))
            return null;
        return new PupilId((await rows.AliasesAsync(cancellation)).Survivor(holder));
    }

    /// <summary>The changes of a school's roll after a version, oldest first: which children a reader of that version must look at again.</summary>
    public async Task<IReadOnlyList<RollChange>> ChangesSinceAsync(Laestab school, long version, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        return await transaction
            .Command(
                "select version, kind, pupils from schools_roll_change where school_id = @school and version > @version order by version"
            )
            .With("school", (long)school.Value)
            .With("version", version)
            .ReadAsync(
                reader => new RollChange(
                    reader.GetInt64(0),
                    reader.GetString(1),
                    RollJson.Ids(reader.GetString(2)).Select(id => new PupilId(id)).ToList()
                ),
                cancellation
            );
    }

    /// <summary>An array: a city's rolls stay in memory, and most of them hold one stay.</summary>
    private static Enrolment[] Stretches(IEnumerable<EnrolmentRow> rows, PupilId pupil) =>
        rows.SelectMany(row => row.Stretches(pupil)).OrderBy(enrolment => enrolment.EntryDate).ThenBy(e => e.School).ToArray();
}

/// <summary>One recorded change of a roll.</summary>
internal sealed record RollChange(long Version, string Kind, IReadOnlyList<PupilId> Pupils);
