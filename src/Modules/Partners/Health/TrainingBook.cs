using System.Data.Common;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.Health;

/// <summary>Reads and writes the register of training. Judges nobody.</summary>
internal sealed class TrainingBook(Database database, SchoolClock clock)
{
    /// <summary>Trainings of a school, or of all when null, the latest first.</summary>
    public async Task<IReadOnlyList<MedicalTraining>> ListAsync(Laestab? school, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                $"select * from partners_training {(school is null ? "" : "where school_id = @school")} order by held_on desc, id desc",
                new { school = (long?)school?.Value },
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(row => row.Training)];
    }

    /// <summary>Writes one.</summary>
    public Task AddAsync(DbTransaction transaction, MedicalTraining training, string by) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_training (id, school_id, topic, held_on, renew_on, staff, trainer, recorded_by, recorded_at)
            values (@id, @school, @topic, @held, @renew, @staff, @trainer, @by, @now)
            """,
            new
            {
                id = training.Id,
                school = (long)training.School.Value,
                topic = training.Topic.ToString(),
                held = training.HeldOn,
                renew = training.RenewOn,
                staff = training.Staff,
                trainer = training.Trainer,
                by,
                now = clock.Now,
            },
            transaction
        );

    private sealed class Row
    {
        public long Id { get; init; }
        public long SchoolId { get; init; }
        public string Topic { get; init; } = "";
        public DateOnly HeldOn { get; init; }
        public DateOnly RenewOn { get; init; }
        public int Staff { get; init; }
        public string Trainer { get; init; } = "";

        public MedicalTraining Training =>
            new(Id, Laestab.From(SchoolId), Enum.Parse<MedicalTopic>(Topic), HeldOn, RenewOn, Staff, Trainer);
    }
}
