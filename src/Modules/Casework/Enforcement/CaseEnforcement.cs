using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Casework.Enforcement.Law;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;

namespace Attendance.Casework.Enforcement;

/// <summary>Enforcement of a case.</summary>
[Extends(typeof(CaseNode))]
internal sealed class CaseEnforcement(EnforcementReader reader, CaseReads reads)
{
    [Description(
        "What was considered, what is running against whom, and what could be done next, with what keeps it back. Null for a role that may not read the child's marks."
    )]
    [Cost(20)]
    public async Task<EnforcementNode?> Enforcement(CaseNode node, CancellationToken cancellation = default)
    {
        var file = node.Folder.File;
        if (await reader.ReadAsync(node.Folder.Caller, file, null, cancellation) is not { } child)
            return null;
        var known = EnforcementFile.Of(child.Earlier, file);
        return new EnforcementNode(node.Folder, child, known, reader.Judge(child, file, known), reads);
    }
}

/// <summary>Enforcement in the GraphQL schema.</summary>
[Description("Enforcement in a child's case.")]
[GraphQL.Name("Enforcement")]
internal sealed class EnforcementNode(CaseFolder folder, ChildFacts child, EnforcementFile known, Circumstances facts, CaseReads reads)
{
    [Description("True when the caller may take steps.")]
    public bool MayEnforce => folder.File.IsOpen && folder.Rights.May(Act.Enforce);

    [Description("True when the caller may agree to steps as a second person.")]
    public bool MayApprove => folder.File.IsOpen && folder.Rights.May(Act.ApproveEnforcement);

    [Description("True when the caller may record a lawyer's agreement.")]
    public bool MaySignOff => folder.File.IsOpen && folder.Rights.May(Act.ReadPrivileged);

    [Description("The locality team that discharges the duty; null for a child on no roll.")]
    public string? Team => child.Team;

    [Description("Names of the child's contacts at school, against whom a matter can be.")]
    public IReadOnlyList<string> Parents => [.. child.Contacts.Select(contact => contact.Name).Distinct(StringComparer.OrdinalIgnoreCase)];

    [Description("The first day of the evidence that a form begins with: ten school weeks back.")]
    public DateOnly EvidenceFrom => StepForm.Period(facts).From;

    [Description("Unauthorised half-days since then, which is all that may be used.")]
    public int EvidenceHalfDays => facts.EvidenceOf(EvidenceFrom, facts.Today).Admitted.Count;

    [Description("Absences since then that may not be used, because the school approved them or they are outside school age.")]
    public int ExcludedHalfDays => facts.EvidenceOf(EvidenceFrom, facts.Today).Excluded;

    [Description("What was considered or done for the family, the first first. A lawyer's words only for those they are for.")]
    [Cost(1)]
    public IReadOnlyList<ConsiderationNode> Considered =>
        [
            .. folder
                .File.Recorded<ConsiderationRecorded>()
                .Select(said => new ConsiderationNode(
                    said.Event.Kind,
                    said.Event.On,
                    folder.Readable.Contains(said.Recorded) ? said.Event.Words : null,
                    said.Event.Effect
                )),
        ];

    [Description("Every matter of the child, also of closed cases.")]
    [Cost(2)]
    public IReadOnlyList<MatterNode> Matters => [.. known.Matters.Select(matter => new MatterNode(matter, facts, reads))];

    [Description("Steps that wait for a second person.")]
    [Cost(2)]
    public IReadOnlyList<ProposalNode> Proposals =>
        [
            .. known.Proposals.Select(waiting => new ProposalNode(
                waiting.Recorded,
                waiting.Proposal,
                waiting.Recorded.By == folder.Caller.Name,
                reads
            )),
        ];

    [Description("What a new matter could begin with, for each way of enforcement.")]
    [Cost(5)]
    public IReadOnlyList<TrackBeginning> Beginnings =>
        [
            .. Enum.GetValues<Track>()
                .Select(track => new TrackBeginning(
                    track,
                    MatterWords.Title(track),
                    StepOption.Of(new Matter(known.NextMatter, track, known.NextParent), facts)
                )),
        ];
}

[Description("Something that was considered or done for the family before enforcement.")]
[GraphQL.Name("EnforcementConsideration")]
internal sealed record ConsiderationNode(
    [property: Description("What.")] Consideration Kind,
    [property: Description("When.")] DateOnly On,
    [property: Description("In whose words; null when they are not for the caller.")] string? Words,
    [property: Description("What came of support.")] SupportEffect? Effect
);

[Description("A way of enforcement and what it could begin with.")]
internal sealed record TrackBeginning(
    [property: Description("Which.")] Track Track,
    [property: Description("Its name.")] string Title,
    [property: Description("Its first steps.")] IReadOnlyList<StepOption> Options
);

[Description("A step that could be taken, and what keeps it back.")]
internal sealed record StepOption(
    [property: Description("Which.")] Step Step,
    [property: Description("As a button says it.")] string Label,
    [property: Description("The law or guidance that it comes from.")] string Source,
    [property: Description("True when a second person has to agree.")] bool NeedsSecondPerson,
    [property: Description("The fields that it asks for.")] IReadOnlyList<string> Asks,
    [property: Description("What keeps it back today; empty: nothing but what is asked for.")] IReadOnlyList<StepObstacle> Obstacles
)
{
    public static IReadOnlyList<StepOption> Of(Matter matter, Circumstances facts) =>
        [
            .. TrackTable
                .From(matter.Track, matter.Stage)
                .Select(row => new StepOption(
                    row.Step,
                    StepWords.Label(row.Step),
                    row.Source,
                    row.SecondPerson,
                    StepForm.Asks(matter.Track, row.Step),
                    [
                        .. Decision
                            .Judge(new Attempt(matter, row.Step, StepForm.Begin(matter, row.Step, facts), facts))!
                            .Select(obstacle => new StepObstacle(obstacle.Code, obstacle.Reason, obstacle.MayBeOverridden)),
                    ]
                )),
        ];
}

[Description("Something that keeps a step back.")]
internal sealed record StepObstacle(
    [property: Description("A stable code, in kebab-case.")] string Code,
    [property: Description("Why, as a sentence.")] string Reason,
    [property: Description("True for a rule of the authority's own, which a second person may approve to override.")] bool MayBeOverridden
);

/// <summary>A step that waits for a second person.</summary>
[Description("A step that waits for a second person.")]
[GraphQL.Name("EnforcementProposal")]
internal sealed class ProposalNode(RecordedEvent recorded, MatterStepProposed proposal, bool mine, CaseReads reads)
{
    [Description("The matter's number.")]
    public int Matter => proposal.Matter;

    [Description("What is proposed.")]
    public string Label => StepWords.Label(proposal.Step);

    [Description("Against whom.")]
    public string ParentName => proposal.ParentName;

    [Description("When it was proposed.")]
    public DateTimeOffset At => recorded.At;

    [Description("By whom.")]
    [Cost(1)]
    public IDataLoaderResult<string> By() => reads.By(recorded.By);

    [Description("True for who proposed it, who cannot approve it.")]
    public bool Mine => mine;

    [Description("The rules that it overrides.")]
    public IReadOnlyList<string> Overridden => proposal.Overridden;

    [Description("Why it overrides them.")]
    public string? Reason => proposal.Reason;
}
