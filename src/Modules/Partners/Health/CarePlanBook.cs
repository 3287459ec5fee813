using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Partners.Sharing;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.Health;

/// <summary>Reads and writes medical care plans, and with them the markers from which the rules of early identification know them. Judges nobody.</summary>
internal sealed class CarePlanBook(Database database, IMarkers markers, SchoolClock clock)
{
    /// <summary>The plans of a child, or of all when null, the newest first.</summary>
    public async Task<IReadOnlyList<CarePlan>> ListAsync(PupilId? pupil, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await ReadAsync(connection, pupil, null);
    }

    /// <summary>One plan; null when there is none.</summary>
    public async Task<CarePlan?> FindAsync(long id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition("select * from partners_care_plan where id = @id", new { id }, cancellationToken: cancellation)
        );
        return row?.Plan;
    }

    /// <summary>Writes a plan; one that holds until then ends the day before. False: another begins on that day or later.</summary>
    public async Task<bool> AddAsync(DbTransaction transaction, Caller caller, CarePlan plan, CancellationToken cancellation)
    {
        if ((await ReadAsync(transaction.Connection!, plan.Pupil, transaction)).Any(known => known.From >= plan.From))
            return false;
        await transaction.Connection!.ExecuteAsync(
            $"""
            update partners_care_plan set until_date = @before, ended_by = @by
            where {MergedPupils.Are("pupil_id", "@pupil")} and (until_date is null or until_date >= @from)
            """,
            new
            {
                pupil = plan.Pupil.Value,
                from = plan.From,
                before = plan.From.AddDays(-1),
                by = caller.Name,
            },
            transaction
        );
        await transaction.Connection!.ExecuteAsync(
            """
            insert into partners_care_plan (id, pupil_id, condition, actions, from_date, until_date, review_on, written_by, written_at)
            values (@id, @pupil, @condition, @actions, @from, @until, @review, @by, @now)
            """,
            new
            {
                id = plan.Id,
                pupil = plan.Pupil.Value,
                condition = plan.Condition,
                actions = plan.Actions,
                from = plan.From,
                until = plan.Until,
                review = plan.ReviewOn,
                by = caller.Name,
                now = clock.Now,
            },
            transaction
        );
        await MarkAsync(transaction, caller, plan.Pupil, cancellation);
        return true;
    }

    /// <summary>Ends a plan with its last day. False: there is none that holds beyond it.</summary>
    public async Task<bool> EndAsync(
        DbTransaction transaction,
        Caller caller,
        CarePlan plan,
        DateOnly lastDay,
        CancellationToken cancellation
    )
    {
        var ended = await transaction.Connection!.ExecuteAsync(
            """
            update partners_care_plan set until_date = @last, ended_by = @by
            where id = @id and from_date <= @last and (until_date is null or until_date > @last)
            """,
            new
            {
                id = plan.Id,
                last = lastDay,
                by = caller.Name,
            },
            transaction
        );
        if (ended == 1)
            await MarkAsync(transaction, caller, plan.Pupil, cancellation);
        return ended == 1;
    }

    /// <summary>The child's markers follow the plans, in the same transaction. They are the present id's, so those of a merged record go with them.</summary>
    private async Task MarkAsync(DbTransaction transaction, Caller caller, PupilId pupil, CancellationToken cancellation) =>
        await markers.ReplaceAsync(
            transaction,
            caller,
            pupil,
            MarkerKinds.MedicalCarePlan,
            CarePlan.Source,
            [.. (await ReadAsync(transaction.Connection!, pupil, transaction)).Select(plan => new MarkedSpan(plan.From, plan.Until))],
            cancellation
        );

    private static async Task<IReadOnlyList<CarePlan>> ReadAsync(DbConnection connection, PupilId? pupil, DbTransaction? transaction) =>
        [
            .. (
                await connection.QueryAsync<Row>(
                    $"select * from partners_care_plan {(pupil is null ? "" : $"where {MergedPupils.Are("pupil_id", "@pupil")}")} order by from_date desc, id desc",
                    new { pupil = pupil?.Value },
                    transaction
                )
            ).Select(row => row.Plan),
        ];

    private sealed class Row
    {
        public long Id { get; init; }
        public long PupilId { get; init; }
        public byte[] Condition { get; init; } = [];
        public byte[] Actions { get; init; } = [];
        public DateOnly FromDate { get; init; }
        public DateOnly? UntilDate { get; init; }
        public DateOnly ReviewOn { get; init; }

        public CarePlan Plan => new(Id, new PupilId(PupilId), Condition, Actions, FromDate, UntilDate, ReviewOn);
    }
}
