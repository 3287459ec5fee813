using Attendance.Schools.Standings;
using Attendance.Schools.Watching;
using Attendance.SharedKernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Placement;
using Orleans.Storage;

namespace Attendance.Schools.Pupils;

/// <summary>
/// One child. Load, call the pure fold, return. State is rebuilt from the journal; a snapshot in grain storage only shortens that, is written off the
/// request, and only when every school's standings have been committed as far as the state has gone (else a flag raised after them could be lost).
/// </summary>
[PreferLocalPlacement]
internal sealed class PupilGrain(PupilServices services) : Grain, IPupilLedgerGrain
{
    /// <summary>The name of the grain storage of snapshots.</summary>
    public const string Storage = "snapshots";

    /// <summary>Rises with the layout of the state: a snapshot of another layout is not read, and the child is folded from the journal.</summary>
    private const string StateName = "pupil/3";

    private static readonly Task Done = Task.CompletedTask;

    private PupilState _state = new();
    private PupilContext? _context;

    // Flags that differ from what is stored, perhaps: the next reply says all of them.
    private bool _restate;

    // On the watch list: replies say the marks; the first reply after a load says all of them.
    private bool _watched;
    private bool _viewAll;
    private long _inputs;
    private int _unsaved;
    private Task _saving = Done;

    // The storage is called without Orleans' IPersistentState, whose parts and life cycle would stay with every child: this is all it must remember.
    private string? _version;

    private PupilId Id => new(this.GetPrimaryKeyLong());

    /// <summary>Marks between snapshots: 160 to 319, spread over the children; why so many, and what is not settled: ADR 0002.</summary>
    private int SnapshotEvery => 160 + (int)(unchecked((ulong)Id.Value * 0x9E3779B97F4A7C15UL) >> 33) % 160;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var stored = new GrainState<PupilSnapshot>(new PupilSnapshot());
        await services.Storage.ReadStateAsync(StateName, this.GetGrainId(), stored);
        _version = stored.ETag;
        if (stored.State is { State: { } state } kept)
        {
            _state = state;
            await LoadAsync(kept.Inputs);
        }
        else
            await LoadAsync(null);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _saving;
        if (_unsaved == 0 || _context is null || reason.ReasonCode is DeactivationReasonCode.ActivationFailed)
            return;
        var folded = await services.Standings.FoldedAsync(_state.Schools.Select(marks => marks.School));
        if (_state.Schools.All(marks => folded.GetValueOrDefault(marks.School) >= marks.Position))
            await SaveAsync();
    }

    public Task<FoldReply> Fold(FoldRequest request)
    {
        var context = _context ?? throw new InvalidOperationException("There is no such child.");
        SaveWhenDue(request);
        var marks = _state.MarksOf(request.School);
        var known = marks.Position;
        var count = 0;
        Span<MarkChange> changes = request.Changes.Length <= 8 ? stackalloc MarkChange[8] : new MarkChange[request.Changes.Length];
        foreach (var change in request.Changes)
        {
            if (request.Recovering || change.Seq > known)
                changes[count++] = new MarkChange(change.Session, change.Code);
        }
        var outcome = PupilFold.Apply(_state, context, request.School, request.Position, changes[..count]);
        _unsaved += count;
        if (request.Recovering || count < request.Changes.Length)
        {
            // Folded before, but perhaps never written: say it all again.
            outcome = outcome with
            {
                Enrolments = PupilFold.Enrolments(_state, context),
            };
        }
        _restate |= request.Recovering;
        return Task.FromResult(Reply(outcome, request.Changes));
    }

    public async Task<FoldReply> Refold(long calendarVersion, Laestab school)
    {
        await services.Loader.RefreshCalendarAsync(school, calendarVersion);
        var inputs = _inputs;
        await LoadAsync(null);
        // Told again of what is known: what was said the first time may not have been written.
        _restate |= inputs == _inputs;
        return Reply(PupilFold.Refold(_state, Context()) with { Enrolments = PupilFold.Enrolments(_state, Context()) });
    }

    public Task<FoldReply> EndOfDay(DateOnly day)
    {
        _restate |= day.DayNumber <= _state.DayDone;
        return Task.FromResult(Reply(PupilFold.Daily(_state, Context(), day)));
    }

    public Task<PupilCopy?> Read() => Task.FromResult(_context is null ? null : new PupilCopy(Id, _state));

    public Task<RecentAbsence?> Recent() => Task.FromResult(_context is null ? null : RecentAbsence.Of(_state, _context));

    private PupilContext Context() => _context ?? throw new InvalidOperationException("There is no such child.");

    private FoldReply Reply(FoldOutcome outcome, JournalledChange[]? changes = null)
    {
        var restate = _restate;
        WatchedView? watched = null;
        if (_watched)
        {
            watched = WatchedView.Of(_state, Context(), restate || _viewAll ? null : changes?.Select(change => change.Session.Number));
            _viewAll = false;
        }
        if (restate)
        {
            outcome = outcome with { Flags = PupilFold.Restate(_state, Context()) };
            _restate = false;
        }
        return new FoldReply(outcome, PositionsOf(_state), restate, watched);
    }

    private static SchoolPosition[] PositionsOf(PupilState state)
    {
        var schools = state.Schools;
        var positions = new SchoolPosition[schools.Length];
        for (var i = 0; i < positions.Length; i++)
            positions[i] = new SchoolPosition(Laestab.From(schools[i].School), schools[i].Position);
        return positions;
    }

    /// <summary>Reads roll and journal; folds what the state does not have. The next reply then says all flags.</summary>
    private async Task LoadAsync(long? foldedWith)
    {
        var loaded = await services.Loader.LoadAsync(Id, PositionsOf(_state));
        if (loaded is null)
        {
            _context = null;
            return;
        }
        var record = loaded.Record;
        _context = new PupilContext(
            record.Id,
            record.BirthDate,
            record.Enrolments,
            school => loaded.Calendars.GetValueOrDefault(school),
            loaded.Inputs.Options.Options,
            loaded.Inputs.Contacts,
            loaded.Inputs.Dismissals,
            loaded.Inputs.CarePlans
        );
        _watched = loaded.Inputs.IsWatched;
        _viewAll = _watched;
        _inputs = Digest(record, loaded);
        if (foldedWith is { } inputs && inputs != _inputs)
        {
            PupilFold.Refold(_state, _context);
            _restate = true;
        }
        // The days that ended before this activation are not ended again: a mark without a reason must find them done.
        if (loaded.DayDone is { } day)
            _restate |= PupilFold.Daily(_state, _context, day).Flags.Count > 0;
        foreach (var school in loaded.Entries)
            CatchUp(school);
    }

    private void CatchUp(SchoolEntries school)
    {
        if (school.Entries.Count == 0)
            return;
        var effective = new Dictionary<int, byte>(school.Entries.Count);
        foreach (var entry in school.Entries)
        {
            if (entry.Effective)
                effective[entry.Session.Number] = entry.Code;
        }
        var changes = new MarkChange[effective.Count];
        var i = 0;
        foreach (var (session, code) in effective)
            changes[i++] = new MarkChange(new SessionKey(session), code);
        Array.Sort(changes, static (a, b) => a.Session.Number.CompareTo(b.Session.Number));
        PupilFold.Apply(_state, Context(), school.School, school.UpTo, changes);
        _restate = true;
        _unsaved += changes.Length;
    }

    private static long Digest(Rolls.PupilRecord record, LoadedPupil loaded)
    {
        unchecked
        {
            var digest = 17L;
            void Mix(long value) => digest = (digest * 1_000_003) ^ value;

            Mix(record.BirthDate.DayNumber);
            foreach (var enrolment in record.Enrolments)
            {
                Mix(enrolment.School.Value);
                Mix(enrolment.EntryDate.DayNumber);
                Mix(enrolment.LeavingDate?.DayNumber ?? 0);
                Mix((int)enrolment.Status);
                foreach (var letter in enrolment.YearGroup)
                    Mix(letter);
                Mix(loaded.Calendars.TryGetValue(enrolment.School, out var calendar) ? calendar.Version : 0);
            }
            foreach (var contact in loaded.Inputs.Contacts)
                Mix((contact.Date.DayNumber * 4L) + (int)contact.Outcome);
            foreach (var dismissal in loaded.Inputs.Dismissals)
                Mix((((dismissal.At.Number * 16L) + dismissal.Level) * 64) + Flags.FlagRules.IndexOf(dismissal.Rule));
            foreach (var plan in loaded.Inputs.CarePlans)
            {
                Mix(plan.From);
                Mix(plan.To);
                foreach (var letter in plan.Source)
                    Mix(letter);
            }
            Mix(loaded.Inputs.Options.Version);
            return digest;
        }
    }

    /// <summary>Before new marks are folded, the state is what the schools have committed, if this is so.</summary>
    private void SaveWhenDue(FoldRequest request)
    {
        if (_unsaved < SnapshotEvery || !_saving.IsCompleted || _state.Schools.Length != 1 || _restate)
            return;
        if (_state.Schools[0].School == request.School.Value && _state.Schools[0].Position <= request.FoldedSeq && services.Gate.TryEnter())
            _saving = SaveLaterAsync();
    }

    /// <summary>Off the request: on SQLite the write itself blocks, so the fold that was asked for goes first.</summary>
    private async Task SaveLaterAsync()
    {
        try
        {
            await SaveAsync();
        }
        finally
        {
            services.Gate.Leave();
        }
    }

    private async Task SaveAsync()
    {
        _unsaved = 0;
        FailPoint.Hit("before-snapshot");
        var stored = new GrainState<PupilSnapshot>(new PupilSnapshot { State = _state.Clone(), Inputs = _inputs }, _version);
        try
        {
            var written = services.Storage.WriteStateAsync(StateName, this.GetGrainId(), stored);
            FailPoint.Hit("mid-snapshot");
            await written;
            _version = stored.ETag;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A snapshot is only a shortcut. Another activation may have written a newer one: this one must not go on beside it.
            services.Log.LogWarning(exception, "A snapshot could not be written; the grain will be made again from the journal");
            DeactivateOnIdle();
        }
    }
}

/// <summary>What every child's grain uses, once for all: a city of them is in memory.</summary>
internal sealed record PupilServices(
    [FromKeyedServices(PupilGrain.Storage)] IGrainStorage Storage,
    PupilLoader Loader,
    StandingReader Standings,
    SnapshotGate Gate,
    ILogger<PupilGrain> Log
);
