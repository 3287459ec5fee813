using Attendance.Access.Contracts;
using Attendance.Schools.Calendars;
using Attendance.Schools.Contracts;
using Attendance.Schools.Pupils;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Schools.Reading;

/// <summary>
/// Finds children in a caller's scope and reads what is folded of them: now from the child's grain, at an earlier date by folding the marks up to it
/// again, at an earlier instant by folding the journal's prefix with the roll and calendars known then.
/// </summary>
internal sealed class PupilLedgers(
    RollReader rolls,
    SchoolCalendars calendars,
    CalendarReader earlierCalendars,
    PupilJournal journal,
    FoldInputs inputs,
    IGrainFactory grains,
    IPolicy policy
)
{
    /// <summary>
    /// The child with an id, under the id it has now, when the caller may do all of this with it. Null: there is none, or none for this caller. Scope is
    /// asked before anything is read, so that a child out of scope takes no longer than none.
    /// </summary>
    public async Task<PupilRecord?> FindAsync(
        PupilId id,
        Caller caller,
        DateTimeOffset? knownAt,
        CancellationToken cancellation,
        params Act[] acts
    )
    {
        var rights = await policy.OfAsync(caller, id, cancellation);
        if (!rights.Sees)
            return null;
        foreach (var act in acts.Where(act => !rights.May(act)))
        {
            AuditScope.Current?.Deny(caller.Kind.ToString(), act, GrantTarget.Of(id));
            return null;
        }
        var record = await LoadAsync(id, null, cancellation);
        if (record is { MergedInto: { } survivor })
            record = await LoadAsync(survivor, null, cancellation);
        if (record is null)
            return null;
        AuditScope.Current?.Show(record.Id);
        return knownAt is null ? record : await LoadAsync(record.Id, knownAt, cancellation);
    }

    /// <summary>The child that has or had a UPN.</summary>
    public async Task<PupilRecord?> FindAsync(Upn upn, Caller caller, DateTimeOffset? knownAt, CancellationToken cancellation) =>
        await FindAsync(await rolls.FindAsync(upn, cancellation) ?? default, caller, knownAt, cancellation);

    /// <summary>The child's marks and flags. The caller's scope was judged before. Null: no such child then.</summary>
    public async Task<PupilLedger?> ReadAsync(PupilId id, Moment moment, CancellationToken cancellation)
    {
        var record = await LoadAsync(id, moment.KnownAt, cancellation);
        if (record is { MergedInto: { } survivor })
            record = await LoadAsync(survivor, moment.KnownAt, cancellation);
        if (record is null)
            return null;
        var context = await ContextAsync(record, moment.KnownAt, cancellation);
        if (moment.KnownAt is { } knownAt)
        {
            var marks = new List<(Laestab, long, SessionKey, byte)>();
            foreach (var school in record.Enrolments.Select(enrolment => enrolment.School).Distinct())
            {
                var entries = await journal.EntriesAsync(
                    school,
                    [record.Id, .. record.Aliases],
                    DateOnly.MinValue,
                    moment.AsOf ?? DateOnly.MaxValue,
                    knownAt,
                    cancellation
                );
                marks.AddRange(entries.Where(entry => entry.Effective).Select(entry => (school, entry.Seq, entry.Session, entry.Code.Id)));
            }
            var day = moment.AsOf ?? DateOnly.FromDateTime(SchoolClock.Local(knownAt));
            return PupilLedger.Of(record, PupilFold.Fresh(context, marks, day).State, context);
        }
        var copy = await grains.GetGrain<IPupilLedgerGrain>(record.Id.Value).Read();
        if (copy is null)
            return null;
        if (moment.AsOf is { } asOf)
            return PupilLedger.Of(record, PupilFold.Fresh(context, Until(copy.State, asOf), asOf).State, context);
        return PupilLedger.Of(record, copy.State, context);
    }

    private async Task<PupilRecord?> LoadAsync(PupilId id, DateTimeOffset? knownAt, CancellationToken cancellation) =>
        (await rolls.LoadPupilsAsync([id], knownAt, cancellation)).GetValueOrDefault(id);

    private async Task<PupilContext> ContextAsync(PupilRecord record, DateTimeOffset? knownAt, CancellationToken cancellation)
    {
        var known = new Dictionary<Laestab, SchoolCalendar>();
        foreach (var school in record.Enrolments.Select(enrolment => enrolment.School).Distinct())
            known[school] = knownAt is null
                ? await calendars.GetAsync(school)
                : await earlierCalendars.LoadAsync(school, knownAt, cancellation);
        var beside = (await inputs.LoadAsync([record.Id], knownAt, cancellation)).Of(record.Id);
        return new PupilContext(
            record.Id,
            record.BirthDate,
            record.Enrolments,
            school => known.GetValueOrDefault(school),
            beside.Options.Options,
            beside.Contacts,
            beside.Dismissals,
            beside.CarePlans
        );
    }

    private static IEnumerable<(Laestab School, long Position, SessionKey Session, byte Code)> Until(PupilState state, DateOnly asOf)
    {
        var end = (asOf.DayNumber + 1) * 2;
        foreach (var marks in state.Schools)
        {
            for (var session = marks.First; session < Math.Min(end, marks.End); session++)
            {
                var code = (byte)(marks[session] & ~SchoolMarks.Uncounted);
                if (code != 0)
                    yield return (marks.Laestab, marks.Position, new SessionKey(session), code);
            }
        }
    }
}

/// <summary>One child at one moment: who it is, what is folded, and what that depends on.</summary>
internal sealed record PupilLedger(PupilRecord Record, PupilState State, PupilContext Context)
{
    /// <summary>Counted once before anybody reads: several fields of one request read it side by side, and must not find it half counted.</summary>
    public static PupilLedger Of(PupilRecord record, PupilState state, PupilContext context)
    {
        PupilFold.Warm(new PupilView(state, context));
        return new PupilLedger(record, state, context);
    }
}
