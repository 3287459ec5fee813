using Attendance.Schools.Calendars;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Flags;
using Attendance.Schools.Journal;
using Attendance.Schools.Pupils;
using Attendance.Schools.Reading;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.Schools.Verification;

/// <summary>
/// The recount. Totals are counted mark by mark with dictionaries, not with the fold; flags are judged over freshly sorted marks from nothing.
/// </summary>
internal sealed class VerifyStandingsHandler(
    Database database,
    SchoolFigures schools,
    RollReader rolls,
    CalendarReader calendars,
    FoldInputs inputs,
    ChainReader chains
) : IRequestHandler<VerifyStandings, Result<VerificationReport>>
{
    public async Task<Result<VerificationReport>> Handle(VerifyStandings request, CancellationToken cancellationToken)
    {
        if (request.Caller.Kind is not Access.Contracts.CallerKind.System)
            return Error.NotFound;
        var recount = new Recount();
        var all = await schools.SchoolsAsync(cancellationToken);
        foreach (var school in all)
        {
            await SchoolAsync(school.Laestab, recount, cancellationToken);
            request.OnSchool?.Invoke(school.Laestab);
        }
        await PupilsAsync(recount, cancellationToken);
        var (waiting, parked) = await OutboxAsync(cancellationToken);
        return new VerificationReport
        {
            Schools = all.Count,
            Submissions = recount.Submissions,
            Entries = recount.Entries,
            Enrolments = recount.Enrolments,
            Pupils = recount.Pupils,
            Tallies = recount.Tallies,
            Episodes = recount.Episodes,
            Outbox = (waiting, parked),
            Differences = recount.Differences,
            DifferenceCount = recount.DifferenceCount,
        };
    }

    private async Task SchoolAsync(Laestab school, Recount recount, CancellationToken cancellation)
    {
        if (await rolls.LoadAsync(school, null, cancellation) is not { } roll)
            return;
        var calendar = await calendars.LoadAsync(school, null, cancellation);
        recount.Calendars[school] = calendar;
        var survivors = roll
            .Pupils.SelectMany(pupil => pupil.Aliases.Select(alias => (alias, pupil.Id)))
            .ToDictionary(pair => pair.alias, pair => pair.Id);
        var effective = new Dictionary<(PupilId Pupil, int Session), (byte Code, string Group)>();
        var last = 0L;
        await foreach (var submission in chains.ReadAsync(school, cancellation))
        {
            recount.Submissions++;
            recount.Entries += submission.Entries.Length;
            if (submission.FirstSeq != last + 1)
                recount.Differ($"School {school}: submission {submission.FirstSeq} does not follow {last}.");
            if (!submission.PrevHash.AsSpan().SequenceEqual(recount.HashOf(school)))
                recount.Differ($"School {school}: submission {submission.FirstSeq} does not chain to the one before it.");
            if (!SubmissionHash.Compute(submission).AsSpan().SequenceEqual(submission.Hash))
                recount.Differ($"School {school}: submission {submission.FirstSeq} is not what was hashed.");
            recount.Hashes[school] = submission.Hash;
            last = submission.LastSeq;
            foreach (var entry in submission.Entries)
            {
                if (entry.Effective)
                    effective[(survivors.GetValueOrDefault(entry.Pupil, entry.Pupil), submission.Session.Number)] = (
                        entry.Code,
                        submission.Group
                    );
            }
        }
        await MarkAsync(school, last, recount, cancellation);
        await TalliesAsync(school, effective, recount, cancellation);
        await EnrolmentsAsync(school, roll, calendar, effective, recount, cancellation);
        foreach (var ((pupil, session), (code, _)) in effective)
            recount.MarksOf(pupil).Add((school, last, new SessionKey(session), code));
    }

    private async Task MarkAsync(Laestab school, long last, Recount recount, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var folded = await transaction
            .Command("select folded_seq from schools_mark where school_id = @school")
            .With("school", (long)school.Value)
            .ReadAsync(reader => reader.GetInt64(0), cancellation);
        if ((folded.Count == 0 ? 0 : folded[0]) != last)
            recount.Differ($"School {school}: standings are folded to {(folded.Count == 0 ? 0 : folded[0])}, the journal ends at {last}.");
        var done = await transaction
            .Command("select done_to from schools_day_done where school_id = @school")
            .With("school", (long)school.Value)
            .ReadAsync(reader => SqlTypes.ToDate(reader.GetValue(0)), cancellation);
        if (done.Count > 0)
            recount.DaysDone[school] = done[0];
    }

    private async Task TalliesAsync(
        Laestab school,
        Dictionary<(PupilId Pupil, int Session), (byte Code, string Group)> effective,
        Recount recount,
        CancellationToken cancellation
    )
    {
        var counted = new Dictionary<(int Session, string Group, byte Code), int>();
        foreach (var ((_, session), (code, group)) in effective)
            counted[(session, group, code)] = counted.GetValueOrDefault((session, group, code)) + 1;
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await transaction
            .Command("select date, session, group_code, code, count from schools_session_tally where school_id = @school")
            .With("school", (long)school.Value)
            .ReadAsync(
                reader =>
                    (
                        Key: (
                            JournalReader.Session(reader.GetValue(0), reader.GetString(1)).Number,
                            reader.GetString(2),
                            AttendanceCode.Parse(reader.GetString(3)).Id
                        ),
                        Count: reader.GetInt32(4)
                    ),
                cancellation
            );
        recount.Tallies += rows.Count;
        foreach (var (key, count) in rows)
        {
            counted.Remove(key, out var expected);
            if (expected != count)
                recount.Differ(
                    $"School {school}, {new SessionKey(key.Number)}, group \"{key.Item2}\": tally says {count}, the journal {expected}."
                );
        }
        foreach (var (key, expected) in counted)
            recount.Differ($"School {school}, {new SessionKey(key.Session)}, group \"{key.Group}\": no tally, the journal has {expected}.");
    }

    private async Task EnrolmentsAsync(
        Laestab school,
        SchoolRoll roll,
        SchoolCalendar calendar,
        Dictionary<(PupilId Pupil, int Session), (byte Code, string Group)> effective,
        Recount recount,
        CancellationToken cancellation
    )
    {
        var pupils = roll.Pupils.ToDictionary(pupil => pupil.Id);
        var counted = new Dictionary<(PupilId Pupil, int Year), EnrolmentCount>();
        foreach (var ((id, session), (code, _)) in effective)
        {
            var date = DateOnly.FromDayNumber(session >> 1);
            var key = (id, AcademicYear.Of(date).StartYear);
            if (!counted.TryGetValue(key, out var count))
                counted[key] = count = new EnrolmentCount();
            if (pupils.TryGetValue(id, out var pupil) && Counts(pupil, calendar, session, date))
                count.Add(ClassOf(code, pupil.BirthDate, date));
        }
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await transaction
            .Command(
                "select pupil_id, year, possible, attended, authorised, unauthorised, missing, detail from schools_enrolment_standing where school_id = @school"
            )
            .With("school", (long)school.Value)
            .ReadAsync(
                reader =>
                    (
                        Key: (new PupilId(reader.GetInt64(0)), reader.GetInt32(1)),
                        Says: new EnrolmentCount
                        {
                            Attended = reader.GetInt32(3),
                            Authorised = reader.GetInt32(4),
                            Unauthorised = reader.GetInt32(5),
                            Missing = reader.GetInt32(6),
                        },
                        Possible: reader.GetInt32(2),
                        Detail: (byte[])reader.GetValue(7)
                    ),
                cancellation
            );
        recount.Enrolments += rows.Count;
        foreach (var row in rows)
        {
            counted.Remove(row.Key, out var expected);
            expected ??= new EnrolmentCount();
            if (expected != row.Says || row.Possible != expected.Possible)
                recount.Differ(
                    $"School {school}, child {row.Key.Item1}, {row.Key.Item2}: standing says {row.Says}, the journal {expected}."
                );
            var detail = new EnrolmentCount();
            foreach (var part in PackedCounts.Read(row.Detail))
            {
                for (var i = 0; i < part.Sessions; i++)
                    detail.Add(part.Class);
            }
            if (detail != expected)
                recount.Differ(
                    $"School {school}, child {row.Key.Item1}, {row.Key.Item2}: the counts by code say {detail}, the journal {expected}."
                );
        }
        foreach (var (key, expected) in counted.Where(pair => pair.Value != new EnrolmentCount()))
            recount.Differ($"School {school}, child {key.Pupil}, {key.Year}: no standing, the journal has {expected}.");
    }

    /// <summary>Absence is never unauthorised outside compulsory school age (RULES 2.4).</summary>
    private static MarkClass ClassOf(byte code, DateOnly birthDate, DateOnly date)
    {
        var markClass = AttendanceCode.FromId(code).ClassOn(date);
        return markClass is MarkClass.Unauthorised && !SchoolAge.IsCompulsory(birthDate, date) ? MarkClass.Authorised : markClass;
    }

    /// <summary>On the roll that day, and open that session for the year group, where the calendar says anything about the date.</summary>
    private static bool Counts(RollPupil pupil, SchoolCalendar calendar, int session, DateOnly date)
    {
        foreach (var place in pupil.Enrolments)
        {
            if (!place.Covers(date))
                continue;
            if (calendar.For(place.YearGroup).IsOpen(session))
                return true;
            var known =
                calendar.Everyone.Count > 0 && date.DayNumber >= calendar.Everyone.FirstDay && date.DayNumber <= calendar.Everyone.LastDay;
            if (!known && calendar.Line(new SessionKey(session)) is null)
                return true;
        }
        return false;
    }

    /// <summary>Totals over all schools and every flag episode, from nothing.</summary>
    private async Task PupilsAsync(Recount recount, CancellationToken cancellation)
    {
        foreach (var chunk in recount.Marks.Keys.Order().Chunk(1_000))
        {
            var records = await rolls.LoadPupilsAsync(chunk, null, cancellation);
            var loaded = await inputs.LoadAsync(chunk, null, cancellation);
            var standings = await StandingsAsync(chunk, cancellation);
            var flags = await FlagsAsync(chunk, cancellation);
            foreach (var id in chunk)
            {
                if (!records.TryGetValue(id, out var record))
                {
                    recount.Differ($"Child {id} has marks and no record.");
                    continue;
                }
                recount.Pupils++;
                DateOnly? done = null;
                foreach (var place in record.Enrolments)
                {
                    if (recount.DaysDone.TryGetValue(place.School, out var day) && place.EntryDate <= day && (done is null || day > done))
                        done = day;
                }
                var beside = loaded.Of(id);
                var context = new PupilContext(
                    id,
                    record.BirthDate,
                    record.Enrolments,
                    school => recount.Calendars.GetValueOrDefault(school),
                    beside.Options.Options,
                    beside.Contacts,
                    beside.Dismissals,
                    beside.CarePlans
                );
                var marks = recount.Marks[id];
                marks.Sort((a, b) => a.Session.CompareTo(b.Session));
                var (state, outcome) = PupilFold.Fresh(context, marks, done);
                Compare(id, outcome.Standing, standings.GetValueOrDefault(id), recount);
                Compare(id, state, flags[id].ToList(), recount);
            }
        }
    }

    private static void Compare(PupilId id, PupilStanding expected, StandingFigures? says, Recount recount)
    {
        var figures = new StandingFigures(
            expected.Possible,
            expected.Attended,
            expected.Authorised,
            expected.Unauthorised,
            expected.Missing,
            (int)expected.Severity
        );
        if (figures != says)
            recount.Differ($"Child {id}: standing says {says?.ToString() ?? "nothing"}, the recount {figures}.");
    }

    private static void Compare(PupilId id, PupilState state, List<EpisodeFigures> says, Recount recount)
    {
        var expected = state
            .Episodes.Select(episode => new EpisodeFigures(
                FlagRules.All[episode.Rule].Id,
                episode.Opened,
                episode.Severity,
                episode.IsOpen
            ))
            .ToHashSet();
        recount.Episodes += expected.Count;
        foreach (var episode in says)
        {
            if (!expected.Remove(episode))
                recount.Differ($"Child {id}: flag {episode} is stored; the recount has no such.");
        }
        foreach (var episode in expected)
            recount.Differ($"Child {id}: the recount has flag {episode}; it is not stored.");
    }

    private async Task<Dictionary<PupilId, StandingFigures>> StandingsAsync(PupilId[] pupils, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await transaction
            .Command(
                "select pupil_id, possible, attended, authorised, unauthorised, missing, severity from schools_pupil_standing where pupil_id {ids}"
            )
            .WithAny("ids", pupils.Select(pupil => pupil.Value))
            .ReadAsync(
                reader =>
                    (
                        new PupilId(reader.GetInt64(0)),
                        new StandingFigures(
                            reader.GetInt32(1),
                            reader.GetInt32(2),
                            reader.GetInt32(3),
                            reader.GetInt32(4),
                            reader.GetInt32(5),
                            reader.GetInt32(6)
                        )
                    ),
                cancellation
            );
        return rows.ToDictionary(row => row.Item1, row => row.Item2);
    }

    private async Task<ILookup<PupilId, EpisodeFigures>> FlagsAsync(PupilId[] pupils, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await transaction
            .Command("select pupil_id, rule, episode, severity, state from schools_flag where state < 2 and pupil_id {ids}")
            .WithAny("ids", pupils.Select(pupil => pupil.Value))
            .ReadAsync(
                reader =>
                    (
                        new PupilId(reader.GetInt64(0)),
                        new EpisodeFigures(reader.GetString(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4) == 0)
                    ),
                cancellation
            );
        return rows.ToLookup(row => row.Item1, row => row.Item2);
    }

    private async Task<(long Waiting, long Parked)> OutboxAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await transaction
            .Command("select state, count(*) from outbox group by state")
            .ReadAsync(reader => (State: reader.GetInt32(0), Count: reader.GetInt64(1)), cancellation);
        return (rows.Where(row => row.State == 0).Sum(row => row.Count), rows.Where(row => row.State == 1).Sum(row => row.Count));
    }

    private sealed record StandingFigures(int Possible, int Attended, int Authorised, int Unauthorised, int Missing, int Severity);

    private sealed record EpisodeFigures(string Rule, int Opened, int Severity, bool Open);

    private sealed record EnrolmentCount
    {
        public int Attended { get; set; }
        public int Authorised { get; set; }
        public int Unauthorised { get; set; }
        public int Missing { get; set; }
        public int Possible => Attended + Authorised + Unauthorised;

        public void Add(MarkClass markClass)
        {
            if (markClass is MarkClass.Present or MarkClass.Approved)
                Attended++;
            else if (markClass is MarkClass.Authorised)
                Authorised++;
            else if (markClass is MarkClass.Unauthorised)
                Unauthorised++;
            else if (markClass is MarkClass.Missing)
                Missing++;
        }
    }

    /// <summary>What the recount has found so far.</summary>
    private sealed class Recount
    {
        public Dictionary<PupilId, List<(Laestab School, long Position, SessionKey Session, byte Code)>> Marks { get; } = [];
        public Dictionary<Laestab, SchoolCalendar> Calendars { get; } = [];
        public Dictionary<Laestab, DateOnly> DaysDone { get; } = [];
        public Dictionary<Laestab, byte[]> Hashes { get; } = [];
        public List<string> Differences { get; } = [];
        public long DifferenceCount { get; private set; }
        public long Submissions { get; set; }
        public long Entries { get; set; }
        public long Enrolments { get; set; }
        public long Pupils { get; set; }
        public long Tallies { get; set; }
        public long Episodes { get; set; }

        public byte[] HashOf(Laestab school) => Hashes.GetValueOrDefault(school, SubmissionHash.Genesis);

        public List<(Laestab School, long Position, SessionKey Session, byte Code)> MarksOf(PupilId pupil)
        {
            if (!Marks.TryGetValue(pupil, out var marks))
                Marks[pupil] = marks = [];
            return marks;
        }

        public void Differ(string what)
        {
            DifferenceCount++;
            if (Differences.Count < 1_000)
                Differences.Add(what);
        }
    }
}
