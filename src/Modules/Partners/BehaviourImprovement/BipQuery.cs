using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.SchoolImprovement;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Partners.BehaviourImprovement;

/// <summary>The schools of the Behaviour Improvement Programme.</summary>
[QueryRoot]
internal sealed class BipQuery(SchoolDesk desk, IPolicy policy, BipSchools schools, BipBook book)
{
    [Description(
        "Schools of the Behaviour Improvement Programme with lead and scorecard: all of them for who works on the programme, the own for a school's senior staff and for who looks after it. Null with NOT_FOUND for anybody else."
    )]
    [Cost(100)]
    public async Task<IReadOnlyList<BipSchoolNode>?> BehaviourImprovement(Caller caller, CancellationToken cancellation = default)
    {
        var all = await policy.CouldAsync(caller, Act.WorkOnBehaviour, GrantTarget.All, cancellation);
        if (!all && (await policy.VisibleSchoolsAsync(caller, Act.ReadVisits, "school_id", cancellation)).IsNobody)
            throw Refusal.NotFound();
        var shown = new List<SchoolInput>();
        foreach (var school in await schools.ListAsync(cancellation))
        {
            if (all || await desk.CouldAsync(caller, Act.ReadVisits, school.School, cancellation))
                shown.Add(school);
        }
        var records = await book.ReadAsync(cancellation);
        var scores = await schools.ScoreAsync(shown, records, cancellation);
        var nodes = new List<BipSchoolNode>();
        foreach (var school in shown)
            nodes.Add(
                new BipSchoolNode(
                    school.School,
                    school.Name,
                    school.Phase,
                    BipLeads.KindFor(school.Phase),
                    records.Leads.GetValueOrDefault(school.School),
                    [.. records.Policies[school.School].OrderBy(policy => policy.Kind)],
                    scores[school.School],
                    all || await desk.CouldAsync(caller, Act.SignForSchool, school.School, cancellation)
                )
            );
        return nodes;
    }
}

/// <summary>Who leads at which school. Source: the strategy's lines 595 to 597.</summary>
internal static class BipLeads
{
    /// <summary>A lead behaviour professional in a high school, the head teacher elsewhere.</summary>
    public static LeadKind KindFor(SchoolPhase phase) =>
        phase is SchoolPhase.Secondary or SchoolPhase.AllThrough or SchoolPhase.Middle ? LeadKind.LeadProfessional : LeadKind.HeadTeacher;
}

[Description("A school of the Behaviour Improvement Programme.")]
[global::GraphQL.Name("BipSchool")]
internal sealed record BipSchoolNode(
    [property: Description("The school.")] Laestab School,
    [property: Description("Its name.")] string Name,
    [property: Description("Its phase.")] SchoolPhase Phase,
    [property: Description("Who leads at a school of its phase.")] LeadKind LeadNeeded,
    [property: Description("Who leads on behaviour and attendance; null: nobody is named, which should not be.")] SchoolLead? Lead,
    [property: Description("Policies in place.")] IReadOnlyList<SchoolPolicy> Policies,
    [property: Description("The eight outcomes of the strategy; null under five children.")] IReadOnlyList<ScorecardLine>? Scorecard,
    [property: Description("True when the caller records lead, policies and counts.")] bool MayRecord
);
