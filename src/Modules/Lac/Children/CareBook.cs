using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Lac.Ladder;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Lac.Children;

/// <summary>
/// Reads and writes times in care. What follows from them is written in the same transaction: who may see the child (places at the register and at units), the
/// marker that schools' lists can be split by, the watch on the child's marks, and that the child is to be counted again.
/// </summary>
internal sealed class CareBook(
    Database database,
    SchoolClock clock,
    IPlaces places,
    IMarkers markers,
    IWatchList watches,
    Recounts recounts,
    LadderOptions options
)
{
    /// <summary>What the marker and the watch say of where they come from.</summary>
    public const string Source = "lac";

    /// <summary>The looked-after register: who keeps it may record.</summary>
    public static GrantTarget Register { get; } = GrantTarget.Unit(GrantTarget.LookedAfter);

    /// <summary>From and where: the latest versions e of all episodes that were not taken back. Parameter @no: false.</summary>
    internal const string Latest = """
        from lac_episode e where e.withdrawn = @no
        and e.version = (select max(v.version) from lac_episode v where v.pupil_id = e.pupil_id and v.started = e.started)
        """;

    /// <summary>The same as it was recorded by an instant. Parameters @no: false; @known.</summary>
    internal const string LatestBy = """
        from lac_episode e where e.withdrawn = @no
        and e.version = (select max(v.version) from lac_episode v where v.pupil_id = e.pupil_id and v.started = e.started and v.recorded_at <= @known)
        """;

    /// <summary>This authority's three digits: responsible unless said otherwise.</summary>
    public string Authority => options.Authority.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A child's times in care, in order.</summary>
    public async Task<IReadOnlyList<CareEpisode>> ReadAsync(PupilId pupil, CancellationToken cancellation) =>
        (await ReadAsync([pupil], cancellation)).GetValueOrDefault(pupil, []);

    /// <summary>
    /// The times in care of these children; of who was never in care, nothing. <paramref name="knownAt"/>: as they were recorded by this instant; null: now.
    /// </summary>
    public async Task<IReadOnlyDictionary<PupilId, IReadOnlyList<CareEpisode>>> ReadAsync(
        IReadOnlyCollection<PupilId> pupils,
        CancellationToken cancellation,
        DateTimeOffset? knownAt = null
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = new List<EpisodeRow>();
        foreach (var some in pupils.Chunk(500))
            rows.AddRange(
                await connection.QueryAsync<EpisodeRow>(
                    new CommandDefinition(
                        $"select e.* {LatestBy} and e.pupil_id in ({string.Join(", ", some.Select(pupil => pupil.Value))}) order by e.started",
                        new { no = false, known = knownAt ?? DateTimeOffset.MaxValue.AddYears(-1) },
                        cancellationToken: cancellation
                    )
                )
            );
        return rows.GroupBy(row => new PupilId(row.PupilId))
            .ToDictionary(own => own.Key, own => (IReadOnlyList<CareEpisode>)[.. own.Select(row => row.ToEpisode())]);
    }

    /// <summary>The day on which the first time in care was recorded; null: none ever was.</summary>
    public async Task<DateOnly?> FirstRecordedAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var first = await connection.QueryFirstOrDefaultAsync<EpisodeRow>(
            new CommandDefinition("select recorded_at from lac_episode order by recorded_at limit 1", cancellationToken: cancellation)
        );
        return first is null ? null : DateOnly.FromDateTime(SchoolClock.Local(first.RecordedAt));
    }

    /// <summary>Everybody who is or was in care in a year.</summary>
    public async Task<IReadOnlyList<PupilId>> OfYearAsync(LacYear year, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var ids = await connection.QueryAsync<long>(
            new CommandDefinition(
                $"select distinct e.pupil_id {Latest} and e.started <= @last and (e.ended is null or e.ended >= @first) order by e.pupil_id",
                new
                {
                    no = false,
                    last = year.LastDay,
                    first = year.FirstDay,
                },
                cancellationToken: cancellation
            )
        );
        return [.. ids.Select(id => new PupilId(id))];
    }

    /// <summary>
    /// Writes a time in care: a new one, a new version of the one that started that day, or, with <paramref name="withdrawn"/>, that it was a mistake. The same again
    /// writes nothing and answers false. A refusal comes before anything is written. Errors: conflict (it overlaps another), not-found (nothing to take back).
    /// </summary>
    public async Task<Result<bool>> SaveAsync(
        DbTransaction transaction,
        Caller caller,
        PupilId pupil,
        CareEpisode episode,
        bool withdrawn,
        CancellationToken cancellation
    )
    {
        var rows = (
            await transaction.Connection!.QueryAsync<EpisodeRow>(
                "select * from lac_episode where pupil_id = @pupil order by started, version",
                new { pupil = pupil.Value },
                transaction
            )
        )
            .GroupBy(row => row.Started)
            .ToDictionary(own => own.Key, own => own.Last());
        var known = rows.GetValueOrDefault(episode.Started);
        if (withdrawn && known is null or { Withdrawn: true })
            return Error.NotFound;
        if (known is { } same && same.Withdrawn == withdrawn && (withdrawn || same.ToEpisode() == episode))
            return false;
        var others = rows.Values.Where(row => !row.Withdrawn && row.Started != episode.Started).Select(row => row.ToEpisode()).ToList();
        if (!withdrawn && others.Exists(other => Overlap(other, episode)))
            return new Error("conflict", "The child is in care by another episode at that time: end that one first.");
        await transaction.Connection!.ExecuteAsync(
            """
            insert into lac_episode (pupil_id, started, version, ended, legal_status, placement, unit_id, responsible, social_worker, withdrawn,
                recorded_at, recorded_by)
            values (@pupil, @Started, @version, @Ended, @LegalStatus, @Placement, @Unit, @Responsible, @SocialWorker, @withdrawn, @now, @by)
            """,
            new
            {
                pupil = pupil.Value,
                episode.Started,
                version = (known?.Version ?? 0) + 1,
                episode.Ended,
                episode.LegalStatus,
                episode.Placement,
                episode.Unit,
                episode.Responsible,
                episode.SocialWorker,
                withdrawn,
                now = clock.Now,
                by = caller.Name,
            },
            transaction
        );
        await FollowAsync(transaction, caller, pupil, cancellation);
        return true;
    }

    /// <summary>
    /// Makes what follows from a child's times in care and protection plans, as they are stored, true: places, marker, watch, and a recount. Marks are watched
    /// until the end of the year in which care ended, because a correction until then still changes the year's count.
    /// </summary>
    public async Task FollowAsync(DbTransaction transaction, Caller caller, PupilId pupil, CancellationToken cancellation)
    {
        var episodes = await ReadAsync(transaction, pupil);
        var family = await CareFamily.MembersAsync(transaction, pupil);
        var all = new List<ChildPlace>();
        foreach (var member in family)
        {
            var own = PlacesOf(member, await ReadAsync(transaction, member), await ProtectionBook.ReadAsync(transaction, member)).ToList();
            all.AddRange(own);
            // The record into which this one was merged is where its care says.
            all.AddRange(own.Where(_ => member != family[0]).Select(place => place with { Child = family[0] }));
        }
        await places.ReplaceAsync(
            transaction,
            family,
            [GrantTargetKind.Unit],
            [
                .. all.GroupBy(place => (place.Child, place.On, place.From))
                    .Select(same =>
                        same.First() with
                        {
                            Until = same.Any(place => place.Until is null) ? null : same.Max(place => place.Until),
                        }
                    ),
            ],
            cancellation
        );
        await markers.ReplaceAsync(
            transaction,
            caller,
            pupil,
            MarkerKinds.LookedAfter,
            Source,
            [.. episodes.Select(episode => new MarkedSpan(episode.Started, episode.Ended))],
            cancellation
        );
        var year = LacYear.Of(clock.Today);
        if (episodes.Any(episode => episode.Ended is null || episode.Ended >= year.FirstDay))
            await watches.AddAsync(transaction, caller, pupil, Source, cancellation);
        else
            await watches.RemoveAsync(transaction, caller, pupil, Source, cancellation);
        await recounts.AskRepeatedlyAsync(transaction, pupil, clock.Now);
    }

    /// <summary>
    /// The first day on which the team answers no more for a child: it does for the whole year, with its audits, the quarter's and the annual report. A unit answers
    /// only for as long as the child lives there.
    /// </summary>
    private static DateOnly? AnsweredUntil(DateOnly? ended) =>
        ended is { } last ? Standing.YearBeforeOpenTo(LacYear.Of(last).Next).AddDays(1) : null;

    private static IEnumerable<ChildPlace> PlacesOf(PupilId pupil, IReadOnlyList<CareEpisode> episodes, IReadOnlyList<ProtectionPlan> plans)
    {
        foreach (var episode in episodes)
        {
            yield return new ChildPlace(pupil, Register, episode.Started, AnsweredUntil(episode.Ended));
            if (episode.Unit is { } unit)
                yield return new ChildPlace(pupil, GrantTarget.Unit(unit), episode.Started, episode.Ended?.AddDays(1));
        }
        foreach (var plan in plans)
            yield return new ChildPlace(pupil, Register, plan.Started, AnsweredUntil(plan.Ended));
    }

    private static async Task<IReadOnlyList<CareEpisode>> ReadAsync(DbTransaction transaction, PupilId pupil) =>
        [
            .. (
                await transaction.Connection!.QueryAsync<EpisodeRow>(
                    $"select e.* {Latest} and e.pupil_id = @pupil order by e.started",
                    new { no = false, pupil = pupil.Value },
                    transaction
                )
            ).Select(row => row.ToEpisode()),
        ];

    private static bool Overlap(CareEpisode one, CareEpisode other) =>
        one.Started <= (other.Ended ?? DateOnly.MaxValue) && other.Started <= (one.Ended ?? DateOnly.MaxValue);

    private sealed class EpisodeRow
    {
        public long PupilId { get; init; }
        public DateOnly Started { get; init; }
        public int Version { get; init; }
        public DateOnly? Ended { get; init; }
        public string LegalStatus { get; init; } = "";
        public string Placement { get; init; } = "";
        public long? UnitId { get; init; }
        public string Responsible { get; init; } = "";
        public string? SocialWorker { get; init; }
        public bool Withdrawn { get; init; }
        public DateTimeOffset RecordedAt { get; init; }

        public CareEpisode ToEpisode() => new(Started, Ended, LegalStatus, Placement, UnitId, Responsible, SocialWorker);
    }
}
