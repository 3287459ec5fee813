using Attendance.Schools.Contacts;
using Attendance.Schools.Flags;
using Attendance.Schools.Markers;
using Attendance.Schools.Watching;
using Attendance.SharedKernel;

namespace Attendance.Schools.Pupils;

/// <summary>Reads what the fold of children depends on beside marks, roll and calendars: the contact log, dismissals, care plans, rule options; and who is watched.</summary>
internal sealed class FoldInputs(
    ContactLog contacts,
    FlagDismissals dismissals,
    CarePlans carePlans,
    FlagOptionStore options,
    WatchList watches
)
{
    /// <summary>For these children, now or as known at an instant. Who is watched is always now: it changes no answer.</summary>
    public async Task<FoldInputSet> LoadAsync(
        IReadOnlyCollection<PupilId> pupils,
        DateTimeOffset? knownAt,
        CancellationToken cancellation
    ) =>
        new(
            await options.LoadAsync(knownAt, cancellation),
            await contacts.LoadAsync(pupils, knownAt, cancellation),
            await dismissals.LoadAsync(pupils, knownAt, cancellation),
            await carePlans.LoadAsync(pupils, knownAt, cancellation),
            await watches.WatchedAsync(pupils, cancellation)
        );
}

/// <summary>The inputs of several children.</summary>
internal sealed class FoldInputSet(
    StoredOptions options,
    IReadOnlyDictionary<PupilId, IReadOnlyList<AbsenceContact>> contacts,
    IReadOnlyDictionary<PupilId, IReadOnlyList<FlagDismissal>> dismissals,
    IReadOnlyDictionary<PupilId, IReadOnlyList<CarePlan>> carePlans,
    IReadOnlySet<PupilId> watched
)
{
    /// <summary>The inputs of one of the children.</summary>
    public PupilInputs Of(PupilId pupil) =>
        new(
            options,
            contacts.GetValueOrDefault(pupil, []),
            dismissals.GetValueOrDefault(pupil, []),
            carePlans.GetValueOrDefault(pupil, []),
            watched.Contains(pupil)
        );
}

/// <summary>One child's inputs.</summary>
internal sealed record PupilInputs(
    StoredOptions Options,
    IReadOnlyList<AbsenceContact> Contacts,
    IReadOnlyList<FlagDismissal> Dismissals,
    IReadOnlyList<CarePlan> CarePlans,
    bool IsWatched
);
