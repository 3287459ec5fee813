using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.Sweeps;

/// <summary>Sweeps, who is out, and who was stopped. Judges nobody: who asks was judged before.</summary>
internal sealed class SweepBook(Database database, SchoolClock clock)
{
    private const string Columns =
        "id, area, begins, ends, level, premises, planned_by, authorised_by_officer, rank, authorised_at, closed_at";

    private const string StopColumns = """
        sweep_id, stop_key, stopped_at, place, north, east, with_adult, taken_to, said, given_name, family_name, birth_date, pupil_id,
            first_finding, case_id
        """;

    /// <summary>Sweeps whose period began in a time, the latest first; at most <paramref name="most"/>.</summary>
    public async Task<IReadOnlyList<Sweep>> ListAsync(DateTimeOffset from, DateTimeOffset before, int most, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Sweep>(
            new CommandDefinition(
                $"select {Columns} from partners_sweep where begins >= @from and begins < @before order by begins desc, id desc limit @most",
                new
                {
                    from,
                    before,
                    most,
                },
                cancellationToken: cancellation
            )
        );
        return [.. rows];
    }

    /// <summary>One sweep, or null.</summary>
    public async Task<Sweep?> FindAsync(long id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<Sweep>(
            new CommandDefinition($"select {Columns} from partners_sweep where id = @id", new { id }, cancellationToken: cancellation)
        );
    }

    /// <summary>Who signed on for a sweep.</summary>
    public async Task<IReadOnlyList<long>> OfficersAsync(long id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<long>(
            new CommandDefinition(
                "select person_id from partners_sweep_officer where sweep_id = @id order by joined_at, person_id",
                new { id },
                cancellationToken: cancellation
            )
        );
        return [.. rows];
    }

    /// <summary>The stops of some sweeps, in the order they were made.</summary>
    public async Task<IReadOnlyList<Stop>> StopsAsync(IReadOnlyCollection<long> sweeps, CancellationToken cancellation)
    {
        if (sweeps.Count == 0)
            return [];
        await using var connection = await database.OpenAsync(cancellation);
        // Numbers of this table's own, so that no parameter is needed for each.
        var rows = await connection.QueryAsync<Stop>(
            new CommandDefinition(
                $"select {StopColumns} from partners_sweep_stop where sweep_id in ({string.Join(',', sweeps)}) order by stopped_at, stop_key",
                cancellationToken: cancellation
            )
        );
        return [.. rows];
    }

    public async Task<long> PlanAsync(
        DbTransaction transaction,
        string area,
        DateTimeOffset begins,
        DateTimeOffset ends,
        SweepLevel level,
        string premises,
        Caller by
    )
    {
        var id = SharedKernel.GrowingNumber.Next(TimeProvider.System);
        await transaction.Connection!.ExecuteAsync(
            """
            insert into partners_sweep (id, area, begins, ends, level, premises, planned_at, planned_by)
            values (@id, @area, @begins, @ends, @level, @premises, @now, @by)
            """,
            new
            {
                id,
                area,
                begins,
                ends,
                level = level.ToString(),
                premises,
                now = clock.Now,
                by = by.Name,
            },
            transaction
        );
        return id;
    }

    /// <summary>False: it was authorised before.</summary>
    public async Task<bool> AuthoriseAsync(DbTransaction transaction, long id, string officer, AuthorisingRank rank, Caller by) =>
        await transaction.Connection!.ExecuteAsync(
            """
            update partners_sweep set authorised_by_officer = @officer, rank = @rank, authorised_at = @now, authorised_by = @by
            where id = @id and authorised_at is null and closed_at is null
            """,
            new
            {
                id,
                officer,
                rank = rank.ToString(),
                now = clock.Now,
                by = by.Name,
            },
            transaction
        ) == 1;

    public Task JoinAsync(DbTransaction transaction, long id, long person) =>
        transaction.Connection!.ExecuteAsync(
            "insert into partners_sweep_officer (sweep_id, person_id, joined_at) values (@id, @person, @now) on conflict do nothing",
            new
            {
                id,
                person,
                now = clock.Now,
            },
            transaction
        );

    /// <summary>Writes a stop that is not there yet; the one that is stays as it was.</summary>
    public Task RecordAsync(DbTransaction transaction, Stop stop, Caller by) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_sweep_stop (sweep_id, stop_key, stopped_at, place, north, east, with_adult, taken_to, said, given_name, family_name,
                birth_date, pupil_id, first_finding, recorded_at, recorded_by)
            values (@SweepId, @StopKey, @StoppedAt, @Place, @North, @East, @WithAdult, @takenTo, @Said, @GivenName, @FamilyName,
                @BirthDate, @PupilId, @finding, @now, @by) on conflict do nothing
            """,
            new
            {
                stop.SweepId,
                stop.StopKey,
                stop.StoppedAt,
                stop.Place,
                stop.North,
                stop.East,
                stop.WithAdult,
                takenTo = stop.TakenTo.ToString(),
                stop.Said,
                stop.GivenName,
                stop.FamilyName,
                stop.BirthDate,
                stop.PupilId,
                finding = stop.FirstFinding?.ToString(),
                now = clock.Now,
                by = by.Name,
            },
            transaction
        );

    public static Task ReferredAsync(DbTransaction transaction, Stop stop, string caseId) =>
        transaction.Connection!.ExecuteAsync(
            "update partners_sweep_stop set case_id = @caseId where sweep_id = @SweepId and stop_key = @StopKey",
            new
            {
                caseId,
                stop.SweepId,
                stop.StopKey,
            },
            transaction
        );

    public Task CloseAsync(DbTransaction transaction, long id, Caller by) =>
        transaction.Connection!.ExecuteAsync(
            "update partners_sweep set closed_at = @now, closed_by = @by where id = @id and closed_at is null",
            new
            {
                id,
                now = clock.Now,
                by = by.Name,
            },
            transaction
        );
}
