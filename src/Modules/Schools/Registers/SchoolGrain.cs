using Attendance.Access.Contracts;
using Attendance.Schools.Calendars;
using Attendance.Schools.Contracts;
using Attendance.Schools.Contracts.Facts;
using Attendance.Schools.Journal;
using Attendance.Schools.Proposals;
using Attendance.Schools.Pupils;
using Attendance.Schools.Rolls;
using Attendance.Schools.Standings;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Facts;
using Attendance.SharedKernel.Time;
using Microsoft.Extensions.Logging;

namespace Attendance.Schools.Registers;

/// <summary>
/// One school, one call at a time: judge, journal, fold, have the standings written, answer. What it keeps in memory is a copy of the database that it
/// throws away whenever a write did not go as expected. Two activations cannot both write: the journal's numbers fence them.
/// </summary>
internal sealed class SchoolGrain(
    RegisterJournal journal,
    JournalReader reader,
    RollReader rolls,
    SchoolCalendars calendars,
    StandingWriter standings,
    HeldMarkReader held,
    StaleMarkReader stale,
    MissingReasonReader missing,
    RegisterTexts texts,
    ProposalStore proposals,
    PupilVault vault,
    IOutbox outbox,
    IWriter writer,
    SchoolClock clock,
    TimeProvider time,
    ILogger<SchoolGrain> log
) : Grain, ISchoolGrain
{
    /// <summary>How long a post waits for its standing before it is answered with 202.</summary>
    public static readonly TimeSpan StandingPatience = TimeSpan.FromSeconds(5);

    /// <summary>Sessions kept in memory: two days and a half; a correction of an older one is read again from the journal.</summary>
    private const int KeepSessions = 5;

    private readonly Dictionary<int, SessionRegister> _sessions = [];
    private readonly Queue<int> _sessionOrder = [];
    private SchoolRollIndex? _roll;
    private SchoolCalendar _calendar = null!;
    private JournalTail _tail = null!;
    private long _lastSeq;
    private byte[] _lastHash = [];
    private DateTimeOffset _lastRecordedAt;
    private long _foldedSeq;
    private (GrainType Grain, GrainInterfaceType Interface)? _ledgers;
    private DateOnly? _doneTo;

    private Laestab School => Laestab.From(this.GetPrimaryKeyLong());

    private JournalMemory Memory => new(_lastSeq, _lastHash, _lastRecordedAt);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await LoadRollAsync();
        _calendar = await calendars.GetAsync(School);
        await LoadJournalAsync();
        await FoldRestAsync();
    }

    public async Task<Result<RegisterReply>> Post(RegisterPost post, Caller caller)
    {
        if (_roll is null)
            return Error.NotFound;
        if (await KnownAsync(post, caller) is { } known)
            return Repeat(known, post);
        return await GuardAsync(async () =>
        {
            try
            {
                return await TakeAsync(post, caller, releases: null);
            }
            catch (JournalConflictException conflict)
            {
                log.LogWarning(conflict, "School {School} was written by another activation; reading again", School);
                await ReloadAsync();
                if (post.Key is { } mine && await reader.FindKeyAsync(School, caller.Name, mine) is { } stored)
                    return Repeat(stored, post);
                return await TakeAsync(post, caller, releases: null);
            }
        });
    }

    public async Task<Result<RegisterReply>[]> PostMany(RegisterPosting[] postings)
    {
        var answers = new Result<RegisterReply>[postings.Length];
        var next = 0;
        while (next < postings.Length)
        {
            try
            {
                next = await TakeTogetherAsync(postings, next, answers);
            }
#pragma warning disable CA1031 // Together they failed: alone, only the guilty one does.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                log.LogWarning(exception, "School {School}: registers that came together are taken one by one", School);
                answers[next] = await AloneAsync(postings[next]);
                next++;
            }
        }
        return answers;
    }

    /// <summary>A bug that one post meets is that post's: the others that came with it have their answers.</summary>
    private async Task<Result<RegisterReply>> AloneAsync(RegisterPosting posting)
    {
        try
        {
            return await Post(posting.Post, posting.Caller);
        }
#pragma warning disable CA1031 // It is logged here and answered as what it is.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.LogError(exception, "School {School}: a register could not be taken", School);
            return new Error("internal", "The register could not be taken.");
        }
    }

    /// <summary>
    /// Takes posts from a place on, as many as may share a commit, and fills in their answers. Returns the place of the first that was not taken. Throws when they
    /// could not be journalled; then none of those that it took is stored.
    /// </summary>
    private async Task<int> TakeTogetherAsync(RegisterPosting[] postings, int from, Result<RegisterReply>[] answers)
    {
        var before = Memory;
        var prepared = new List<PreparedSubmission>();
        var places = new List<int>();
        var next = from;
        try
        {
            for (; next < postings.Length; next++)
            {
                var (post, caller) = postings[next];
                if (_roll is null)
                {
                    answers[next] = Error.NotFound;
                    continue;
                }
                if (prepared.Count > 0 && AsksJournal(post, caller))
                    break;
                if (await KnownAsync(post, caller) is { } known)
                {
                    answers[next] = Repeat(known, post);
                    continue;
                }
                var judged = await PrepareAsync(post, caller, releases: null);
                if (judged.Error is { } refused)
                    answers[next] = refused;
                else if (judged.Value.Answer is { } answer)
                    answers[next] = answer;
                else
                {
                    prepared.Add(judged.Value.Submission!);
                    places.Add(next);
                }
            }
        }
        catch
        {
            Forget(before);
            throw;
        }
        if (prepared.Count == 0)
            return next;
        var replies = await StoreAsync(prepared, before);
        for (var i = 0; i < replies.Length; i++)
            answers[places[i]] = replies[i];
        return next;
    }

    /// <summary>Whether a post is judged by what is in the journal, where those before it must be then: a key seen, a remark that may be new, a session not in memory.</summary>
    private bool AsksJournal(RegisterPost post, Caller caller) =>
        !_sessions.ContainsKey(post.Session.Number)
        || (post.Key is { } key ? _tail.Keys.Contains(JournalReader.KeyHash(caller.Name, key)) : Speaks(post));

    /// <summary>The submission that the caller made with this key, or null.</summary>
    private async Task<KnownSubmission?> KnownAsync(RegisterPost post, Caller caller) =>
        post.Key is { } key && _tail.Keys.Contains(JournalReader.KeyHash(caller.Name, key))
            ? await reader.FindKeyAsync(School, caller.Name, key)
            : null;

    /// <summary>A database that is away or full is an answer that asks the caller to come back; anything else is a bug and goes up.</summary>
    private static async Task<Result<T>> GuardAsync<T>(Func<Task<Result<T>>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (JournalFailure.CodeOf(exception) is { } code)
        {
            return new Error(code, "Nothing was stored; try again.");
        }
    }

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

    public async Task<Result<RegisterReply>> ReleaseHeld(HeldRelease release, Caller caller)
    {
        if (_roll is null || await held.FindOpenAsync(School, release.Seq, release.Ordinal) is not { } mark)
            return Error.NotFound;
        var said = await texts.HeldAsync(School, CancellationToken.None);
        var post = mark.ToPost(release, said.GetValueOrDefault((mark.Seq, mark.Ordinal), HeldTexts.None));
        return await TakeOneAsync(post, caller, new HeldOutcome(release.Seq, release.Ordinal, "released", null, caller.Name));
    }

    public async Task<Result<RegisterReply>> AdoptStale(long seq, string reason, Caller caller)
    {
        if (_roll is null || await stale.FindOpenAsync(School, seq) is not { } mark)
            return Error.NotFound;
        return await TakeOneAsync(mark.ToPost(reason), caller, releases: null);
    }

    public async Task<Result<RegisterReply>> AcceptProposal(string id, Caller caller)
    {
        if (
            await proposals.FindOpenAsync(School, id) is not { } proposal
            || _roll?.Pupils.FirstOrDefault(pupil => pupil.Id == proposal.Pupil) is not { } pupil
        )
            return Error.NotFound;
        return await TakeOneAsync(proposal.ToPost(pupil.Upn), caller, releases: null, proposal);
    }

    public async Task<Result<bool>> RefuseProposal(string id, string reason, Caller caller)
    {
        if (await proposals.FindOpenAsync(School, id) is not { } proposal)
            return Error.NotFound;
        return await GuardAsync<bool>(async () =>
        {
            var text = await vault.SealAsync(proposal.Pupil, reason, CancellationToken.None);
            await writer.Run(async transaction =>
            {
                await ProposalStore.AnswerAsync(transaction, id, null, text, Later(clock.Now), caller.Name);
                await outbox.AddAsync(transaction, [proposal.Answered(accepted: false)]);
            });
            return true;
        });
    }

    /// <summary>Takes one mark that waited; if it is (still) wrong, it stays where it is and the caller hears why.</summary>
    private async Task<Result<RegisterReply>> TakeOneAsync(
        RegisterPost post,
        Caller caller,
        HeldOutcome? releases,
        Proposal? answers = null
    )
    {
        var register = await SessionAsync(post.Session);
        var verdict = RegisterDecision.Judge(post, _roll!, _calendar, register, clock.Now, releases is not null);
        if (!verdict.IsOk)
            return verdict.Error;
        if (verdict.Value.Marks[0] is { Status: MarkStatus.Held, Problem: { } problem })
            return new Error(problem, MarkProblem.Detail(problem), [new FieldError($"{MarkProblem.Member(problem)}", problem)]);
        return await GuardAsync(() => TakeAsync(post, caller, releases, answers));
    }

    public async Task<Result<bool>> SetAsideStale(long seq, string reason, Caller caller)
    {
        if (await stale.FindOpenAsync(School, seq) is not { } mark)
            return Error.NotFound;
        return await GuardAsync<bool>(async () =>
        {
            var text = await texts.SealAsync(seq, RegisterTexts.SetAside, mark.Pupil, reason);
            var now = Later(clock.Now);
            await writer.Run(async transaction =>
            {
                await JournalRows.AddTextAsync(transaction, School, text, now, caller.Name);
                await JournalRows.AddStaleOutcomeAsync(transaction, School, seq, null, now, caller.Name);
            });
            return true;
        });
    }

    public async Task<Result<bool>> GiveReason(long seq, string reason, Caller caller)
    {
        if (await missing.FindOpenAsync(School, seq) is not { } mark)
            return Error.NotFound;
        return await GuardAsync<bool>(async () =>
        {
            var text = await texts.SealAsync(seq, RegisterTexts.Reason, mark.Pupil, reason);
            await writer.Run(transaction => JournalRows.AddTextAsync(transaction, School, text, Later(clock.Now), caller.Name));
            return true;
        });
    }

    public async Task<Result<bool>> DiscardHeld(long seq, int ordinal, string reason, Caller caller)
    {
        if (await held.FindOpenAsync(School, seq, ordinal) is null)
            return Error.NotFound;
        return await GuardAsync<bool>(async () =>
        {
            await writer.Run(transaction =>
                JournalRows.AddOutcomeAsync(
                    transaction,
                    School,
                    new HeldOutcome(seq, ordinal, "discarded", reason, caller.Name),
                    null,
                    Later(clock.Now)
                )
            );
            return true;
        });
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

    private Result<RegisterReply> Repeat(KnownSubmission known, RegisterPost post)
    {
        if (known.Session != post.Session || !known.PayloadHash.AsSpan().SequenceEqual(post.PayloadHash))
            return new Error("idempotency-key-reused", "This key belongs to another submission of this client.");
        var body = Receipt.Render(School, known.FirstSeq, known.Session, known.RecordedAt, known.Receipt);
        return new RegisterReply(body, known.LastSeq <= _foldedSeq, Replayed: true, known.FirstSeq);
    }

    private async Task<Result<RegisterReply>> TakeAsync(RegisterPost post, Caller caller, HeldOutcome? releases, Proposal? answers = null)
    {
        var before = Memory;
        var prepared = await PrepareAsync(post, caller, releases, answers);
        return prepared.Error is { } refused ? refused
            : prepared.Value.Answer is { } answer ? answer
            : (await StoreAsync([prepared.Value.Submission!], before))[0];
    }

    /// <summary>
    /// Judges a post and, if there is anything to store, makes the submission and remembers it as if it were stored: what comes behind it is judged by it. It has
    /// to be stored next, or forgotten.
    /// </summary>
    private async Task<Result<PreparedPost>> PrepareAsync(RegisterPost post, Caller caller, HeldOutcome? releases, Proposal? answers = null)
    {
        var register = await SessionAsync(post.Session);
        var now = Later(clock.Now);
        var judged = RegisterDecision.Judge(post, _roll!, _calendar, register, now, releases is not null);
        if (!judged.IsOk)
            return judged.Error;
        FailPoint.Hit("after-validate");
        var verdict = judged.Value;
        var line = Receipt.Encode(Array.ConvertAll(verdict.Marks, mark => mark.Status), verdict.Remarks);
        var speaks = Speaks(post);
        if (
            post.Key is null
            && releases is null
            && answers is null
            && Array.TrueForAll(verdict.Marks, mark => mark.Status is MarkStatus.Unchanged)
            // A new remark beside the same marks is kept; the same body once more is not.
            && (!speaks || await reader.SeenAsync(School, post.Session, post.PayloadHash))
        )
            return new PreparedPost(
                new RegisterReply(Receipt.Render(School, null, post.Session, null, line), Visible: true, Replayed: false, register.Version),
                null
            );

        var submission = Make(post, caller, verdict, line, now, releases) with
        {
            Answers = answers is null ? null : new ProposalAccepted(answers.Id, answers.Answered(accepted: true)),
        };
        if (speaks)
            submission = await texts.SealAsync(submission, post, verdict);
        submission = submission with { Hash = SubmissionHash.Compute(submission) };
        Remember(submission, register, verdict);
        return new PreparedPost(null, new PreparedSubmission(submission, register));
    }

    private static bool Speaks(RegisterPost post) => Array.Exists(post.Marks, mark => mark.Comment is not null || mark.Reason is not null);

    /// <summary>Journals, folds and answers what was prepared. When it cannot be journalled, memory is as it was before and the failure goes up.</summary>
    private async Task<RegisterReply[]> StoreAsync(List<PreparedSubmission> prepared, JournalMemory before)
    {
        FailPoint.Hit("before-append");
        await AppendAsync([.. prepared.Select(each => each.Submission)], before);
        FailPoint.Hit("after-append");
        var visible = await FoldAsync(prepared);
        var replies = new RegisterReply[prepared.Count];
        for (var i = 0; i < replies.Length; i++)
        {
            var submission = prepared[i].Submission;
            var body = Receipt.Render(School, submission.FirstSeq, submission.Session, submission.RecordedAt, submission.Receipt);
            replies[i] = new RegisterReply(body, visible, Replayed: false, submission.FirstSeq);
        }
        return replies;
    }

    /// <summary>Recorded time never goes back within a school, whatever the clock does.</summary>
    private DateTimeOffset Later(DateTimeOffset now) => now > _lastRecordedAt ? now : _lastRecordedAt;

    private Submission Make(
        RegisterPost post,
        Caller caller,
        RegisterVerdict verdict,
        string line,
        DateTimeOffset now,
        HeldOutcome? releases
    )
    {
        var firstSeq = _lastSeq + 1;
        var entries = new List<Entry>(verdict.Marks.Length);
        var heldMarks = new List<HeldMark>();
        var corrects = post.IfMatch is not null;
        for (var i = 0; i < verdict.Marks.Length; i++)
        {
            var mark = verdict.Marks[i];
            corrects |= post.Marks[i].Reason is not null;
            switch (mark.Status)
            {
                case MarkStatus.Stored:
                case MarkStatus.Stale:
                    entries.Add(
                        new Entry(
                            firstSeq + entries.Count + 1,
                            mark.Pupil!.Value,
                            mark.Code,
                            post.Marks[i].MinutesLate,
                            mark.Status is MarkStatus.Stored ? mark.Supersedes : null,
                            mark.Status is MarkStatus.Stored
                        )
                    );
                    break;
                case MarkStatus.Held:
                    heldMarks.Add(new HeldMark(i, post.Marks[i].Upn, post.Marks[i].Code, post.Marks[i].MinutesLate, mark.Problem!));
                    break;
                case MarkStatus.Unchanged:
                    break;
                default:
                    throw new InvalidOperationException();
            }
        }
        return new Submission
        {
            School = School,
            FirstSeq = firstSeq,
            Session = post.Session,
            Kind =
                releases is not null ? SubmissionKind.Release
                : corrects ? SubmissionKind.Correction
                : SubmissionKind.Register,
            Group = post.Group ?? "",
            TakenAt = post.TakenAt,
            RecordedAt = now,
            RecordedBy = post.TakenBy ?? caller.Name,
            Via = post.Via,
            Client = caller.Name,
            Key = post.Key,
            PayloadHash = post.PayloadHash,
            Receipt = line,
            PrevHash = _lastHash,
            Entries = [.. entries],
            Held = heldMarks,
            Texts = [],
            Releases = releases,
            Adopts = post.Adopts,
        };
    }

    /// <summary>
    /// Has the submissions journalled, all or none. When the outcome is unknown, the journal is asked; when it did not happen, they are forgotten and the failure goes up.
    /// </summary>
    private async Task AppendAsync(IReadOnlyList<Submission> submissions, JournalMemory before)
    {
        try
        {
            await journal.AppendAsync(submissions);
        }
        catch (Exception exception)
        {
            Forget(before);
            if (exception is QueueFullException)
                throw;
            log.LogWarning(exception, "An append of school {School} failed", School);
            if (exception is not JournalConflictException)
                DeactivateOnIdle();
            var last = submissions[^1];
            if (
                await reader.FindSeqAsync(School, last.FirstSeq) is not { } stored
                || !stored.PayloadHash.AsSpan().SequenceEqual(last.PayloadHash)
            )
                throw;
            await LoadJournalAsync();
            // It was committed after all, by this activation: nobody else has this hash at this number, or the chain below would differ.
            if (!_lastHash.AsSpan().SequenceEqual(last.Hash))
                throw;
        }
    }

    /// <summary>Goes back to what was journalled; sessions are read again. A key or a version too much does no harm: it only makes the journal be asked.</summary>
    private void Forget(JournalMemory before)
    {
        (_lastSeq, _lastHash, _lastRecordedAt) = (before.LastSeq, before.LastHash, before.LastRecordedAt);
        ForgetSessions();
    }

    private void Remember(Submission submission, SessionRegister register, RegisterVerdict verdict)
    {
        _lastSeq = submission.LastSeq;
        _lastHash = submission.Hash;
        _lastRecordedAt = submission.RecordedAt;
        if (submission.Key is { } key)
            _tail.Keys.Add(JournalReader.KeyHash(submission.Client, key));
        _tail.Versions[submission.Session.Number] = submission.FirstSeq;
        register.Version = submission.FirstSeq;
        var effectiveAt = submission.Kind is SubmissionKind.Correction ? submission.RecordedAt : verdict.EffectiveAt;
        foreach (var entry in submission.Entries)
        {
            if (entry.Effective)
                register.Put(entry.Pupil, new EffectiveMark(entry.Code, entry.MinutesLate, entry.Seq, effectiveAt, submission.Group));
        }
    }

    /// <summary>Folds journalled submissions and waits a while for their standings. A failure is not the school's: they are durable, and the next activation folds them.</summary>
    private async Task<bool> FoldAsync(List<PreparedSubmission> prepared)
    {
        var first = prepared[0].Submission.FirstSeq;
        var last = prepared[^1].Submission.LastSeq;
        try
        {
            var calls = new List<Task<FoldReply>>(prepared.Sum(each => each.Submission.Entries.Length));
            foreach (var (pupil, changes) in PreparedSubmission.Changes(prepared))
                calls.Add(Ledger(pupil).Fold(new FoldRequest(School, last, _foldedSeq, changes)));
            FailPoint.Hit("mid-fold");
            var replies = await Task.WhenAll(calls);
            var update = new StandingUpdate(
                School,
                last,
                replies,
                [.. prepared.SelectMany(each => each.Tallies())],
                [.. prepared.Select(each => each.Recorded()).OfType<RegisterRecorded>()],
                first
            );
            await standings.WriteAsync(update).WaitAsync(StandingPatience, time);
            _foldedSeq = last;
            return true;
        }
#pragma warning disable CA1031 // Whatever it was, the journal holds the registers: say 202 and let the next activation fold them.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.LogError(exception, "School {School}: submissions from {Seq} on are durable but not folded yet", School, first);
            DeactivateOnIdle();
            return false;
        }
    }

    /// <summary>
    /// The child's grain. Asked for by its interface, a reference costs a formatted type name, 5% of a mark's CPU; so the names are asked once.
    /// </summary>
    private IPupilLedgerGrain Ledger(PupilId pupil)
    {
        if (_ledgers is { } names)
            return (IPupilLedgerGrain)
                GrainFactory.GetGrain(GrainId.Create(names.Grain, GrainIdKeyExtensions.CreateIntegerKey(pupil.Value)), names.Interface);
        var ledger = GrainFactory.GetGrain<IPupilLedgerGrain>(pupil.Value);
        var reference = (GrainReference)ledger;
        _ledgers = (reference.GrainId.Type, reference.InterfaceType);
        return ledger;
    }

    private async Task LoadRollAsync()
    {
        var roll = await rolls.LoadAsync(School, null, CancellationToken.None);
        _roll = roll is null ? null : new SchoolRollIndex(roll);
    }

    private void ForgetSessions()
    {
        _sessions.Clear();
        _sessionOrder.Clear();
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

    /// <summary>Held marks whose trouble is over (the roll has the child now, the calendar the session) are entered by themselves, with their own takenAt.</summary>
    private async Task RecheckHeldAsync()
    {
        var open = await held.OpenAsync(School);
        if (open.Count == 0)
            return;
        var said = await texts.HeldAsync(School, CancellationToken.None);
        foreach (var mark in open)
        {
            var release = new HeldRelease(mark.Seq, mark.Ordinal);
            var post = mark.ToPost(release, said.GetValueOrDefault((mark.Seq, mark.Ordinal), HeldTexts.None));
            var verdict = RegisterDecision.Judge(post, _roll!, _calendar, await SessionAsync(post.Session), clock.Now, release: true);
            if (verdict.IsOk && verdict.Value.Marks[0].Status is not MarkStatus.Held)
                await TakeAsync(post, Caller.System("held-marks"), new HeldOutcome(mark.Seq, mark.Ordinal, "released", null, "held-marks"));
        }
    }

    private async ValueTask<SessionRegister> SessionAsync(SessionKey session)
    {
        if (_sessions.TryGetValue(session.Number, out var register))
            return register;
        // A session without a submission needs no look at the journal: the common case of a new register.
        register = _tail.Versions.ContainsKey(session.Number)
            ? await reader.SessionAsync(School, session, _roll!.Survivor)
            : new SessionRegister(session);
        _sessions[session.Number] = register;
        _sessionOrder.Enqueue(session.Number);
        if (_sessionOrder.Count > KeepSessions)
            _sessions.Remove(_sessionOrder.Dequeue());
        return register;
    }
}
