using System.ComponentModel;
using System.Runtime.CompilerServices;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.Schools.Journal;
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
            var pupils = batch.Where(change => change.Flag is not null).Select(change => change.Flag!.Pupil).ToHashSet();
            var seen = pupils.Count == 0 ? Nobody : await search.AmongAsync(pupils, visible, cancellation);
            var ofCodes = batch
                .Where(change => change.Flag is { } flag && FlagRules.TellsCode(flag.Rule) && seen.ContainsKey(flag.Pupil))
                .Select(change => change.Flag!.Pupil)
                .ToHashSet();
            var withCodes =
                ofCodes.Count == 0
                    ? Nobody
                    : await search.AmongAsync(
                        ofCodes,
                        await policy.VisibleAsync(caller, Act.ReadCodes, "p.pupil_id", cancellation),
                        cancellation
                    );
            foreach (var change in batch)
            {
                if (!follower.IsNew(change) || change.Flag is not { } flag)
                    continue;
                if (!seen.TryGetValue(flag.Pupil, out var row) || (FlagRules.TellsCode(flag.Rule) && !withCodes.ContainsKey(flag.Pupil)))
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
            // Whole changes go into one event, so that its token never lies inside a register.
            var pupils = new HashSet<PupilId>();
            foreach (var change in batch)
            {
                if (!follower.IsNew(change))
                    continue;
                pupils.UnionWith(change.Register?.Pupils ?? []);
                if (change.Flag is { } flag)
                    pupils.Add(flag.Pupil);
                if (pupils.Count >= MostPupils && await EventAsync(pupils, visible, follower, cancellation) is { } full)
                {
                    await pace.TakeAsync(cancellation);
                    yield return full;
                }
                if (pupils.Count >= MostPupils)
                    pupils.Clear();
            }
            if (pupils.Count > 0 && await EventAsync(pupils, visible, follower, cancellation) is { } rest)
            {
                await pace.TakeAsync(cancellation);
                yield return rest;
            }
        }
    }

    private async Task<PupilEvent?> EventAsync(
        IReadOnlyCollection<PupilId> pupils,
        Visible visible,
        LiveFollower follower,
        CancellationToken cancellation
    )
    {
        var seen = await search.AmongAsync(pupils, visible, cancellation);
        foreach (var pupil in seen.Keys)
            AuditScope.Current?.Show(pupil);
        return seen.Count == 0
            ? null
            : new PupilEvent(
                [
                    .. seen
                        .Values.OrderBy(row => row.Id.Value)
                        .Select(row => PupilEdge.Of(row, PupilOrder.Name))
                        .Select(edge => new ChangedPupil(edge.Node, edge.Standing)),
                ],
                follower.Position.Text
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
            var schools = batch.Any(change => change.Register is not null)
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
            foreach (var change in batch)
                news |= follower.IsNew(change) && change.Register is not null;
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

[Description("A flag of a child that changed.")]
internal sealed record FlagEvent(
    [property: Description("What happened.")] FlagEventKind Kind,
    [property: Description("The child.")] PupilNode Pupil,
    [property: Description("The rule, by its stable id.")] string Rule,
    [property: Description("The rule in plain words.")] string Title,
    [property: Description("How much it asks for.")] FlagSeverity Severity,
    [property: Description("The rule's own level, where it has several.")] int Level,
    [property: Description("The session at which the episode opened.")] HalfDaySession Opened,
    [property: Description("The session at which this happened.")] HalfDaySession At,
    [property: Description("Why, as a sentence. It names no child.")] string Sentence,
    [property: Description("Where to resume after this event.")] string Resume
)
{
    public static FlagEvent Of(FlagNews news, PupilNode pupil, string resume) =>
        new(
            news.Kind switch
            {
                FlagChangeKind.Opened => FlagEventKind.Opened,
                FlagChangeKind.Changed => FlagEventKind.Changed,
                FlagChangeKind.Closed => FlagEventKind.Closed,
                FlagChangeKind.Withdrawn => FlagEventKind.Withdrawn,
            },
            pupil,
            news.Rule,
            FlagRules.IndexOf(news.Rule) is >= 0 and var index ? FlagRules.All[index].Title : news.Rule,
            news.Severity,
            news.Level,
            HalfDaySession.Of(news.Episode),
            HalfDaySession.Of(news.At),
            news.Sentence,
            resume
        );
}

[Description("What happened to a flag.")]
internal enum FlagEventKind
{
    [Description("It opened.")]
    Opened,

    [Description("It got another level, or rests on other half-days.")]
    Changed,

    [Description("It closed.")]
    Closed,

    [Description("A correction took its ground away: it should never have been open.")]
    Withdrawn,
}

[Description("Children whose marks or flags changed.")]
internal sealed record PupilEvent(
    [property: Description("The children, each once, as they are now.")] IReadOnlyList<ChangedPupil> Pupils,
    [property: Description("Where to resume after this event.")] string Resume
);

[Description("A child whose marks or flags changed.")]
internal sealed record ChangedPupil(
    [property: Description("The child.")] PupilNode Pupil,
    [property: Description("The totals of the school year; null without any mark that counted.")] SessionTotals? Totals
);

[Description("A register, correction or released mark that became visible.")]
internal sealed record RegisterEvent(
    [property: Description("The school's number.")] Laestab School,
    [property: Description("The school's name.")] string SchoolName,
    [property: Description("The school's local date.")] DateOnly Date,
    [property: Description("Morning or afternoon.")] HalfDay Half,
    [property: Description("The class, where the post named one.")] string? Group,
    [property: Description("What it came as.")] EntryKind Kind,
    [property: Description("How it came: rest, csv, hand, release, stale.")] string Via,
    [property: Description("When it was recorded.")] DateTimeOffset RecordedAt,
    [property: Description("Marks that it brought.")] int Marks,
    [property: Description("Where to resume after this event.")] string Resume
)
{
    public static RegisterEvent Of(SchoolNode school, RegisterNews news, string resume) =>
        new(
            school.Laestab,
            school.Name,
            news.Session.Date,
            news.Session.Half,
            news.Group,
            news.Kind switch
            {
                SubmissionKind.Register => EntryKind.Register,
                SubmissionKind.Correction => EntryKind.Correction,
                SubmissionKind.Release => EntryKind.Release,
            },
            news.Via,
            news.RecordedAt,
            news.Pupils.Count,
            resume
        );
}

[Description("The registers of today that are missing.")]
internal sealed record MissingRegistersEvent(
    [property: Description("Today.")] DateOnly Date,
    [property: Description("The registers, by school and half-day, with only the classes that are missing or partial.")]
        IReadOnlyList<SchoolRegister> Registers
);
