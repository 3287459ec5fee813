using System.Data.Common;
using Attendance.Schools.Data;
using Attendance.Schools.Flags;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Microsoft.Data.Sqlite;

namespace Attendance.Schools.Live;

/// <summary>Notes what happened to flags in the transaction that writes them, each under the next number of its school.</summary>
internal static class FlagChangeLog
{
    private static readonly string[] Columns =
    [
        "school_id",
        "pos",
        "pupil_id",
        "rule",
        "episode",
        "kind",
        "level",
        "severity",
        "happened_at",
        "sentence",
        "written_at",
        "left_concern",
    ];

    private const string NextPosition = """
        insert into schools_change_mark as m (school_id, last_pos, pruned_pos) values (@school, @count, 0)
        on conflict (school_id) do update set last_pos = m.last_pos + excluded.last_pos returning last_pos
        """;

    private static readonly string Insert =
        $"insert into schools_flag_change ({string.Join(", ", Columns)}) values ({string.Join(',', Columns.Select(_ => '?'))})";

    /// <summary>Writes the changes, in order within each school. <paramref name="left"/>: the children who with them stop having a flag of concern or action.</summary>
    public static async Task WriteAsync(
        DbTransaction transaction,
        IReadOnlyList<NotedChange> changes,
        IReadOnlySet<long> left,
        DateTimeOffset now
    )
    {
        if (transaction.Connection is SqliteConnection sqlite)
            WriteSqlite(sqlite, changes, left, now);
        else
            await WritePostgresAsync(transaction, changes, left, now);
    }

    private static async Task WritePostgresAsync(
        DbTransaction transaction,
        IReadOnlyList<NotedChange> changes,
        IReadOnlySet<long> left,
        DateTimeOffset now
    )
    {
        // Schools in order: two writers that meet wait for each other and never in a circle.
        var bySchool = changes.GroupBy(change => change.School.Value).OrderBy(own => own.Key).ToList();
        var last = (
            await transaction
                .Command(
                    """
                    insert into schools_change_mark as m (school_id, last_pos, pruned_pos)
                    select school_id, count, 0 from unnest(@schools, @counts) as c (school_id, count) order by school_id
                    on conflict (school_id) do update set last_pos = m.last_pos + excluded.last_pos returning school_id, last_pos
                    """
                )
                .With("schools", bySchool.Select(own => (long)own.Key).ToArray())
                .With("counts", bySchool.Select(own => (long)own.Count()).ToArray())
                .ReadAsync(reader => (School: reader.GetInt64(0), Last: reader.GetInt64(1)), CancellationToken.None)
        ).ToDictionary(mark => mark.School, mark => mark.Last);
        var rows = new List<object?[]>(changes.Count);
        foreach (var own in bySchool)
        {
            var pos = last[own.Key] - own.Count();
            foreach (var (_, pupil, change) in own)
                rows.Add([
                    (long)own.Key,
                    ++pos,
                    pupil,
                    change.Rule,
                    change.Episode.Number,
                    (int)change.Kind,
                    change.Level,
                    (int)change.Severity,
                    change.At.Number,
                    change.Evidence?.Sentence ?? change.Trace,
                    now,
                    left.Contains(pupil),
                ]);
        }
        await transaction.InsertAsync("schools_flag_change", Columns, rows, "", CancellationToken.None);
    }

    private static void WriteSqlite(
        SqliteConnection connection,
        IReadOnlyList<NotedChange> changes,
        IReadOnlySet<long> left,
        DateTimeOffset now
    )
    {
        var mark = SqliteStatement.For(connection, NextPosition);
        var row = SqliteStatement.For(connection, Insert);
        var at = (string)SqlTypes.Instant(now, sqlite: true);
        foreach (var own in changes.GroupBy(change => change.School.Value))
        {
            var count = own.Count();
            var pos = mark.Bind(1, own.Key).Bind(2, count).ExecuteNumber()!.Value - count;
            foreach (var (_, pupil, change) in own)
            {
                row.Bind(1, own.Key)
                    .Bind(2, ++pos)
                    .Bind(3, pupil)
                    .Bind(4, change.Rule)
                    .Bind(5, change.Episode.Number)
                    .Bind(6, (int)change.Kind)
                    .Bind(7, change.Level)
                    .Bind(8, (int)change.Severity)
                    .Bind(9, change.At.Number)
                    .Bind(10, change.Evidence?.Sentence ?? change.Trace)
                    .Bind(11, at)
                    .Bind(12, left.Contains(pupil) ? 1 : 0)
                    .Execute();
            }
        }
    }
}

/// <summary>A change of a flag, and the school whose register, roll or calendar made it.</summary>
internal sealed record NotedChange(Laestab School, long Pupil, FlagChange Change);
