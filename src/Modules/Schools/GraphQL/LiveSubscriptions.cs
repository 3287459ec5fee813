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
    LiveChildren children,
    SchoolFigures figures,
    RegistersOfDay registers,
    SchoolClock clock
)
{
    private const int MostPupils = 100;

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
            await RequireAsync(caller, Act.ReadFlags, cancellation);
            var told = new Dictionary<KnownChildren, Told>(ReferenceEqualityComparer.Instance);
            var withCodes = new Dictionary<KnownChildren, Told>(ReferenceEqualityComparer.Instance);
            foreach (var change in await KnownAsync(batch, change => change.Flag is not null, cancellation))
            {
                if (!follower.IsNew(change) || change.Flag is not { } flag || change.Children is not { } known)
                    continue;
                if (!(await ToldAsync(told, known, caller, Act.ReadFlags, cancellation)).Hears(flag))
                    continue;
                if (FlagRules.TellsCode(flag.Rule) && !(await ToldAsync(withCodes, known, caller, Act.ReadCodes, cancellation)).Hears(flag))
                    continue;
                await pace.TakeAsync(cancellation);
                AuditScope.Current?.Show(flag.Pupil);
                yield return FlagEvent.Of(flag, PupilEdge.Of(known.Lines[flag.Pupil], PupilOrder.Name).Node, follower.Position.Text);
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
            await RequireAsync(caller, Act.ReadTotals, cancellation);
            var told = new Dictionary<KnownChildren, Told>(ReferenceEqualityComparer.Instance);
            // Whole changes go into one event, so that its token never lies inside a register.
            var seen = new SortedDictionary<long, PupilRow>();
            var left = new SortedSet<long>();
            foreach (var change in await KnownAsync(batch, _ => true, cancellation))
            {
                if (!follower.IsNew(change) || change.Children is not { } known)
                    continue;
                var own = await ToldAsync(told, known, caller, Act.ReadTotals, cancellation);
                if (own.Sees.Count > 0)
                {
                    foreach (var pupil in change.Pupils.Where(own.Sees.Contains))
                        seen[pupil.Value] = known.Lines[pupil];
                }
                if (change.Flag is { LeftConcern: true } flag && own.Hears(flag) && !own.Sees.Contains(flag.Pupil))
                    left.Add(flag.Pupil.Value);
                if (seen.Count < MostPupils)
                    continue;
                await pace.TakeAsync(cancellation);
                yield return EventOf(seen, left, follower);
                seen.Clear();
                left.Clear();
            }
            if (seen.Count + left.Count == 0)
                continue;
            await pace.TakeAsync(cancellation);
            yield return EventOf(seen, left, follower);
        }
    }

    private static PupilEvent EventOf(SortedDictionary<long, PupilRow> seen, SortedSet<long> left, LiveFollower follower)
    {
        foreach (var pupil in seen.Keys.Concat(left))
            AuditScope.Current?.Show(new PupilId(pupil));
        return new PupilEvent(
            [.. seen.Values.Select(row => PupilEdge.Of(row, PupilOrder.Name)).Select(edge => new ChangedPupil(edge.Node, edge.Standing))],
            [.. left.Select(pupil => new PupilId(pupil).ToString())],
            follower.Position.Text
        );
    }

    /// <summary>The changes with their children: as the feed read them for everybody, or read now for one who was away or fell behind.</summary>
    private async ValueTask<IReadOnlyList<LiveChange>> KnownAsync(
        IReadOnlyList<LiveChange> batch,
        Func<LiveChange, bool> matters,
        CancellationToken cancellation
    )
    {
        var unknown = batch.Where(change => change.Children is null && matters(change)).ToList();
        if (unknown.Count == 0)
            return batch;
        var read = await children.OfAsync(unknown, cancellation);
        return [.. batch.Select(change => change.Children is null && matters(change) ? change with { Children = read } : change)];
    }

    /// <summary>Of whom of some children the caller may be told with an act; judged once for a batch.</summary>
    private async ValueTask<Told> ToldAsync(
        Dictionary<KnownChildren, Told> judged,
        KnownChildren known,
        Caller caller,
        Act act,
        CancellationToken cancellation
    )
    {
        if (!judged.TryGetValue(known, out var told))
            judged[known] = told = new Told(
                await policy.AmongAsync(caller, act, known.Reaches, cancellation: cancellation),
                await policy.AmongAsync(caller, act, known.Reaches, allConcern: true, cancellation)
            );
        return told;
    }

    /// <summary>
    /// Whom a caller sees, and whom the caller would see if all were a concern: a welfare officer saw a child until the change with which its last concern ended, so that
    /// change is still the officer's to hear.
    /// </summary>
    private sealed record Told(IReadOnlySet<PupilId> Sees, IReadOnlySet<PupilId> SeesWithConcern)
    {
        public bool Hears(FlagNews flag) => Sees.Contains(flag.Pupil) || (flag.LeftConcern && SeesWithConcern.Contains(flag.Pupil));
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

    /// <summary>Refused when the caller holds nothing that allows the act.</summary>
    private async ValueTask RequireAsync(Caller caller, Act act, CancellationToken cancellation)
    {
        if (!await policy.HoldsAnyAsync(caller, act, cancellation))
            throw Refusal.Forbidden("Your role does not show this.");
    }

    private async ValueTask<Visible> RequireSchoolsAsync(Caller caller, Act act, CancellationToken cancellation)
    {
        var visible = await policy.VisibleSchoolsAsync(caller, act, "school_id", cancellation);
        return visible.IsNobody ? throw Refusal.Forbidden("Your role does not show this.") : visible;
    }
}
