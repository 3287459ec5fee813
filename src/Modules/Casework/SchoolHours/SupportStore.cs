using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;
using MediatR;

namespace Attendance.Casework.SchoolHours;

/// <summary>Published hours of support, and what they would be today. One for each request: it reads the schools once.</summary>
internal sealed class SupportStore(Database database, IWriter writer, IMediator mediator, SchoolClock clock)
{
    private Task<IReadOnlyList<SchoolInputs>>? _inputs;

    /// <summary>The inputs of every school today.</summary>
    public Task<IReadOnlyList<SchoolInputs>> InputsAsync(CancellationToken cancellation) => _inputs ??= ReadInputsAsync(cancellation);

    /// <summary>What was published last, by school; empty while nothing was.</summary>
    public async Task<IReadOnlyDictionary<Laestab, PublishedSupport>> PublishedAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                """
                select round, school_id, roll, missed, need, half_hours, total_hours, roll_weight, missed_weight, need_weight, recorded_at from casework_support
                where round = (select max(round) from casework_support)
                """,
                cancellationToken: cancellation
            )
        );
        return rows.ToDictionary(
            row => Laestab.From(row.SchoolId),
            row => new PublishedSupport(
                new SchoolInputs(Laestab.From(row.SchoolId), row.Roll, row.Missed, row.Need),
                row.HalfHours,
                row.TotalHours,
                new SupportWeights(row.RollWeight, row.MissedWeight, row.NeedWeight),
                row.RecordedAt
            )
        );
    }

    /// <summary>Computes every school's hours from today's inputs and publishes them.</summary>
    public async Task PublishAsync(int totalHours, SupportWeights weights, string by, CancellationToken cancellation)
    {
        var inputs = await InputsAsync(cancellation);
        var hours = SupportFormula.Divide(inputs, totalHours, weights);
        var round = GrowingNumber.Next(TimeProvider.System);
        await writer.Run(
            async transaction =>
            {
                foreach (var school in inputs)
                    await transaction.Connection!.ExecuteAsync(
                        """
                        insert into casework_support (round, school_id, roll, missed, need, half_hours, total_hours, roll_weight, missed_weight, need_weight, recorded_at, recorded_by)
                        values (@round, @school, @roll, @missed, @need, @hours, @total, @rollWeight, @missedWeight, @needWeight, @at, @by)
                        """,
                        new
                        {
                            round,
                            school = (long)school.School.Value,
                            roll = school.Roll,
                            missed = school.Missed,
                            need = school.Need,
                            hours = hours[school.School],
                            total = totalHours,
                            rollWeight = weights.Roll,
                            missedWeight = weights.Missed,
                            needWeight = weights.Need,
                            at = clock.Now,
                            by,
                        },
                        transaction
                    );
            },
            cancellation
        );
    }

    private async Task<IReadOnlyList<SchoolInputs>> ReadInputsAsync(CancellationToken cancellation) =>
        [
            .. (await mediator.Send(new ReadSchoolInputs(), cancellation)).Select(school => new SchoolInputs(
                school.School,
                school.Roll,
                school.Missed,
                school.Concerns
            )),
        ];

    private sealed class Row
    {
        public long SchoolId { get; init; }
        public int Roll { get; init; }
        public int Missed { get; init; }
        public int Need { get; init; }
        public int HalfHours { get; init; }
        public int TotalHours { get; init; }
        public int RollWeight { get; init; }
        public int MissedWeight { get; init; }
        public int NeedWeight { get; init; }
        public DateTimeOffset RecordedAt { get; init; }
    }
}

/// <summary>A school's hours as they were published, with what they rest on.</summary>
internal sealed record PublishedSupport(
    SchoolInputs Inputs,
    int HalfHours,
    int TotalHours,
    SupportWeights Weights,
    DateTimeOffset PublishedAt
);
