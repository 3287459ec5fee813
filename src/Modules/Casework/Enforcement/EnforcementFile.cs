using Attendance.Casework.Cases;
using Attendance.Casework.Court;
using Attendance.Casework.Enforcement.Law;
using Attendance.Casework.Interventions;
using Attendance.Casework.Letters;

namespace Attendance.Casework.Enforcement;

/// <summary>
/// What enforcement knows of a child: the matters of all its cases, whom they are against, what was considered in the present case, and what waits for a second person, and
/// which letters have not left. Folded from events; pure.
/// </summary>
internal sealed record EnforcementFile(
    IReadOnlyList<MatterFile> Matters,
    Considerations Considered,
    IReadOnlyList<(RecordedEvent Recorded, MatterStepProposed Proposal)> Proposals,
    IReadOnlyList<LetterWritten> Unsent
)
{
    /// <summary>Folds the child's earlier cases and the present one, in that order.</summary>
    public static EnforcementFile Of(IReadOnlyList<CaseFile> earlier, CaseFile present)
    {
        var matters = new SortedDictionary<int, MatterFile>();
        foreach (var file in earlier.Append(present))
        {
            foreach (var recorded in file.Events)
            {
                if (recorded.Event is MatterStepTaken step)
                {
                    var before = matters.GetValueOrDefault(step.Taken.Matter);
                    matters[step.Taken.Matter] = new MatterFile(
                        step.Taken.Apply(before?.Matter),
                        step.ParentName,
                        file == present,
                        step.Evidence ?? before?.Evidence,
                        step.Evidence is null ? before?.Changed : null,
                        [.. before?.Steps ?? [], (recorded, step)]
                    );
                }
                else if (recorded.Event is EvidenceChanged changed && matters.TryGetValue(changed.Matter, out var touched))
                    matters[changed.Matter] = touched with { Changed = changed };
                else if (recorded.Event is LetterSent { Dues.Count: > 0 } sent && matters.TryGetValue(sent.Matter, out var served))
                    matters[sent.Matter] = served with
                    {
                        Matter = served.Matter with { Notice = served.Matter.Notice! with { ReceivedOn = sent.ReceivedOn } },
                    };
                else if (recorded.Event is CourtPackMade pack && matters.TryGetValue(pack.Matter, out var packed))
                    matters[pack.Matter] = packed with { Evidence = pack.Evidence };
                else if (recorded.Event is EvidenceJudged judged && matters.TryGetValue(judged.Matter, out var known))
                    matters[judged.Matter] = known with { Evidence = judged.Evidence, Changed = null };
            }
        }
        var proposals = new Dictionary<int, (RecordedEvent, MatterStepProposed)>();
        foreach (var recorded in present.Events)
        {
            if (recorded.Event is MatterStepProposed proposal)
                proposals[proposal.Matter] = (recorded, proposal);
            else if (recorded.Event is MatterStepTaken taken)
                proposals.Remove(taken.Taken.Matter);
            else if (recorded.Event is MatterProposalDropped dropped)
                proposals.Remove(dropped.Matter);
        }
        return new EnforcementFile(
            [.. matters.Values],
            ConsideredIn(present),
            [.. proposals.Values.OrderBy(waiting => waiting.Item1.Number)],
            UnsentIn(present)
        );
    }

    /// <summary>The number of the next matter.</summary>
    public int NextMatter =>
        Matters.Select(matter => matter.Matter.Number).Concat(Proposals.Select(waiting => waiting.Proposal.Matter)).Append(0).Max() + 1;

    /// <summary>The number of a parent who is in no matter yet.</summary>
    public int NextParent => ParentOf("");

    /// <summary>The number of a parent in the child's matters, by name: the one it has, or the next.</summary>
    public int ParentOf(string name)
    {
        var known = Matters
            .Select(matter => (matter.ParentName, matter.Matter.Parent))
            .Concat(Proposals.Select(waiting => (waiting.Proposal.ParentName, waiting.Proposal.Parent)))
            .ToList();
        var found = known.Find(parent => string.Equals(parent.Item1, name, StringComparison.OrdinalIgnoreCase));
        return found.Item2 != 0 ? found.Item2 : known.Select(parent => parent.Item2).Append(0).Max() + 1;
    }

    private static List<LetterWritten> UnsentIn(CaseFile file)
    {
        var gone = file.Of<LetterSent>()
            .Select(letter => letter.Letter)
            .Concat(file.Of<LetterWithdrawn>().Select(letter => letter.Letter))
            .ToHashSet();
        return [.. file.Of<LetterWritten>().Where(letter => !gone.Contains(letter.Letter))];
    }

    /// <summary>Support as it was recorded here, and interventions, in the order in which they were offered.</summary>
    private static List<Support> SupportIn(CaseFile file)
    {
        var support = new List<Support>();
        var interventions = new Dictionary<int, int>();
        foreach (var recorded in file.Events)
        {
            if (recorded.Event is ConsiderationRecorded { Kind: Consideration.SupportOffered } offered)
                support.Add(new Support(offered.On, offered.Effect ?? SupportEffect.Open));
            else if (recorded.Event is ConsiderationRecorded { Kind: Consideration.SupportEffect, Effect: { } effect } && support.Count > 0)
                support[^1] = support[^1] with { Effect = effect };
            else if (recorded.Event is InterventionStarted started)
            {
                interventions[started.Number] = support.Count;
                support.Add(new Support(started.From, SupportEffect.Open));
            }
            else if (recorded.Event is InterventionEnded ended && interventions.TryGetValue(ended.Number, out var at))
                support[at] = support[at] with
                {
                    Effect = ended.Outcome switch
                    {
                        InterventionOutcome.Helped => SupportEffect.Worked,
                        InterventionOutcome.HelpedInPart or InterventionOutcome.DidNotHelp => SupportEffect.DidNotWork,
                        InterventionOutcome.NotTakenUp => SupportEffect.NotTakenUp,
                    },
                };
        }
        return support;
    }

    private static Considerations ConsideredIn(CaseFile file)
    {
        var considered = new Considerations { Support = SupportIn(file) };
        foreach (var said in file.Of<ConsiderationRecorded>())
        {
            considered = said.Kind switch
            {
                Consideration.SupportOffered or Consideration.SupportEffect => considered,
                Consideration.SupervisionOrderConsidered => considered with { OrderConsidered = said.On },
                Consideration.LegalSignOff => considered with { LegalSignOff = said.On },
                Consideration.LegalSignOffLookedAfter => considered with { LegalSignOffLookedAfter = said.On },
                Consideration.LookedAfterConsulted => considered with { LookedAfterConsulted = said.On },
                Consideration.SocialServicesConsulted => considered with { SocialServicesConsulted = said.On },
                Consideration.LetterSent => considered with { LetterSent = said.On },
                Consideration.HomeVisited => considered with { HomeVisited = said.On },
            };
        }
        // Considering an order as a matter of its own is considering one.
        foreach (var step in file.Of<MatterStepTaken>().Where(step => step.Taken.Step is Step.ConsiderOrder))
            considered = considered with { OrderConsidered = considered.OrderConsidered ?? step.Taken.On };
        return considered;
    }
}

/// <summary>
/// A matter with whom it is against, whether it is of the present case, the evidence that it rests on as it was last judged, what a correction changed of it since (null: nothing
/// that waits for a decision), and its steps with who recorded them.
/// </summary>
internal sealed record MatterFile(
    Matter Matter,
    string ParentName,
    bool IsPresent,
    IReadOnlyList<EvidenceMark>? Evidence,
    EvidenceChanged? Changed,
    IReadOnlyList<(RecordedEvent Recorded, MatterStepTaken Step)> Steps
);
