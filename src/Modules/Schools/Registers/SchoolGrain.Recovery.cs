using Attendance.Schools.Contracts.Facts;
using Attendance.Schools.Pupils;
using Attendance.Schools.Rolls;
using Attendance.Schools.Standings;
using Attendance.SharedKernel;
using Microsoft.Extensions.Logging;

namespace Attendance.Schools.Registers;

/// <summary>How the school comes back to what the database holds: after a start, a lost write, a change of roll or calendar, and at the end of a day.</summary>
internal sealed partial class SchoolGrain
{
    public Task Recover() => Task.CompletedTask;

    public async Task RollChanged(IReadOnlyList<PupilId> pupils)
    {
        await LoadRollAsync();
        if (_roll is null)
            return;
        // A merge changes whose marks they are.
        ForgetSessions();
        await RefoldAsync(pupils);
        if (_doneTo is { } day)
            await EndDayAsync(day, _roll.Pupils.Where(pupil => pupils.Contains(pupil.Id)));
        await RecheckHeldAsync();
    }

    public async Task CalendarChanged()
    {
        calendars.Forget(School);
        _calendar = await calendars.GetAsync(School);
        if (_roll is null)
            return;
        await RefoldAsync(_roll.Pupils.Select(pupil => pupil.Id).ToList());
        await RecheckHeldAsync();
    }

    public async Task EndOfDay(DateOnly day)
    {
        if (_roll is null)
            return;
        await EndDayAsync(day, _roll.Pupils);
        await standings.EndDayAsync(School, day);
        _doneTo = day;
    }

    /// <summary>
    /// Lets the rules of time look at a day for every child who was on the roll by then, leavers too: so the same days are judged however seldom the daily work wakes.
    /// </summary>
    private async Task EndDayAsync(DateOnly day, IEnumerable<RollPupil> pupils)
    {
        foreach (var chunk in pupils.Where(pupil => pupil.Enrolments.Any(place => place.EntryDate <= day)).Chunk(200))
        {
            var replies = await Task.WhenAll(chunk.Select(pupil => Ledger(pupil.Id).EndOfDay(day)));
            var changed = replies.Where(reply => reply.Outcome.Flags.Count > 0).ToList();
            if (changed.Count > 0)
                await standings.WriteAsync(Repair(changed));
        }
    }

    private async Task LoadRollAsync()
    {
        var roll = await rolls.LoadAsync(School, null, CancellationToken.None);
        _roll = roll is null ? null : new SchoolRollIndex(roll);
    }

    private async Task LoadJournalAsync()
    {
        ForgetSessions();
        _tail = await reader.TailAsync(School);
        _lastSeq = _tail.LastSeq;
        _lastHash = _tail.Hash;
        _lastRecordedAt = _tail.RecordedAt;
        _foldedSeq = _tail.FoldedSeq;
        _doneTo = _tail.DoneTo;
    }

    private async Task ReloadAsync()
    {
        await LoadRollAsync();
        calendars.Forget(School);
        _calendar = await calendars.GetAsync(School);
        await LoadJournalAsync();
        await FoldRestAsync();
    }

    /// <summary>Folds everything the journal holds beyond the standings: after a crash, a lost call, or another activation.</summary>
    private async Task FoldRestAsync()
    {
        if (_roll is null || _foldedSeq >= _lastSeq)
            return;
        var changes = new Dictionary<PupilId, Dictionary<int, JournalledChange>>();
        var sessions = new HashSet<SessionKey>();
        var spans = await reader.SpansAsync(School, _foldedSeq, _lastSeq);
        var recorded = new List<RegisterRecorded>();
        var span = 0;
        await foreach (var entry in reader.EntriesAsync(School, _foldedSeq, _lastSeq))
        {
            if (!entry.Effective)
                continue;
            while (spans[span].Last < entry.Seq)
                span++;
            // One fact for each register, at the place where its post would have told it.
            if (recorded.Count == 0 || recorded[^1].FirstSeq != spans[span].First)
            {
                var (first, last, session) = spans[span];
                recorded.Add(new RegisterRecorded(School.Value, session.Date, session.Half, first, last));
            }
            if (!changes.TryGetValue(entry.Pupil, out var sessionChanges))
                changes[entry.Pupil] = sessionChanges = [];
            sessionChanges[entry.Session.Number] = new JournalledChange(entry.Seq, entry.Session, entry.Code);
            sessions.Add(entry.Session);
        }
        log.LogInformation("School {School}: folding {From} to {To} again", School, _foldedSeq, _lastSeq);
        var replies = new List<FoldReply>(changes.Count);
        foreach (var chunk in changes.Chunk(200))
        {
            replies.AddRange(
                await Task.WhenAll(
                    chunk.Select(pupil =>
                        Ledger(Survivor(pupil.Key))
                            .Fold(new FoldRequest(School, _lastSeq, _foldedSeq, [.. pupil.Value.Values], Recovering: true))
                    )
                )
            );
        }
        var tallies = new List<TallyRow>();
        foreach (var session in sessions)
        {
            foreach (var ((group, code), count) in (await SessionAsync(session)).Tally)
                tallies.Add(new TallyRow(session, group, code, count));
        }
        FailPoint.Hit("mid-recovery");
        await standings.WriteAsync(new StandingUpdate(School, _lastSeq, replies, tallies, recorded, _foldedSeq + 1));
        _foldedSeq = _lastSeq;
    }

    /// <summary>The child that a journalled id stands for now: itself, or the one it was merged into.</summary>
    private PupilId Survivor(PupilId journalled) => _roll!.Survivor(journalled);

    private async Task RefoldAsync(IReadOnlyList<PupilId> pupils)
    {
        foreach (var chunk in pupils.Chunk(200))
        {
            var replies = await Task.WhenAll(chunk.Select(pupil => Ledger(pupil).Refold(_calendar.Version, School)));
            await standings.WriteAsync(Repair(replies));
        }
    }

    /// <summary>Standings that changed without a submission.</summary>
    private StandingUpdate Repair(IReadOnlyList<FoldReply> replies) =>
        new(School, _foldedSeq, replies, [], [], _lastSeq) { Salt = clock.Now.ToUnixTimeMilliseconds() };
}
