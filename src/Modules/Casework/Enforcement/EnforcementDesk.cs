using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Casework.Allocation;
using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.Casework.Enforcement.Law;
using Attendance.Casework.Letters;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Casework.Enforcement;

/// <summary>Where steps of enforcement are asked for, approved, and taken by the law itself.</summary>
internal sealed class EnforcementDesk(
    CaseDesk desk,
    CaseBook book,
    CaseReader cases,
    EnforcementReader reader,
    MatterStore store,
    LetterDesk letters,
    CaseGrants grants,
    IMediator mediator,
    SchoolClock clock
)
{
    /// <summary>Takes a step, or proposes it where a second person has to agree.</summary>
    public Task<CasePayload> TakeAsync(Caller caller, string id, StepRequest request, CancellationToken cancellation) =>
        ChangeAsync(
            caller,
            id,
            Act.Enforce,
            "takeEnforcementStep",
            (facts, child, known, number) => StepDecision.Decide(request, facts, child, known, number),
            cancellation
        );

    /// <summary>A second person's answer.</summary>
    public Task<CasePayload> ApproveAsync(
        Caller caller,
        string id,
        int matter,
        bool approves,
        string? reason,
        CancellationToken cancellation
    ) =>
        ChangeAsync(
            caller,
            id,
            Act.ApproveEnforcement,
            "approveEnforcementStep",
            (facts, child, known, number) => StepDecision.Approve(matter, approves, reason, caller.Name, facts, child, known, number),
            cancellation
        );

    /// <summary>Records something that was considered or done for the family.</summary>
    public async Task<CasePayload> ConsiderAsync(
        Caller caller,
        string id,
        Consideration kind,
        DateOnly? on,
        string? text,
        SupportEffect? effect,
        CancellationToken cancellation
    )
    {
        var legal = kind is Consideration.LegalSignOff or Consideration.LegalSignOffLookedAfter;
        var folder = await desk.OpenAsync(caller, id, cancellation);
        var child = await reader.ReadAsync(Caller.System("enforcement"), folder.File, null, cancellation);
        var lawyers = await LawyersAsync(cancellation);
        return await desk.ChangeAsync(
            caller,
            id,
            legal ? Act.ReadPrivileged : Act.Enforce,
            "recordConsideration",
            file =>
            {
                if (!file.IsOpen)
                    return CaseDesk.Closed;
                var words = new Words();
                var said = words.Need("words", text, 2000);
                var day = on ?? clock.Today;
                words.Check(day <= clock.Today, "on", "date-in-future", "What was done was done by today.");
                words.Check(
                    kind is not Consideration.SupportEffect || effect is not null and not SupportEffect.Open,
                    "effect",
                    "effect-missing",
                    "Say what came of the support."
                );
                return words.Or(new ConsiderationRecorded(kind, day, said, effect));
            },
            (transaction, _, _) =>
                kind switch
                {
                    Consideration.SupportOffered => MatterStore.CountAsync(transaction, folder.File, child, "support", on ?? clock.Today),
                    Consideration.SupportEffect => Task.CompletedTask,
                    // More than support is spoken of: the lawyers can read what they are asked about.
                    _ => grants.OpenToLegalAsync(transaction, caller, folder.File, lawyers),
                },
            cancellation
        );
    }

    /// <summary>Decides that a matter goes on with its evidence as it is now.</summary>
    public Task<CasePayload> JudgeEvidenceAsync(Caller caller, string id, int matter, string reason, CancellationToken cancellation) =>
        ChangeAsync(
            caller,
            id,
            Act.Enforce,
            "judgeChangedEvidence",
            (facts, _, known, _) =>
            {
                var words = new Words();
                var said = words.Need("reason", reason, 2000);
                var found = known.Matters.FirstOrDefault(candidate => candidate.Matter.Number == matter);
                if (found is not { IsPresent: true, Changed: not null, Matter.Period: { } period })
                    return new Error(
                        "validation",
                        "Nothing of this matter's evidence waits for a decision.",
                        [new FieldError("/matter", "matter-unknown")]
                    );
                return words.Or(
                    new EvidenceJudged(
                        matter,
                        said,
                        [
                            .. facts
                                .EvidenceOf(period.From, period.To)
                                .Admitted.Select(mark => new EvidenceMark(mark.Session.Number, mark.Code)),
                        ]
                    )
                );
            },
            cancellation
        );

    /// <summary>Takes what the law takes by itself today in a case, and says what corrections changed. Answers whether anything did.</summary>
    public async Task<bool> CatchUpAsync(CaseId id, CancellationToken cancellation)
    {
        var caller = Caller.System("enforcement");
        if (
            await cases.LoadAsync(id, cancellation) is not { } file
            || await reader.ReadAsync(caller, file, null, cancellation) is not { } child
        )
            return false;
        var decided = new List<CaseEvent>();
        var lawyers = await LawyersAsync(cancellation);
        var changed = await book.ChangeAsync(
            caller,
            id,
            now =>
            {
                var known = EnforcementFile.Of(child.Earlier, now);
                var facts = reader.Judge(child, now, known);
                decided =
                [
                    .. known.Matters.SelectMany(matter => StepDecision.Automatic(matter, known, facts, child.Team).Value),
                    .. EvidenceCheck.Compare(known, facts),
                ];
                return decided.ToArray();
            },
            (transaction, _, _) => SaveAsync(transaction, caller, file, child, decided, lawyers),
            cancellation
        );
        await store.CheckedAsync(id, clock.Today, cancellation);
        return changed.IsOk && decided.Count > 0;
    }

    private async Task<CasePayload> ChangeAsync(
        Caller caller,
        string id,
        Act act,
        string operation,
        Func<Circumstances, ChildFacts, EnforcementFile, string, Result<CaseEvent[]>> decide,
        CancellationToken cancellation
    )
    {
        var folder = await desk.OpenAsync(caller, id, cancellation);
        // Judged by all that is known: whoever may take the step may not be shown every mark that it rests on.
        var child = await reader.ReadAsync(Caller.System("enforcement"), folder.File, null, cancellation) ?? throw Refusal.NotFound();
        var issues = EnforcementFile.Of([], folder.File).Proposals.Any(waiting => waiting.Proposal.Step is Step.IssueNotice);
        var number =
            act is Act.ApproveEnforcement && issues && folder.Rights.May(act)
                ? await store.DrawNumberAsync(clock.Today.Year, cancellation)
                : "";
        var lawyers = await LawyersAsync(cancellation);
        CaseEvent[] decided = [];
        return await desk.ChangeAsync(
            caller,
            id,
            act,
            operation,
            file =>
            {
                if (!file.IsOpen)
                    return CaseDesk.Closed;
                var known = EnforcementFile.Of(child.Earlier, file);
                var result = decide(reader.Judge(child, file, known), child, known, number);
                if (!result.IsOk)
                    return result;
                return decided = letters.WithLetters(result.Value, known, child);
            },
            (transaction, _, _) => SaveAsync(transaction, caller, folder.File, child, decided, lawyers),
            cancellation
        );
    }

    private Task<IReadOnlyList<long>> LawyersAsync(CancellationToken cancellation) =>
        mediator.Send(new ReadPeopleIn(Role.Legal), cancellation);

    private async Task SaveAsync(
        DbTransaction transaction,
        Caller caller,
        CaseFile file,
        ChildFacts child,
        IReadOnlyList<CaseEvent> decided,
        IReadOnlyList<long> lawyers
    )
    {
        var known = EnforcementFile.Of(child.Earlier, file);
        var matters = known.Matters.ToDictionary(matter => matter.Matter.Number, matter => matter.Matter);
        foreach (var step in decided.OfType<MatterStepTaken>())
        {
            var matter = step.Taken.Apply(matters.GetValueOrDefault(step.Taken.Matter));
            matters[step.Taken.Matter] = matter;
            await MatterStore.SaveAsync(transaction, file, matter, clock.Today, child.Place?.School);
            await MatterStore.CountAsync(transaction, file, child, Stored.Name(step.Taken.Step), step.Taken.On);
        }
        await LetterDesk.SaveAsync(transaction, file, decided);
        if (!decided.OfType<MatterStepTaken>().Any())
            return;
        await grants.OpenToLegalAsync(transaction, caller, file, lawyers);
        await store.WatchAsync(transaction, file, matters.Values);
    }
}
