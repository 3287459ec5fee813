using System.Threading.Channels;
using Attendance.Schools.Calendars;
using Attendance.Schools.Journal;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Schools.Pupils;

/// <summary>
/// What pupil grains read when they wake: the roll and the journal beyond their snapshots. A class of thirty wakes together, so the requests that wait
/// are answered together: one query for the rolls, and one pass over a school's journal for all of its children. The journal has no index by child,
/// because that would cost more at every mark than it saves here.
/// </summary>
internal sealed class PupilLoader : IAsyncDisposable
{
    /// <summary>Entries behind the end of a school's journal beyond which one pass serves all its children for a while.</summary>
    private const long LongWay = 10_000;

    private static readonly TimeSpan KeepHistory = TimeSpan.FromSeconds(60);
    private const int KeepSchools = 12;

    private readonly Channel<Request> _queue = Channel.CreateUnbounded<Request>();
    private readonly Dictionary<Laestab, History> _histories = [];
    private readonly RollReader _rolls;
    private readonly FoldInputs _inputs;
    private readonly JournalReader _journal;
    private readonly SchoolCalendars _calendars;
    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly Task _loop;

    public PupilLoader(
        RollReader rolls,
        FoldInputs inputs,
        JournalReader journal,
        SchoolCalendars calendars,
        Database database,
        TimeProvider time
    )
    {
        _rolls = rolls;
        _inputs = inputs;
        _journal = journal;
        _calendars = calendars;
        _database = database;
        _time = time;
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>The child's roll and context, and the journal entries beyond the positions, in order. Null when there is no such child.</summary>
    public Task<LoadedPupil?> LoadAsync(PupilId pupil, IReadOnlyList<SchoolPosition> positions)
    {
        var request = new Request(
            pupil,
            positions,
            new TaskCompletionSource<LoadedPupil?>(TaskCreationOptions.RunContinuationsAsynchronously)
        );
        _queue.Writer.TryWrite(request);
        return request.Done.Task;
    }

    /// <summary>Makes sure that this silo's calendar of a school is at least at a version.</summary>
    public async Task RefreshCalendarAsync(Laestab school, long version) => await _calendars.GetAsync(school, version);

    private async Task LoopAsync()
    {
        var batch = new List<Request>();
        while (await WaitAsync())
        {
            while (batch.Count < 500 && _queue.Reader.TryRead(out var request))
                batch.Add(request);
            try
            {
                await AnswerAsync(batch);
            }
#pragma warning disable CA1031 // A failed read belongs to the activations that wait for it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                foreach (var request in batch)
                    request.Done.TrySetException(exception);
            }
            // Before the next wait: what was read of the journal for the last children is not kept until somebody else wakes.
            batch.Clear();
        }
    }

    /// <summary>Waits for the next request; meanwhile lets go of histories that nobody asked for any more.</summary>
    private async Task<bool> WaitAsync()
    {
        var more = _queue.Reader.WaitToReadAsync().AsTask();
        while (_histories.Count > 0 && !more.IsCompleted)
        {
            await Task.WhenAny(more, Task.Delay(KeepHistory, _time));
            ForgetHistories();
        }
        return await more;
    }

    private void ForgetHistories()
    {
        var now = _time.GetTimestamp();
        foreach (var old in _histories.Where(kept => _time.GetElapsedTime(kept.Value.MadeAt, now) >= KeepHistory).ToList())
            _histories.Remove(old.Key);
    }

    private async Task AnswerAsync(List<Request> batch)
    {
        var ids = batch.ConvertAll(request => request.Pupil).Distinct().ToList();
        var records = await _rolls.LoadPupilsAsync(ids, null, CancellationToken.None);
        var inputs = await _inputs.LoadAsync(ids, null, CancellationToken.None);
        var entries = batch.ConvertAll(_ => new List<SchoolEntries>());
        var bySchool = new Dictionary<Laestab, List<int>>();
        for (var i = 0; i < batch.Count; i++)
        {
            if (!records.TryGetValue(batch[i].Pupil, out var record))
                continue;
            foreach (
                var school in record
                    .Enrolments.Select(enrolment => enrolment.School)
                    .Concat(batch[i].Positions.Select(p => p.School))
                    .Distinct()
            )
            {
                if (!bySchool.TryGetValue(school, out var list))
                    bySchool[school] = list = [];
                list.Add(i);
            }
        }
        var calendars = new Dictionary<Laestab, SchoolCalendar>();
        foreach (var (school, requests) in bySchool)
        {
            calendars[school] = await _calendars.GetAsync(school);
            var wanted = new Dictionary<PupilId, (int Request, long After)>();
            var lowest = long.MaxValue;
            foreach (var i in requests)
            {
                var after = 0L;
                foreach (var position in batch[i].Positions)
                {
                    if (position.School == school)
                        after = position.Seq;
                }
                lowest = Math.Min(lowest, after);
                var record = records[batch[i].Pupil];
                foreach (var id in record.Aliases.Prepend(record.Id))
                    wanted[id] = (i, after);
            }
            var (end, doneTo) = await EndAsync(school);
            var (upTo, found) = await ReadAsync(school, lowest, end, wanted);
            foreach (var i in requests)
                entries[i].Add(new SchoolEntries(school, upTo, found.GetValueOrDefault(i, []), doneTo));
        }
        for (var i = 0; i < batch.Count; i++)
        {
            batch[i]
                .Done.TrySetResult(
                    records.TryGetValue(batch[i].Pupil, out var record)
                        ? new LoadedPupil(record, inputs.Of(record.Id), calendars, entries[i])
                        : null
                );
        }
    }

    private async Task<(long UpTo, Dictionary<int, List<JournalEntry>> Found)> ReadAsync(
        Laestab school,
        long lowest,
        long end,
        Dictionary<PupilId, (int Request, long After)> wanted
    )
    {
        var found = new Dictionary<int, List<JournalEntry>>();

        void Take(JournalEntry entry)
        {
            if (!wanted.TryGetValue(entry.Pupil, out var who) || entry.Seq <= who.After)
                return;
            if (!found.TryGetValue(who.Request, out var list))
                found[who.Request] = list = [];
            list.Add(entry);
        }

        if (end - lowest <= LongWay)
        {
            await foreach (var entry in _journal.EntriesAsync(school, lowest, end))
                Take(entry);
            return (end, found);
        }
        var history = await HistoryAsync(school, end);
        foreach (var id in wanted.Keys)
        {
            foreach (var entry in history.Of(id))
                Take(entry);
        }
        return (history.UpTo, found);
    }

    /// <summary>The end of a school's journal, and the last of its days that the daily work has ended.</summary>
    private async Task<(long End, DateOnly? DoneTo)> EndAsync(Laestab school)
    {
        await using var connection = await _database.OpenAsync();
        var (end, done) = await connection.QuerySingleAsync<(long?, object?)>(
            """
            select (select last_seq from schools_submission where school_id = @school order by first_seq desc limit 1),
                (select done_to from schools_day_done where school_id = @school)
            """,
            new { school = (long)school.Value }
        );
        return (end ?? 0, done is null ? null : SqlTypes.ToDate(done));
    }

    private async Task<History> HistoryAsync(Laestab school, long end)
    {
        ForgetHistories();
        if (!_histories.TryGetValue(school, out var history))
        {
            if (_histories.Count >= KeepSchools)
                _histories.Remove(_histories.MinBy(kept => kept.Value.MadeAt).Key);
            _histories[school] = history = new History(_time.GetTimestamp());
        }
        await foreach (var entry in _journal.EntriesAsync(school, history.UpTo, end))
            history.Add(entry);
        history.UpTo = end;
        return history;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private sealed record Request(PupilId Pupil, IReadOnlyList<SchoolPosition> Positions, TaskCompletionSource<LoadedPupil?> Done);

    /// <summary>A school's whole journal by child, for as long as its children wake.</summary>
    private sealed class History(long madeAt)
    {
        private readonly Dictionary<PupilId, List<JournalEntry>> _byPupil = [];

        public long MadeAt { get; } = madeAt;

        public long UpTo { get; set; }

        public void Add(JournalEntry entry)
        {
            if (!_byPupil.TryGetValue(entry.Pupil, out var list))
                _byPupil[entry.Pupil] = list = [];
            list.Add(entry);
        }

        public List<JournalEntry> Of(PupilId pupil) => _byPupil.GetValueOrDefault(pupil, []);
    }
}

/// <summary>What a waking pupil grain needs: the child, the calendars of the child's schools, the journal beyond the snapshot.</summary>
internal sealed record LoadedPupil(
    PupilRecord Record,
    PupilInputs Inputs,
    IReadOnlyDictionary<Laestab, SchoolCalendar> Calendars,
    IReadOnlyList<SchoolEntries> Entries
)
{
    /// <summary>The last school day that has ended for this child: of every school on whose roll the child was by then, the latest.</summary>
    public DateOnly? DayDone =>
        Entries
            .Where(school => Record.Enrolments.Any(place => place.School == school.School && place.EntryDate <= school.DoneTo))
            .Max(school => school.DoneTo);
}

/// <summary>Entries of one school in order; everything up to <paramref name="UpTo"/> has been looked at.</summary>
internal sealed record SchoolEntries(Laestab School, long UpTo, IReadOnlyList<JournalEntry> Entries, DateOnly? DoneTo);
