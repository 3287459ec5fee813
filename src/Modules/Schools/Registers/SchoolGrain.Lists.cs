using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Journal;
using Attendance.Schools.Proposals;
using Attendance.SharedKernel;

namespace Attendance.Schools.Registers;

/// <summary>What waits on a school's lists and is entered, set aside or answered: held and stale marks, missing reasons, proposals.</summary>
internal sealed partial class SchoolGrain
{
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
}
