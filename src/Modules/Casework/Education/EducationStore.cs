using Attendance.Casework.Cases;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Casework.Education;

/// <summary>Reads and writes how children are educated. Judges nobody.</summary>
internal sealed class EducationStore(Database database, IWriter writer, IPupilTexts texts, SchoolClock clock)
{
    private const string Family =
        "(pupil_id = @pupil or pupil_id in (select p.target_id from access_place p where p.pupil = @pupil and p.target = 'pupil'))";

    /// <summary>What was recorded of a child, the latest first.</summary>
    public async Task<IReadOnlyList<RecordedEducation>> ReadAsync(PupilId pupil, CancellationToken cancellation)
    {
        var rows = await RowsAsync<StatusRow>(
            $"select pupil_id, status, from_date, words, recorded_at, recorded_by from casework_education where {Family} order by from_date desc, version desc",
            pupil,
            cancellation
        );
        var read = new List<RecordedEducation>();
        foreach (var row in rows)
            read.Add(
                new RecordedEducation(
                    Stored.Read<EducationStatus>(row.Status),
                    row.FromDate,
                    await OpenAsync(row.PupilId, row.Words, cancellation),
                    row.RecordedAt,
                    row.RecordedBy
                )
            );
        return read;
    }

    /// <summary>What happened in a child's home education, the latest first.</summary>
    public async Task<IReadOnlyList<RecordedStep>> StepsAsync(PupilId pupil, CancellationToken cancellation)
    {
        var rows = await RowsAsync<StepRow>(
            $"select pupil_id, step, done_on, suitable, words, recorded_at, recorded_by from casework_home_education where {Family} order by done_on desc, number desc",
            pupil,
            cancellation
        );
        var read = new List<RecordedStep>();
        foreach (var row in rows)
            read.Add(
                new RecordedStep(
                    Stored.Read<HomeEducationStep>(row.Step),
                    row.DoneOn,
                    row.Suitable,
                    await OpenAsync(row.PupilId, row.Words, cancellation),
                    row.RecordedAt,
                    row.RecordedBy
                )
            );
        return read;
    }

    /// <summary>Records a status from a day on.</summary>
    public async Task RecordAsync(
        PupilId pupil,
        EducationStatus status,
        DateOnly from,
        string words,
        string by,
        CancellationToken cancellation
    )
    {
        var sealedWords = await texts.SealAsync(pupil, words, cancellation);
        await writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into casework_education (pupil_id, version, status, from_date, words, recorded_at, recorded_by)
                    select @pupil, coalesce(max(version), 0) + 1, @status, @from, @words, @at, @by from casework_education where pupil_id = @pupil
                    """,
                    new
                    {
                        pupil = pupil.Value,
                        status = Stored.Name(status),
                        from,
                        words = sealedWords,
                        at = clock.Now,
                        by,
                    },
                    transaction
                ),
            cancellation
        );
    }

    /// <summary>Records a step of a home education.</summary>
    public async Task RecordAsync(
        PupilId pupil,
        HomeEducationStep step,
        DateOnly on,
        bool? suitable,
        string words,
        string by,
        CancellationToken cancellation
    )
    {
        var sealedWords = await texts.SealAsync(pupil, words, cancellation);
        await writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into casework_home_education (pupil_id, number, step, done_on, suitable, words, recorded_at, recorded_by)
                    select @pupil, coalesce(max(number), 0) + 1, @step, @on, @suitable, @words, @at, @by from casework_home_education where pupil_id = @pupil
                    """,
                    new
                    {
                        pupil = pupil.Value,
                        step = Stored.Name(step),
                        on,
                        suitable,
                        words = sealedWords,
                        at = clock.Now,
                        by,
                    },
                    transaction
                ),
            cancellation
        );
    }

    private async Task<List<T>> RowsAsync<T>(string sql, PupilId pupil, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return
        [
            .. await connection.QueryAsync<T>(new CommandDefinition(sql, new { pupil = pupil.Value }, cancellationToken: cancellation)),
        ];
    }

    private async Task<string?> OpenAsync(long pupil, byte[] words, CancellationToken cancellation) =>
        (await texts.OpenAsync(new PupilId(pupil), [words], cancellation))[0];

    private sealed class StatusRow
    {
        public long PupilId { get; init; }
        public string Status { get; init; } = "";
        public DateOnly FromDate { get; init; }
        public byte[] Words { get; init; } = [];
        public DateTimeOffset RecordedAt { get; init; }
        public string RecordedBy { get; init; } = "";
    }

    private sealed class StepRow
    {
        public long PupilId { get; init; }
        public string Step { get; init; } = "";
        public DateOnly DoneOn { get; init; }
        public bool? Suitable { get; init; }
        public byte[] Words { get; init; } = [];
        public DateTimeOffset RecordedAt { get; init; }
        public string RecordedBy { get; init; } = "";
    }
}

/// <summary>A status from a day on. <paramref name="Words"/> is null once the child's texts were erased.</summary>
internal sealed record RecordedEducation(
    EducationStatus Status,
    DateOnly From,
    string? Words,
    DateTimeOffset RecordedAt,
    string RecordedBy
);

/// <summary>A step of a home education; <paramref name="Suitable"/> only for a view of it.</summary>
internal sealed record RecordedStep(
    HomeEducationStep Step,
    DateOnly On,
    bool? Suitable,
    string? Words,
    DateTimeOffset RecordedAt,
    string RecordedBy
);
