using Attendance.Casework.Cases;
using Attendance.Casework.Enforcement.Law;
using Attendance.Casework.Letters;
using Attendance.SharedKernel;

namespace Attendance.Casework.Enforcement;

/// <summary>Decides a request for a step, an approval, and a step that the law takes by itself. Pure: from the case, what is known of the child, and the request.</summary>
internal static class StepDecision
{
    /// <summary>The events of a step: taken, or proposed to a second person.</summary>
    public static Result<CaseEvent[]> Decide(
        StepRequest request,
        Circumstances facts,
        ChildFacts child,
        EnforcementFile known,
        string number
    )
    {
        if (Find(request, child, known) is not { } target)
            return new Error("validation", "There is no such matter or parent.", [new FieldError("/matter", "matter-unknown")]);
        var attempt = new Attempt(target.Matter, request.Step, request.Details, facts);
        if (Judge(attempt, request.Overridden, request.Reason) is { } refused)
            return refused;
        if (Decision.NeedsSecondPerson(target.Matter, request.Step, request.Overridden))
            return new CaseEvent[]
            {
                new MatterStepProposed(
                    target.Matter.Number,
                    target.Matter.Track,
                    target.Matter.Parent,
                    target.Name,
                    request.Step,
                    request.Details,
                    request.Overridden,
                    request.Reason,
                    EvidenceOf(attempt),
                    facts.Today
                ),
            };
        return Taken(attempt, target.Name, request.Overridden, request.Reason, null, child.Team, number);
    }

    /// <summary>The events of a second person's answer to the proposal for a matter.</summary>
    public static Result<CaseEvent[]> Approve(
        int matter,
        bool approves,
        string? reason,
        string by,
        Circumstances facts,
        ChildFacts child,
        EnforcementFile known,
        string number
    )
    {
        var (recorded, proposal) = known.Proposals.FirstOrDefault(waiting => waiting.Proposal.Matter == matter);
        if (proposal is null)
            return new Error("validation", "No step of this matter waits for approval.", [new FieldError("/matter", "proposal-unknown")]);
        if (!approves)
            return string.IsNullOrWhiteSpace(reason)
                ? new Error("validation", "Say why the step is not taken.", [new FieldError("/reason", "text-missing")])
                : new CaseEvent[] { new MatterProposalDropped(matter, reason.Trim(), Changed: false) };
        if (recorded.By == by)
            return new Error("second-person", "Who proposed a step cannot approve it: a second person has to.");
        var target =
            known.Matters.FirstOrDefault(candidate => candidate.Matter.Number == matter)?.Matter
            ?? new Matter(matter, proposal.Track, proposal.Parent);
        var attempt = new Attempt(target, proposal.Step, proposal.Details, facts);
        // What was proposed is what is agreed to: on other evidence it is proposed again.
        if (EvidenceCheck.Dropped(proposal, facts) is { } dropped)
            return new CaseEvent[] { dropped };
        if (Judge(attempt, proposal.Overridden, proposal.Reason) is { } refused)
            return refused;
        return Taken(attempt, proposal.ParentName, proposal.Overridden, proposal.Reason, recorded.By, child.Team, number);
    }

    /// <summary>
    /// The events of a step that the law takes by itself today; none when there is nothing to take (any more). A notice that has not left has no days that could be over.
    /// </summary>
    public static Result<CaseEvent[]> Automatic(MatterFile matter, EnforcementFile known, Circumstances facts, string? team)
    {
        if (known.Unsent.Any(letter => letter.Matter == matter.Matter.Number && letter.Kind is LetterKind.PenaltyNotice))
            return Array.Empty<CaseEvent>();
        if (!matter.IsPresent || Deadlines.Automatic(matter.Matter, facts.Today) is not { } step)
            return Array.Empty<CaseEvent>();
        return Taken(new Attempt(matter.Matter, step, new StepDetails(), facts), matter.ParentName, [], null, null, team, "");
    }

    /// <summary>The half-days that a step rests on; null when it rests on none.</summary>
    public static IReadOnlyList<EvidenceMark>? EvidenceOf(Attempt attempt) =>
        attempt.Details is { From: not null, To: not null }
            ? [.. attempt.Evidence.Admitted.Select(mark => new EvidenceMark(mark.Session.Number, mark.Code))]
            : null;

    private static Error? Judge(Attempt attempt, IReadOnlyList<string> overridden, string? reason)
    {
        if (Decision.Judge(attempt) is not { } obstacles)
            return new Error("step-not-known", "This step does not lead on from where the matter stands.");
        if (overridden.Count > 0 && string.IsNullOrWhiteSpace(reason))
            return new Error("validation", "Say why a rule is overridden.", [new FieldError("/reason", "text-missing")]);
        var left = obstacles.Where(obstacle => !obstacle.MayBeOverridden || !overridden.Contains(obstacle.Code)).ToList();
        return left.Count == 0
            ? null
            : new Error(
                "step-blocked",
                left[0].Reason,
                [.. left.Select(obstacle => new FieldError($"/{obstacle.Code}", obstacle.Code, obstacle.Reason))]
            );
    }

    private static CaseEvent[] Taken(
        Attempt attempt,
        string parent,
        IReadOnlyList<string> overridden,
        string? reason,
        string? proposedBy,
        string? team,
        string number
    )
    {
        var events = new List<CaseEvent>();
        var evidence = EvidenceOf(attempt);
        foreach (var taken in Decision.Take(attempt, overridden, number))
        {
            var matter = taken.Apply(taken.Matter == attempt.Matter.Number ? attempt.Matter : null);
            events.Add(
                new MatterStepTaken(
                    taken,
                    parent,
                    taken.Matter == attempt.Matter.Number ? overridden : [],
                    reason,
                    proposedBy,
                    team,
                    evidence,
                    [.. Deadlines.Of(matter).Select(due => new MatterDue(due.Item, due.On, due.Sentence))]
                )
            );
        }
        return [.. events];
    }

    private static (Matter Matter, string Name)? Find(StepRequest request, ChildFacts child, EnforcementFile known)
    {
        if (request.Matter is { } number)
            return known.Matters.FirstOrDefault(candidate => candidate.Matter.Number == number) is { IsPresent: true } found
                ? (found.Matter, found.ParentName)
                : null;
        if (
            request.Track is not { } track
            || child.Contacts.FirstOrDefault(contact =>
                string.Equals(contact.Name, request.Parent?.Trim(), StringComparison.OrdinalIgnoreCase)
            )
                is not { } parent
        )
            return null;
        return (new Matter(known.NextMatter, track, known.ParentOf(parent.Name)), parent.Name);
    }
}
