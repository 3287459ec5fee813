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
internal sealed partial class SchoolGrain(
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
        return await GuardAsync(async () =>
        {
            if (await KnownAsync(post, caller) is { } known)
                return Repeat(known, post);
            try
            {
                return await TakeAsync(post, caller, releases: null);
            }
            catch (JournalConflictException conflict)
            {
                log.LogWarning(conflict, "School {School} was written by another activation; reading again", School);
                await ReloadAsync();
                if (await KnownAsync(post, caller) is { } stored)
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
        await LevelAsync();
        var before = Memory;
        var prepared = new List<PreparedSubmission>();
        var places = new List<int>();
        var unchanged = new List<int>();
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
                {
                    answers[next] = answer;
                    unchanged.Add(next);
                }
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
        // What changed nothing, because of what came with it, is no sooner visible than that.
        foreach (var place in unchanged)
            answers[place] = answers[place].Value with { Visible = replies[0].Visible };
        return next;
    }

    /// <summary>
    /// Folds what an earlier submission of this call left unfolded, because its standings failed or came late: the mark of the school says "folded up to here", so
    /// none may be written over a gap.
    /// </summary>
    private Task LevelAsync() => _roll is null || _foldedSeq >= _lastSeq ? Task.CompletedTask : ReloadAsync();

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

    private Result<RegisterReply> Repeat(KnownSubmission known, RegisterPost post)
    {
        if (known.Session != post.Session || !known.PayloadHash.AsSpan().SequenceEqual(post.PayloadHash))
            return new Error("idempotency-key-reused", "This key belongs to another submission of this client.");
        var body = Receipt.Render(School, known.FirstSeq, known.Session, known.RecordedAt, known.Receipt);
        return new RegisterReply(body, known.LastSeq <= _foldedSeq, Replayed: true, known.FirstSeq);
    }

    private async Task<Result<RegisterReply>> TakeAsync(RegisterPost post, Caller caller, HeldOutcome? releases, Proposal? answers = null)
    {
        await LevelAsync();
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

    private void ForgetSessions()
    {
        _sessions.Clear();
        _sessionOrder.Clear();
    }

    private async ValueTask<SessionRegister> SessionAsync(SessionKey session)
    {
        if (_sessions.TryGetValue(session.Number, out var register))
            return register;
        // A session without a submission needs no look at the journal: the common case of a new register.
        register = _tail.Versions.ContainsKey(session.Number)
            ? await reader.SessionAsync(School, session, _roll!.Survivor)
            : new SessionRegister(session, _roll!.Pupils.Count);
        _sessions[session.Number] = register;
        _sessionOrder.Enqueue(session.Number);
        if (_sessionOrder.Count > KeepSessions)
            _sessions.Remove(_sessionOrder.Dequeue());
        return register;
    }
}
