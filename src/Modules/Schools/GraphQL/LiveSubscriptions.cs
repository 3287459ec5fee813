using System.ComponentModel;
using System.Runtime.CompilerServices;
using Attendance.Access.Contracts;
using Attendance.Schools.Flags;
using Attendance.Schools.Live;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;

namespace Attendance.Schools.GraphQL;

/// <summary>What can be followed of schools and children. Scope is asked for each batch of events; who may see nothing any more is told FORBIDDEN and cut off.</summary>
[SubscriptionRoot]
internal sealed class LiveSubscriptions(
    IPolicy policy,
    LiveFeed feed,
    PupilSearch search,
    SchoolFigures figures,
    RegistersOfDay registers,
    SchoolClock clock
)
{
    private const int MostPupils = 100;

    private static readonly IReadOnlyDictionary<PupilId, PupilRow> Nobody = new Dictionary<PupilId, PupilRow>();

    [Description("Flags of children in the caller's scope that open, change, close or are withdrawn, each once, in order within a school.")]
    public async Task<IAsyncEnumerable<FlagEvent>> FlagChanged(
        Caller caller,
        SubscriptionPace pace,
        [Description("The `resume` of the last event that was taken: nothing since is missed. RESYNC when it is too old.")]
            string? resume = null,
        CancellationToken cancellation = default
    )
    {
        await RequireAsync(caller, Act.ReadFlags, cancellation);
        return FlagsAsync(await FollowAsync(resume, cancellation), caller, pace, cancellation);
    }

    [Description(
        "Children in the caller's scope whose marks or flags changed: their totals as they are now. Several registers may come in one event; each is in exactly one."
    )]
    public async Task<IAsyncEnumerable<PupilEvent>> PupilChanged(
        Caller caller,
        SubscriptionPace pace,
        [Description("The `resume` of the last event that was taken: nothing since is missed. RESYNC when it is too old.")]
            string? resume = null,
        CancellationToken cancellation = default
    )
    {
        await RequireAsync(caller, Act.ReadTotals, cancellation);
        return PupilsAsync(await FollowAsync(resume, cancellation), caller, pace, cancellation);
    }

    [Description(
        "Registers, corrections and released marks that became visible at schools in the caller's scope, each once, in order within a school."
    )]
    public async Task<IAsyncEnumerable<RegisterEvent>> RegisterPosted(
        Caller caller,
        SubscriptionPace pace,
        [Description("The `resume` of the last event that was taken: nothing since is missed. RESYNC when it is too old.")]
            string? resume = null,
        CancellationToken cancellation = default
    )
    {
        await RequireSchoolsAsync(caller, Act.ReadFigures, cancellation);
        return RegistersAsync(await FollowAsync(resume, cancellation), caller, pace, cancellation);
    }

    [Description(
        "Today's registers that closed without a mark for every child, at schools in the caller's scope: the whole list now, and again whenever it differs. It needs no resume token."
    )]
    public async Task<IAsyncEnumerable<MissingRegistersEvent>> MissingRegisters(
        Caller caller,
        SubscriptionPace pace,
        CancellationToken cancellation = default
    )
    {
        await RequireSchoolsAsync(caller, Act.ReadFigures, cancellation);
        return MissingAsync(await FollowAsync(null, cancellation), caller, pace, cancellation);
    }

    private async IAsyncEnumerable<FlagEvent> FlagsAsync(
        LiveFollower follower,
        Caller caller,
        SubscriptionPace pace,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var leaving = follower;
        await foreach (var batch in follower.BatchesAsync(cancellation))
        {
            var visible = await RequireAsync(caller, Act.ReadFlags, cancellation);
            var flags = await InReachAsync(batch.Where(change => change.Flag is not null), caller, Act.ReadFlags, cancellation);
            var seen = await AmongAsync(flags.Select(change => change.Flag!.Pupil), visible, cancellation);
            var left = await LeftAsync(flags, seen, caller, Act.ReadFlags, cancellation);
            var codes = flags.Where(change => FlagRules.TellsCode(change.Flag!.Rule)).ToList();
            var withCodes = await AmongAsync(
                codes.Select(change => change.Flag!.Pupil).Where(seen.ContainsKey),
                await policy.VisibleAsync(caller, Act.ReadCodes, "p.pupil_id", cancellation),
                cancellation
            );
            var leftWithCodes = await LeftAsync(codes, withCodes, caller, Act.ReadCodes, cancellation);
            foreach (var change in batch)
            {
                if (!follower.IsNew(change) || change.Flag is not { } flag)
                    continue;
                var gone = flag.LeftConcern ? left : Nobody;
                if (!seen.TryGetValue(flag.Pupil, out var row) && !gone.TryGetValue(flag.Pupil, out row))
                    continue;
                if (
                    FlagRules.TellsCode(flag.Rule)
                    && !withCodes.ContainsKey(flag.Pupil)
                    && !(flag.LeftConcern && leftWithCodes.ContainsKey(flag.Pupil))
                )
                    continue;
                await pace.TakeAsync(cancellation);
                AuditScope.Current?.Show(row.Id);
                yield return FlagEvent.Of(flag, PupilEdge.Of(row, PupilOrder.Name).Node, follower.Position.Text);
            }
        }
    }

    private async IAsyncEnumerable<PupilEvent> PupilsAsync(
        LiveFollower follower,
        Caller caller,
        SubscriptionPace pace,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var leaving = follower;
        await foreach (var batch in follower.BatchesAsync(cancellation))
        {
            var visible = await RequireAsync(caller, Act.ReadTotals, cancellation);
            var inReach = (await InReachAsync(batch, caller, Act.ReadTotals, cancellation)).ToHashSet();
            // Whole changes go into one event, so that its token never lies inside a register.
            var changes = new List<LiveChange>();
            foreach (var change in batch)
            {
                if (!follower.IsNew(change))
                    continue;
                if (inReach.Contains(change))
                    changes.Add(change);
                if (changes.Sum(own => own.Pupils.Count) < MostPupils)
                    continue;
                if (await EventAsync(changes, caller, visible, follower, cancellation) is { } full)
                {
                    await pace.TakeAsync(cancellation);
                    yield return full;
                }
                changes.Clear();
            }
            if (changes.Count > 0 && await EventAsync(changes, caller, visible, follower, cancellation) is { } rest)
            {
                await pace.TakeAsync(cancellation);
                yield return rest;
            }
        }
    }

    private async Task<PupilEvent?> EventAsync(
        IReadOnlyList<LiveChange> changes,
        Caller caller,
        Visible visible,
        LiveFollower follower,
        CancellationToken cancellation
    )
    {
        var seen = await AmongAsync(changes.SelectMany(change => change.Pupils), visible, cancellation);
        var left = await LeftAsync(changes, seen, caller, Act.ReadTotals, cancellation);
        foreach (var pupil in seen.Keys.Concat(left.Keys))
            AuditScope.Current?.Show(pupil);
        return seen.Count + left.Count == 0
            ? null
            : new PupilEvent(
                [
                    .. seen
                        .Values.OrderBy(row => row.Id.Value)
                        .Select(row => PupilEdge.Of(row, PupilOrder.Name))
                        .Select(edge => new ChangedPupil(edge.Node, edge.Standing)),
                ],
                [.. left.Keys.Select(pupil => pupil.Value).Order().Select(id => id.ToString())],
                follower.Position.Text
            );
    }

    /// <summary>The changes of children on whom, on whose school or on whose unit the caller holds anything: the rest cannot be in reach, and costs no question.</summary>
    private async ValueTask<List<LiveChange>> InReachAsync(
        IEnumerable<LiveChange> changes,
        Caller caller,
        Act act,
        CancellationToken cancellation
    )
    {
        var inReach = new List<LiveChange>();
        foreach (var change in changes)
        {
            if (change.Reach is null || await policy.HoldsOnAsync(caller, act, change.Reach, cancellation))
                inReach.Add(change);
        }
        return inReach;
    }

    private async Task<IReadOnlyDictionary<PupilId, PupilRow>> AmongAsync(
        IEnumerable<PupilId> pupils,
        Visible visible,
        CancellationToken cancellation
    )
    {
        var some = pupils.ToHashSet();
        return some.Count == 0 ? Nobody : await search.AmongAsync(some, visible, cancellation);
    }

    /// <summary>
    /// Children whom the caller saw because of an open concern until one of these changes, and sees no longer: the change that ends it is still theirs to hear of.
    /// </summary>
    private async Task<IReadOnlyDictionary<PupilId, PupilRow>> LeftAsync(
        IEnumerable<LiveChange> changes,
        IReadOnlyDictionary<PupilId, PupilRow> seen,
        Caller caller,
        Act act,
        CancellationToken cancellation
    )
    {
        var left = changes.Where(change => change.Flag is { LeftConcern: true } flag && !seen.ContainsKey(flag.Pupil)).ToList();
        return left.Count == 0
            ? Nobody
            : await AmongAsync(
                left.Select(change => change.Flag!.Pupil),
                await policy.VisibleWithConcernAsync(caller, act, "p.pupil_id", cancellation),
                cancellation
            );
    }

    private async IAsyncEnumerable<RegisterEvent> RegistersAsync(
        LiveFollower follower,
        Caller caller,
        SubscriptionPace pace,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var leaving = follower;
        await foreach (var batch in follower.BatchesAsync(cancellation))
        {
            var visible = await RequireSchoolsAsync(caller, Act.ReadFigures, cancellation);
            var schools = await AnyOwnAsync(batch, caller, cancellation)
                ? (await figures.SchoolsAsync(visible, cancellation)).ToDictionary(school => school.Laestab.Value)
                : [];
            foreach (var change in batch)
            {
                if (!follower.IsNew(change) || change.Register is not { } news || !schools.TryGetValue(change.School, out var school))
                    continue;
                await pace.TakeAsync(cancellation);
                yield return RegisterEvent.Of(school, news, follower.Position.Text);
            }
        }
    }

    private async IAsyncEnumerable<MissingRegistersEvent> MissingAsync(
        LiveFollower follower,
        Caller caller,
        SubscriptionPace pace,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var leaving = follower;
        string? said = null;
        var looked = DateTimeOffset.MinValue;
        var news = true;
        await foreach (var batch in follower.BatchesAsync(cancellation))
        {
            var visible = await RequireSchoolsAsync(caller, Act.ReadFigures, cancellation);
            news |= await AnyOwnAsync(batch, caller, cancellation);
            foreach (var change in batch)
                follower.IsNew(change);
            // A register also goes missing by the clock alone, and calendars have minutes.
            var now = clock.Now;
            if (!news && now.Minute == looked.Minute && now - looked < TimeSpan.FromMinutes(1))
                continue;
            (news, looked) = (false, now);
            var schools = (await figures.SchoolsAsync(visible, cancellation)).ToDictionary(school => school.Laestab);
            var missing = (await registers.ReadAsync(schools.Keys, clock.Today, cancellation))
                .Select(register => SchoolRegister.Of(schools[register.School], register))
                .Where(register => register.IsMissing)
                .Select(register => register.Gaps())
                .ToList();
            var says = string.Join(
                ';',
                missing.Select(register =>
                    $"{register.School} {register.Half} {string.Join(',', register.Groups.Select(group => $"{group.Name}={group.Marked}/{group.Expected}"))}"
                )
            );
            if (says == said)
                continue;
            said = says;
            await pace.TakeAsync(cancellation);
            yield return new MissingRegistersEvent(clock.Today, missing);
        }
    }

    /// <summary>True when a register of a school in the caller's scope is among the changes.</summary>
    private async ValueTask<bool> AnyOwnAsync(IReadOnlyList<LiveChange> batch, Caller caller, CancellationToken cancellation)
    {
        foreach (var school in batch.Where(change => change.Register is not null).Select(change => change.School).Distinct())
        {
            if (await policy.CouldAsync(caller, Act.ReadFigures, GrantTarget.Of(Laestab.From(school)), cancellation))
                return true;
        }
        return false;
    }

    private async Task<LiveFollower> FollowAsync(string? resume, CancellationToken cancellation)
    {
        LivePosition? from = null;
        if (resume is not null)
            from = LivePosition.Parse(resume) ?? throw Refusal.BadInput("resume", "This is no resume token.");
        return await feed.FollowAsync(from, cancellation);
    }

    /// <summary>The children in reach; refused when the caller holds nothing that allows the act.</summary>
    private async ValueTask<Visible> RequireAsync(Caller caller, Act act, CancellationToken cancellation)
    {
        var visible = await policy.VisibleAsync(caller, act, "p.pupil_id", cancellation);
        return visible.IsNobody ? throw Refusal.Forbidden("Your role does not show this.") : visible;
    }

    private async ValueTask<Visible> RequireSchoolsAsync(Caller caller, Act act, CancellationToken cancellation)
    {
        var visible = await policy.VisibleSchoolsAsync(caller, act, "school_id", cancellation);
        return visible.IsNobody ? throw Refusal.Forbidden("Your role does not show this.") : visible;
    }
}
