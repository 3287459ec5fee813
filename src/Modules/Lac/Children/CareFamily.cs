using System.Data.Common;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Lac.Children;

/// <summary>
/// The ids under which a child's care may be kept. When a record is merged into another nothing is moved (Schools), and a merge can be taken back: what was recorded of
/// the child's care stays under the id that it was recorded under, and what comes later joins it there.
/// </summary>
internal sealed class CareFamily(Database database)
{
    // Of a child: its own id, and those of records that were merged into it.
    private const string Ids =
        "(c.pupil_id = @pupil or c.pupil_id in (select a.target_id from access_place a where a.target = 'pupil' and a.pupil = @pupil))";

    /// <summary>The id under which the child's care is kept; the one that was asked when there is none yet.</summary>
    public async Task<PupilId> KeptUnderAsync(PupilId pupil, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var kept = await connection.QueryFirstOrDefaultAsync<long?>(
            new CommandDefinition(
                $"""
                select c.pupil_id from (select pupil_id from lac_episode union select pupil_id from lac_protection_plan) c
                where {Ids} order by case when c.pupil_id = @pupil then 0 else 1 end, c.pupil_id
                """,
                new { pupil = pupil.Value },
                cancellationToken: cancellation
            )
        );
        return kept is { } id ? new PupilId(id) : pupil;
    }

    /// <summary>The ids of the family under which care is kept, of whom a mark was changed.</summary>
    public static async Task<IReadOnlyList<PupilId>> InCareAsync(DbTransaction transaction, PupilId pupil)
    {
        var ids = await transaction.Connection!.QueryAsync<long>(
            $"select distinct c.pupil_id from lac_episode c where {Ids}",
            new { pupil = pupil.Value },
            transaction
        );
        return [.. ids.Select(id => new PupilId(id))];
    }

    /// <summary>The child's present id, then every other id under which care of the same child is kept.</summary>
    public static async Task<IReadOnlyList<PupilId>> MembersAsync(DbTransaction transaction, PupilId pupil)
    {
        var survivor =
            await transaction.Connection!.QueryFirstOrDefaultAsync<long?>(
                "select pupil from access_place where target = 'pupil' and target_id = @pupil",
                new { pupil = pupil.Value },
                transaction
            ) ?? pupil.Value;
        var others = await transaction.Connection!.QueryAsync<long>(
            $"select c.pupil_id from (select pupil_id from lac_episode union select pupil_id from lac_protection_plan) c where {Ids} and c.pupil_id <> @pupil",
            new { pupil = survivor },
            transaction
        );
        return [new PupilId(survivor), .. others.Select(id => new PupilId(id))];
    }

    /// <summary>The children whose record was merged into another, or no longer is, since they were last followed.</summary>
    public async Task<IReadOnlyList<MovedChild>> MovedAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(long Pupil, long Survivor, long Known)>(
            new CommandDefinition(
                """
                select m.pupil_id, m.survivor, m.known from (
                    select c.pupil_id, coalesce(a.pupil, c.pupil_id) as survivor, coalesce(f.survivor, c.pupil_id) as known
                    from (select pupil_id from lac_episode union select pupil_id from lac_protection_plan) c
                    left join access_place a on a.target = 'pupil' and a.target_id = c.pupil_id
                    left join lac_follow f on f.pupil_id = c.pupil_id
                ) m where m.survivor <> m.known
                """,
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(row => new MovedChild(new PupilId(row.Pupil), new PupilId(row.Survivor), new PupilId(row.Known)))];
    }

    /// <summary>Notes under which id a child's care stands now.</summary>
    public static Task<int> NoteAsync(DbTransaction transaction, MovedChild moved) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into lac_follow (pupil_id, survivor) values (@pupil, @survivor)
            on conflict (pupil_id) do update set survivor = excluded.survivor
            """,
            new { pupil = moved.Pupil.Value, survivor = moved.Survivor.Value },
            transaction
        );
}

/// <summary>A child whose care stood under <paramref name="Known"/> and stands under <paramref name="Survivor"/> now.</summary>
internal sealed record MovedChild(PupilId Pupil, PupilId Survivor, PupilId Known);
