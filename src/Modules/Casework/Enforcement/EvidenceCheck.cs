using Attendance.Casework.Cases;
using Attendance.Casework.Enforcement.Law;
using Attendance.Casework.Letters;

namespace Attendance.Casework.Enforcement;

/// <summary>
/// Compares what steps rest on with the marks as they are now (issue 6, corrections reach here). What waits for approval and was not sent is dropped when its ground went; what was
/// sent is marked for decision, with the difference. Pure.
/// </summary>
internal static class EvidenceCheck
{
    /// <summary>The events of what changed; none when nothing did, or it was said already.</summary>
    public static IEnumerable<CaseEvent> Compare(EnforcementFile known, Circumstances facts)
    {
        foreach (var (_, proposal) in known.Proposals)
        {
            if (Dropped(proposal, facts) is { } dropped)
                yield return dropped;
        }
        foreach (var matter in known.Matters)
        {
            if (matter is not { IsPresent: true, Evidence: { } evidence, Matter: { IsOver: false, Period: { } period } })
                continue;
            var (gone, fresh) = Difference(evidence, facts, period.From, period.To);
            if (gone.Count + fresh.Count == 0 || IsSaid(matter, gone, fresh))
                continue;
            var unsent = known.Unsent.Where(letter => letter.Matter == matter.Matter.Number).ToList();
            const string Why = "a correction changed the evidence before it was sent.";
            foreach (var letter in unsent)
                yield return new LetterWithdrawn(letter.Letter, letter.Matter, Why);
            if (matter.Matter.Stage is Stage.NoticeIssued && unsent.Exists(letter => letter.Kind is LetterKind.PenaltyNotice))
                yield return Withdrawn(matter, facts.Today, Why);
            else
                yield return new EvidenceChanged(matter.Matter.Number, gone, fresh, facts.Today);
        }
    }

    /// <summary>A notice that has not left is taken back as one that should not have been issued.</summary>
    private static MatterStepTaken Withdrawn(MatterFile matter, DateOnly today, string why) =>
        new(
            new StepTaken(
                matter.Matter.Number,
                matter.Matter.Track,
                matter.Matter.Parent,
                Step.WithdrawNotice,
                Stage.NoticeWithdrawn,
                today,
                new StepDetails { Ground = WithdrawalGround.ShouldNotHaveBeenIssued, Words = why },
                StepOutcome.None
            ),
            matter.ParentName,
            [],
            null,
            null,
            null,
            null,
            []
        );

    /// <summary>That a proposal is dropped, because its evidence is another one now; null: it is the same, or it rests on none.</summary>
    public static MatterProposalDropped? Dropped(MatterStepProposed proposal, Circumstances facts)
    {
        if (proposal is not { Evidence: { } evidence, Details: { From: { } from, To: { } to } })
            return null;
        var (gone, fresh) = Difference(evidence, facts, from, to);
        return gone.Count + fresh.Count == 0
            ? null
            : new MatterProposalDropped(
                proposal.Matter,
                $"a correction changed the evidence by {gone.Count} half-days less and {fresh.Count} more before anything was sent. Propose it again.",
                Changed: true
            );
    }

    private static (List<EvidenceMark> Gone, List<EvidenceMark> New) Difference(
        IReadOnlyList<EvidenceMark> evidence,
        Circumstances facts,
        DateOnly from,
        DateOnly to
    )
    {
        var now = facts.EvidenceOf(from, to).Admitted.Select(mark => new EvidenceMark(mark.Session.Number, mark.Code)).ToList();
        var counted = now.Select(mark => mark.Session).ToHashSet();
        var before = evidence.Select(mark => mark.Session).ToHashSet();
        return ([.. evidence.Where(mark => !counted.Contains(mark.Session))], [.. now.Where(mark => !before.Contains(mark.Session))]);
    }

    private static bool IsSaid(MatterFile matter, List<EvidenceMark> gone, List<EvidenceMark> fresh) =>
        matter.Changed is { } said && said.Gone.SequenceEqual(gone) && said.New.SequenceEqual(fresh);
}
