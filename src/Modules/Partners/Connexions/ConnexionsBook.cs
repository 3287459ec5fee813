using System.Data.Common;
using Attendance.Casework.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.Connexions;

/// <summary>Reads and writes barriers and destinations of young people. Judges nobody.</summary>
internal sealed class ConnexionsBook(Database database, SchoolClock clock)
{
    /// <summary>An agency's barriers of young people (null: of all), those that stand first, then the latest first.</summary>
    public async Task<IReadOnlyList<Barrier>> BarriersAsync(
        string agency,
        IReadOnlyCollection<PupilId>? pupils,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<BarrierRow>(
            new CommandDefinition(
                $"""
                select * from partners_barrier where agency = @agency {Of(pupils)}
                order by case when settled_on is null then 0 else 1 end, recorded_on desc, id desc
                """,
                new { agency },
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(row => row.Barrier)];
    }

    /// <summary>One barrier; null when there is none.</summary>
    public async Task<Barrier?> FindBarrierAsync(long id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var row = await connection.QuerySingleOrDefaultAsync<BarrierRow>(
            new CommandDefinition("select * from partners_barrier where id = @id", new { id }, cancellationToken: cancellation)
        );
        return row?.Barrier;
    }

    /// <summary>The last destination that an agency knows of young people (null: of all), by child.</summary>
    public async Task<IReadOnlyDictionary<PupilId, Destination>> DestinationsAsync(
        string agency,
        IReadOnlyCollection<PupilId>? pupils,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<DestinationRow>(
            new CommandDefinition(
                $"select * from partners_destination where agency = @agency {Of(pupils)} order by id",
                new { agency },
                cancellationToken: cancellation
            )
        );
        return rows.Select(row => row.Destination).GroupBy(each => each.Pupil).ToDictionary(each => each.Key, each => each.Last());
    }

    public static Task AddBarrierAsync(DbTransaction transaction, Barrier barrier, string by) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_barrier (id, agency, pupil_id, factor, words, seen_with, recorded_on, recorded_by)
            values (@id, @agency, @pupil, @factor, @words, @with, @on, @by)
            """,
            new
            {
                id = barrier.Id,
                agency = barrier.Agency,
                pupil = barrier.Pupil.Value,
                factor = barrier.Factor.ToString(),
                words = barrier.Words,
                with = barrier.SeenWith,
                on = barrier.RecordedOn,
                by,
            },
            transaction
        );

    /// <summary>A barrier is overcome. False: it was.</summary>
    public async Task<bool> SettleAsync(DbTransaction transaction, long id, byte[] words, string by) =>
        await transaction.Connection!.ExecuteAsync(
            "update partners_barrier set settled_on = @today, settled_by = @by, settled_words = @words where id = @id and settled_on is null",
            new
            {
                id,
                words,
                by,
                today = clock.Today,
            },
            transaction
        ) == 1;

    public static Task AddDestinationAsync(DbTransaction transaction, Destination destination, string by) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_destination (id, agency, pupil_id, leaving_year, kind, words, recorded_on, recorded_by)
            values (@id, @agency, @pupil, @year, @kind, @words, @on, @by)
            """,
            new
            {
                id = destination.Id,
                agency = destination.Agency,
                pupil = destination.Pupil.Value,
                year = destination.LeavingYear.StartYear,
                kind = destination.Kind.ToString(),
                words = destination.Words,
                on = destination.RecordedOn,
                by,
            },
            transaction
        );

    // Numbers of children, so that no parameter is needed for each.
    private static string Of(IReadOnlyCollection<PupilId>? pupils) =>
        pupils is null ? "" : $"and pupil_id in ({string.Join(',', pupils.Select(pupil => pupil.Value).Append(0))})";

    private sealed class BarrierRow
    {
        public long Id { get; init; }
        public string Agency { get; init; } = "";
        public long PupilId { get; init; }
        public string Factor { get; init; } = "";
        public byte[] Words { get; init; } = [];
        public string? SeenWith { get; init; }
        public DateOnly RecordedOn { get; init; }
        public DateOnly? SettledOn { get; init; }
        public byte[]? SettledWords { get; init; }

        public Barrier Barrier =>
            new(Id, Agency, new PupilId(PupilId), Enum.Parse<Factor>(Factor), Words, SeenWith, RecordedOn, SettledOn, SettledWords);
    }

    private sealed class DestinationRow
    {
        public long Id { get; init; }
        public string Agency { get; init; } = "";
        public long PupilId { get; init; }
        public int LeavingYear { get; init; }
        public string Kind { get; init; } = "";
        public byte[]? Words { get; init; }
        public DateOnly RecordedOn { get; init; }

        public Destination Destination =>
            new(Id, Agency, new PupilId(PupilId), new AcademicYear(LeavingYear), Enum.Parse<DestinationKind>(Kind), Words, RecordedOn);
    }
}
