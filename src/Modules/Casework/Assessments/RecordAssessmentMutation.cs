using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Assessments;

/// <summary>Writes an assessment of the circumstances into a case.</summary>
[MutationRoot]
internal sealed class RecordAssessmentMutation(CaseDesk desk, CaseworkOptions options, SchoolClock clock)
{
    [Description(
        "Records what was found out about the circumstances; a later assessment stands in place of an earlier one. The views of the child and of the parents may be left out only with a reason."
    )]
    [Cost(20)]
    public async Task<CasePayload?> RecordAssessment(
        Caller caller,
        [Description("The case, and what was found out.")] AssessmentInput input,
        CancellationToken cancellation = default
    ) => await desk.WorkAsync(caller, input.Case, nameof(RecordAssessment), file => Decide(file, input), cancellation);

    private Result<CaseEvent[]> Decide(CaseFile file, AssessmentInput input)
    {
        if (file.Status.Stage is CaseStage.Waiting)
            return new Error("case-not-allocated", "The case waits for a key worker.");
        var words = new Words();
        words.Check(input.Factors.Count > 0, "factors", "factors-missing", "Name at least one factor.");
        var factors = input
            .Factors.Select(
                (found, i) =>
                    new AssessedFactor(
                        found.Factor,
                        words.Need($"factors/{i}/source", found.Source, 200),
                        words.May($"factors/{i}/evidence", found.Evidence)
                    )
            )
            .ToList();
        var childView = words.May("childView", input.ChildView);
        var childMissing = words.May("childViewMissing", input.ChildViewMissing, 500);
        words.Check(
            childView is not null || childMissing is not null,
            "childView",
            "child-view-missing",
            "Write what the child says, or why nobody knows."
        );
        var parents = (input.ParentViews ?? [])
            .Select(
                (said, i) =>
                    new ParentView(words.Need($"parentViews/{i}/who", said.Who, 100), words.Need($"parentViews/{i}/view", said.View))
            )
            .ToList();
        var parentsMissing = words.May("parentViewsMissing", input.ParentViewsMissing, 500);
        words.Check(
            parents.Count > 0 || parentsMissing is not null,
            "parentViews",
            "parent-views-missing",
            "Write what the parents say, or why nobody knows."
        );
        var agencies = (input.Agencies ?? [])
            .Select(
                (agency, i) =>
                    new InvolvedAgency(
                        words.Need($"agencies/{i}/name", agency.Name, 200),
                        words.Need($"agencies/{i}/part", agency.Part, 500)
                    )
            )
            .ToList();
        return words.Or(
            new AssessmentRecorded(
                factors,
                childView,
                childView is null ? childMissing : null,
                parents,
                parents.Count == 0 ? parentsMissing : null,
                agencies,
                words.Need("summary", input.Summary),
                CaseworkOptions.After(clock.Today, options.PlanDays)
            )
        );
    }
}

[Description("What was found out about a child's circumstances.")]
internal sealed record AssessmentInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("What stands between the child and school: at least one.")] IReadOnlyList<AssessedFactorInput> Factors,
    [property: Description("What it comes to, 1 to 4,000 characters."), Personal] string Summary,
    [property: Description("What the child says."), Personal] string? ChildView = null,
    [property: Description("Why the child's view is missing."), Personal] string? ChildViewMissing = null,
    [property: Description("What the parents say.")] IReadOnlyList<ParentViewInput>? ParentViews = null,
    [property: Description("Why the parents' views are missing."), Personal] string? ParentViewsMissing = null,
    [property: Description("The agencies that work with the family.")] IReadOnlyList<InvolvedAgencyInput>? Agencies = null
);

[Description("A factor that was found.")]
internal sealed record AssessedFactorInput(
    [property: Description("Which.")] Factor Factor,
    [property: Description("Who says so, 1 to 200 characters."), Personal] string Source,
    [property: Description("What shows it."), Personal] string? Evidence = null
);

[Description("What a parent or carer says.")]
internal sealed record ParentViewInput(
    [property: Description("Who: \"mother\", \"carer\". 1 to 100 characters."), Personal] string Who,
    [property: Description("What they say."), Personal] string View
);

[Description("An agency that works with the family.")]
internal sealed record InvolvedAgencyInput(
    [property: Description("Its name, 1 to 200 characters."), Personal] string Name,
    [property: Description("As what, 1 to 500 characters."), Personal] string Part
);
