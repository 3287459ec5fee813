using System.ComponentModel;
using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;

namespace Attendance.Casework.Assessments;

/// <summary>The assessment of a case.</summary>
[Extends(typeof(CaseNode))]
internal sealed class CaseAssessment(CaseReads reads)
{
    [Description("The assessment of the circumstances that stands; null before the first.")]
    [Cost(1)]
    public AssessmentNode? Assessment(CaseNode node)
    {
        var all = node.Folder.File.Recorded<AssessmentRecorded>().ToList();
        return all.Count == 0 ? null : new AssessmentNode(all[^1].Recorded, all[^1].Event, all.Count, reads);
    }
}

/// <summary>An assessment in the GraphQL schema.</summary>
[Description("What was found out about a child's circumstances.")]
[GraphQL.Name("Assessment")]
internal sealed class AssessmentNode(RecordedEvent recorded, AssessmentRecorded found, int version, CaseReads reads)
{
    [Description("When it was recorded.")]
    public DateTimeOffset At => recorded.At;

    [Description("By whom.")]
    [Cost(1)]
    public IDataLoaderResult<string> By() => reads.By(recorded.By);

    [Description("The first is 1.")]
    public int Version => version;

    [Description("What stands between the child and school.")]
    public IReadOnlyList<AssessedFactorNode> Factors =>
        [.. found.Factors.Select(factor => new AssessedFactorNode(factor.Factor, factor.Source, factor.Evidence))];

    [Description("What the child says; null when it is missing.")]
    public string? ChildView => found.ChildView;

    [Description("Why the child's view is missing.")]
    public string? ChildViewMissing => found.ChildViewMissing;

    [Description("What the parents say.")]
    public IReadOnlyList<ParentViewNode> ParentViews => [.. found.ParentViews.Select(said => new ParentViewNode(said.Who, said.View))];

    [Description("Why the parents' views are missing.")]
    public string? ParentViewsMissing => found.ParentViewsMissing;

    [Description("The agencies that work with the family.")]
    public IReadOnlyList<InvolvedAgencyNode> Agencies =>
        [.. found.Agencies.Select(agency => new InvolvedAgencyNode(agency.Name, agency.Part))];

    [Description("What it comes to.")]
    public string Summary => found.Summary;
}

[Description("A factor that was found.")]
[GraphQL.Name("AssessedFactor")]
internal sealed record AssessedFactorNode(
    [property: Description("Which.")] Factor Factor,
    [property: Description("Who says so.")] string Source,
    [property: Description("What shows it.")] string? Evidence
);

[Description("What a parent or carer says.")]
[GraphQL.Name("ParentView")]
internal sealed record ParentViewNode([property: Description("Who.")] string Who, [property: Description("What they say.")] string View);

[Description("An agency that works with the family.")]
[GraphQL.Name("InvolvedAgency")]
internal sealed record InvolvedAgencyNode(
    [property: Description("Its name.")] string Name,
    [property: Description("As what.")] string Part
);
