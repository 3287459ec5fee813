using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;

namespace Attendance.Schools.Watching;

/// <summary>Keeps the watch list. The first watch and the end of the last one are noted on the child's rolls, so that the child's grain hears of it.</summary>
internal sealed class WatchList(Database database, SchoolClock clock, IPlaces places) : IWatchList
{
    private const int LongestWatcher = 100;

    public async Task AddAsync(
        DbTransaction transaction,
        Caller caller,
        PupilId pupil,
        string watcher,
        CancellationToken cancellation = default
    )
    {
        if (watcher.Length is 0 or > LongestWatcher)
            throw new ArgumentOutOfRangeException(nameof(watcher), $"A watcher has 1 to {LongestWatcher} characters.");
        var change = new RollTransaction(transaction, clock, places, caller.Name, cancellation);
        if ((await change.Rows.PupilsAsync([pupil.Value], cancellation)).Count == 0)
            throw new InvalidOperationException($"There is no child {pupil}.");
        var family = await FamilyAsync(change, pupil);
        var before = await WatchersAsync(change, family);
        if (before.Contains((pupil.Value, watcher)))
            return;
        if (before.Count == 0)
            await change.TouchEveryRollAsync("watch", [family[0]]);
        await change
            .Transaction.Command(
                "insert into schools_watch (pupil_id, watcher, recorded_at, recorded_by) values (@pupil, @watcher, @at, @by) on conflict do nothing"
            )
            .With("pupil", pupil.Value)
            .With("watcher", watcher)
            .With("at", change.RecordedAt)
            .With("by", change.RecordedBy)
            .RunAsync(cancellation);
        await change.CloseAsync();
    }

    public async Task RemoveAsync(
        DbTransaction transaction,
        Caller caller,
        PupilId pupil,
        string watcher,
        CancellationToken cancellation = default
    )
    {
        var change = new RollTransaction(transaction, clock, places, caller.Name, cancellation);
        var family = await FamilyAsync(change, pupil);
        var removed = await change
            .Transaction.Command("delete from schools_watch where watcher = @watcher and pupil_id {ids}")
            .With("watcher", watcher)
            .WithAny("ids", family)
            .RunAsync(cancellation);
        if (removed == 0 || (await WatchersAsync(change, family)).Count > 0)
            return;
        foreach (var table in (string[])["schools_watched", "schools_watched_mark"])
            await change.Transaction.Command($"delete from {table} where pupil_id {{ids}}").WithAny("ids", family).RunAsync(cancellation);
        await change.TouchEveryRollAsync("watch", [family[0]]);
        await change.CloseAsync();
    }

    /// <summary>Which of these children are watched, under the ids that they have now.</summary>
    public async Task<IReadOnlySet<PupilId>> WatchedAsync(IReadOnlyCollection<PupilId> pupils, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await transaction
            .Command(
                """
                select distinct coalesce(p.merged_into, p.pupil_id) from schools_watch w join schools_pupil p on p.pupil_id = w.pupil_id
                where coalesce(p.merged_into, p.pupil_id) {ids}
                """
            )
            .WithAny("ids", pupils.Select(pupil => pupil.Value))
            .ReadAsync(reader => new PupilId(reader.GetInt64(0)), cancellation);
        return rows.ToHashSet();
    }

    /// <summary>The survivor first, then every id that stands for the same child.</summary>
    private static async Task<List<long>> FamilyAsync(RollTransaction change, PupilId pupil)
    {
        var aliases = await change.Rows.AliasesAsync(change.Cancellation);
        var survivor = aliases.Survivor(pupil.Value);
        return [survivor, .. aliases.Family(survivor).Where(id => id != survivor)];
    }

    private static async Task<HashSet<(long Pupil, string Watcher)>> WatchersAsync(RollTransaction change, List<long> family) =>
        (
            await change
                .Transaction.Command("select pupil_id, watcher from schools_watch where pupil_id {ids}")
                .WithAny("ids", family)
                .ReadAsync(reader => (reader.GetInt64(0), reader.GetString(1)), change.Cancellation)
        ).ToHashSet();
}
