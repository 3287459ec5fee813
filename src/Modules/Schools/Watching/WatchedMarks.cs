using System.Data.Common;
using Attendance.Schools.Contracts;
using Attendance.Schools.Contracts.Facts;
using Attendance.Schools.Data;
using Attendance.Schools.Standings;
using Attendance.SharedKernel.Facts;

namespace Attendance.Schools.Watching;

/// <summary>
/// Compares what grains say of watched children with what was told, in the transaction of the standings: a difference is a fact, once, however often a fold is
/// repeated or its reply lost.
/// </summary>
internal static class WatchedMarks
{
    /// <summary>Adds a fact for every mark that differs, and notes it as told.</summary>
    public static async Task CollectAsync(DbTransaction transaction, IReadOnlyList<StandingUpdate> updates, List<OutboxFact> facts)
    {
        foreach (var update in updates)
        {
            foreach (var reply in update.Replies)
            {
                if (reply.Watched is not { } view)
                    continue;
                var pupil = reply.Outcome.Standing.Pupil.Value;
                foreach (var changed in await CompareAsync(transaction, pupil, reply.Positions.Sum(position => position.Seq), view))
                    facts.Add(
                        new OutboxFact(
                            $"school/{update.School}",
                            update.FactPosition,
                            Ordinal(pupil, changed.Session, update.Salt),
                            changed
                        )
                    );
            }
        }
    }

    private static async Task<IReadOnlyList<WatchedMarkChanged>> CompareAsync(
        DbTransaction transaction,
        long pupil,
        long fold,
        WatchedView view
    )
    {
        var known = await transaction
            .Command(
                """
                select d.fold from schools_pupil p
                left join schools_watched d on d.pupil_id = p.pupil_id
                where p.pupil_id = @pupil and exists (
                    select 1 from schools_watch w join schools_pupil m on m.pupil_id = w.pupil_id
                    where m.pupil_id = p.pupil_id or m.merged_into = p.pupil_id)
                """
            )
            .With("pupil", pupil)
            .ReadAsync(reader => reader.IsDBNull(0) ? (long?)null : reader.GetInt64(0), CancellationToken.None);
        // Nobody watches any more, or a later fold has spoken.
        if (known is not [var told] || told > fold)
            return [];
        // The first view of a watch is where the telling begins.
        var first = told is null;
        if (first && view.From == int.MaxValue)
            return [];
        var stored = await StoredAsync(transaction, pupil, view);
        var changes = new List<WatchedMarkChanged>();
        foreach (var mark in view.Marks)
        {
            stored.Remove(mark.Session, out var before);
            var code = mark.Code == 0 ? null : AttendanceCode.FromId(mark.Code).Text;
            if (before.Code == code && (code is null || before.Missed == mark.Missed))
                continue;
            changes.Add(new WatchedMarkChanged(pupil, mark.Session, before.Code, code, mark.Missed));
        }
        if (view.From != int.MaxValue)
            changes.AddRange(stored.Select(gone => new WatchedMarkChanged(pupil, gone.Key, gone.Value.Code, null, Missed: false)));
        await SaveAsync(transaction, pupil, fold, changes);
        return first ? [] : changes;
    }

    private static async Task<Dictionary<int, (string? Code, bool Missed)>> StoredAsync(
        DbTransaction transaction,
        long pupil,
        WatchedView view
    )
    {
        var whole = view.From != int.MaxValue;
        var command = transaction
            .Command(
                $"select session, code, missed from schools_watched_mark where pupil_id = @pupil and session {(whole ? ">= @from" : "{sessions}")}"
            )
            .With("pupil", pupil);
        command = whole ? command.With("from", view.From) : command.WithAny("sessions", view.Marks.Select(mark => mark.Session));
        var rows = await command.ReadAsync(
            reader => (Session: reader.GetInt32(0), Code: reader.GetString(1), Missed: reader.GetBoolean(2)),
            CancellationToken.None
        );
        return rows.ToDictionary(row => row.Session, row => ((string?)row.Code, row.Missed));
    }

    private static async Task SaveAsync(DbTransaction transaction, long pupil, long fold, List<WatchedMarkChanged> changes)
    {
        await transaction
            .Command(
                "insert into schools_watched (pupil_id, fold) values (@pupil, @fold) on conflict (pupil_id) do update set fold = excluded.fold"
            )
            .With("pupil", pupil)
            .With("fold", fold)
            .RunAsync(CancellationToken.None);
        var gone = changes.FindAll(change => change.New is null).ConvertAll(change => change.Session);
        if (gone.Count > 0)
            await transaction
                .Command("delete from schools_watched_mark where pupil_id = @pupil and session {sessions}")
                .With("pupil", pupil)
                .WithAny("sessions", gone)
                .RunAsync(CancellationToken.None);
        await transaction.InsertAsync(
            "schools_watched_mark",
            ["pupil_id", "session", "code", "missed"],
            [
                .. changes
                    .Where(change => change.New is not null)
                    .Select(change => new object?[] { pupil, change.Session, change.New, change.Missed }),
            ],
            "on conflict (pupil_id, session) do update set code = excluded.code, missed = excluded.missed",
            CancellationToken.None
        );
    }

    /// <summary>The fact's place at its position: child and session hashed to 28 bits; the low bits tell it from a flag's (1 to 4).</summary>
    private static int Ordinal(long pupil, int session, long salt)
    {
        unchecked
        {
            var hash = ((ulong)pupil ^ (ulong)salt) * 0x9E3779B97F4A7C15UL;
            hash = (hash ^ (uint)session) * 0x9E3779B97F4A7C15UL;
            return ((int)(hash >> 36) << 3) | 5;
        }
    }
}
