using System.Data.Common;
using Attendance.Schools.Data;
using Attendance.Schools.Pupils;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Flags;

/// <summary>Reads dismissed flags: for the fold, and for a child's page.</summary>
internal sealed class FlagDismissals(Database database, PupilVault vault)
{
    /// <summary>
    /// The dismissals of these children that nobody took back, now or as known at an instant. A survivor has those of every record merged into it; a child without
    /// any is left out.
    /// </summary>
    public async Task<IReadOnlyDictionary<PupilId, IReadOnlyList<FlagDismissal>>> LoadAsync(
        IReadOnlyCollection<PupilId> pupils,
        DateTimeOffset? knownAt,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var aliases = await new RollRows(transaction, knownAt).AliasesAsync(cancellation);
        var rows = await RowsAsync(transaction, aliases.WithAll(pupils.Select(pupil => pupil.Value)), knownAt, cancellation);
        var asked = pupils.ToHashSet();
        return rows.Where(row => !row.Withdrawn)
            .GroupBy(row => new PupilId(aliases.Survivor(row.Pupil)))
            .Where(group => asked.Contains(group.Key))
            .ToDictionary(group => group.Key, group => (IReadOnlyList<FlagDismissal>)[.. group.Select(row => row.Dismissal)]);
    }

    /// <summary>What was ever decided about the flags of one child, under any of its ids, the latest first.</summary>
    public async Task<IReadOnlyList<DecidedFlag>> HistoryAsync(
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
                select pupil_id, rule, session, withdrawn, reason, recorded_at, recorded_by from schools_flag_dismissal
                where pupil_id {ids}{{(knownAt is null ? "" : " and recorded_at <= @known")}}
                order by recorded_at desc, rule, version desc
                """
            )
            .WithAny("ids", family.Select(id => id.Value));
        if (knownAt is { } known)
            command.With("known", known);
        var rows = await command.ReadAsync(
            reader =>
                (
                    Pupil: new PupilId(reader.GetInt64(0)),
                    Rule: reader.GetString(1),
                    At: new SessionKey(reader.GetInt32(2)),
                    Restored: reader.GetBoolean(3),
                    Reason: (byte[])reader.GetValue(4),
                    RecordedAt: reader.Instant(5),
                    By: reader.GetString(6)
                ),
            cancellation
        );
        var decided = new List<DecidedFlag>(rows.Count);
        foreach (var row in rows)
        {
            var reason = await vault.OpenAsync(row.Pupil, row.Reason, cancellation);
            decided.Add(new DecidedFlag(row.Rule, row.At, row.Restored, reason, row.RecordedAt, row.By));
        }
        return decided;
    }

    /// <summary>The latest version of every dismissal of these pupil ids.</summary>
    public static async Task<List<DismissalRow>> RowsAsync(
        DbTransaction transaction,
        IReadOnlyCollection<long> pupils,
        DateTimeOffset? knownAt,
        CancellationToken cancellation
    )
    {
        var command = transaction
            .Command(
                $$"""
                select pupil_id, rule, session, version, level, withdrawn from schools_flag_dismissal
                where pupil_id {ids}{{(knownAt is null ? "" : " and recorded_at <= @known")}}
                order by pupil_id, rule, session, version
                """
            )
            .WithAny("ids", pupils);
        if (knownAt is { } known)
            command.With("known", known);
        var rows = await command.ReadAsync(
            reader => new DismissalRow(
                reader.GetInt64(0),
                new FlagDismissal(reader.GetString(1), new SessionKey(reader.GetInt32(2)), reader.GetInt32(4)),
                reader.GetInt32(3),
                reader.GetBoolean(5)
            ),
            cancellation
        );
        return [.. rows.GroupBy(row => (row.Pupil, row.Dismissal.Rule, row.Dismissal.At)).Select(versions => versions.Last())];
    }
}

/// <summary>A dismissal as stored.</summary>
internal sealed record DismissalRow(long Pupil, FlagDismissal Dismissal, int Version, bool Withdrawn);

/// <summary>A flag that somebody dismissed or restored. <paramref name="Reason"/> is null once the child's texts were erased.</summary>
internal sealed record DecidedFlag(string Rule, SessionKey At, bool Restored, string? Reason, DateTimeOffset RecordedAt, string By);
