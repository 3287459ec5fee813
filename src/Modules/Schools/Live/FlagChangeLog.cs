using System.Data.Common;
using Attendance.Schools.Data;
using Attendance.Schools.Flags;
using Attendance.SharedKernel;

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

    /// <summary>Writes the changes, in order within each school. <paramref name="left"/>: the children who with them stop having a flag of concern or action.</summary>
    public static async Task WriteAsync(
        DbTransaction transaction,
        IReadOnlyList<NotedChange> changes,
        IReadOnlySet<long> left,
        DateTimeOffset now
    )
    {
        var rows = new List<object?[]>(changes.Count);
        // Schools in order: two writers that meet wait for each other and never in a circle.
        foreach (var own in changes.GroupBy(change => change.School.Value).OrderBy(own => own.Key))
        {
            var count = own.Count();
            var last = await transaction
                .Command(
                    """
                    insert into schools_change_mark as m (school_id, last_pos, pruned_pos) values (@school, @count, 0)
                    on conflict (school_id) do update set last_pos = m.last_pos + excluded.last_pos returning last_pos
                    """
                )
                .With("school", (long)own.Key)
                .With("count", (long)count)
                .ReadAsync(reader => reader.GetInt64(0), CancellationToken.None);
            var pos = last[0] - count;
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
}

/// <summary>A change of a flag, and the school whose register, roll or calendar made it.</summary>
internal sealed record NotedChange(Laestab School, long Pupil, FlagChange Change);
