using Attendance.Schools.Data;
using Attendance.Schools.Pupils;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Contacts;

/// <summary>Reads the absence contact log: for the fold, and for a child's page.</summary>
internal sealed class ContactLog(Database database, PupilVault vault)
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

    /// <summary>Every attempt to reach one family with what was said, the latest first, up to 200; attempts under a former record of the child too.</summary>
    public async Task<IReadOnlyList<LoggedAttempt>> ReadAsync(
        IReadOnlyCollection<PupilId> family,
        DateTimeOffset? knownAt,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var command = transaction
            .Command(
                $$"""
                select pupil_id, school_id, day, contacted_at, mode, outcome, contacted_by, contact_with, note, recorded_at from schools_contact_log
                where pupil_id {ids}{{(knownAt is null ? "" : " and recorded_at <= @known")}}
                order by contacted_at desc, number desc limit 200
                """
            )
            .WithAny("ids", family.Select(id => id.Value));
        if (knownAt is { } known)
            command.With("known", known);
        var rows = await command.ReadAsync(
            reader =>
                (
                    Attempt: new Attempt(
                        new PupilId(reader.GetInt64(0)),
                        reader.Date(2),
                        reader.Instant(3),
                        reader.GetString(4),
                        reader.GetString(5),
                        reader.GetString(6),
                        null,
                        null
                    ),
                    School: Laestab.From(reader.GetInt64(1)),
                    With: reader.IsDBNull(7) ? null : (byte[])reader.GetValue(7),
                    Note: reader.IsDBNull(8) ? null : (byte[])reader.GetValue(8),
                    RecordedAt: reader.Instant(9)
                ),
            cancellation
        );
        var attempts = new List<LoggedAttempt>(rows.Count);
        foreach (var row in rows)
        {
            var pupil = row.Attempt.Pupil;
            var with = row.With is null ? null : await vault.OpenAsync(pupil, row.With, cancellation);
            var note = row.Note is null ? null : await vault.OpenAsync(pupil, row.Note, cancellation);
            attempts.Add(new LoggedAttempt(row.School, row.Attempt with { With = with, Note = note }, row.RecordedAt));
        }
        return attempts;
    }
}

/// <summary>An attempt as logged, and the school whose absence it was about.</summary>
internal sealed record LoggedAttempt(Laestab School, Attempt Attempt, DateTimeOffset RecordedAt);
