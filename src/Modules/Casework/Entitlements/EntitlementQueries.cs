using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using Dapper;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Entitlements;

/// <summary>The check that every flagged child has what it is entitled to (S68).</summary>
[QueryRoot]
internal sealed class EntitlementQueries(Database database, IPolicy policy, CaseReader cases, SchoolClock clock)
{
    private const int Most = 500;

    [Description(
        "Flagged children with an open case in the caller's scope, and those of them whose case lacks a step of the good practice, each step with why. At most 500 are looked at, the oldest case first."
    )]
    [Cost(100)]
    public async Task<EntitlementCheck> Entitlements(Caller caller, CancellationToken cancellation = default)
    {
        var visible = await policy.VisibleAsync(caller, Act.ReadCase, "c.pupil_id", cancellation);
        var parameters = new DynamicParameters(new { most = Most });
        visible.AddTo(parameters);
        List<long> ids;
        await using (var connection = await database.OpenAsync(cancellation))
        {
            ids =
            [
                .. await connection.QueryAsync<long>(
                    new CommandDefinition(
                        $"""
                        select c.id from casework_case c where {visible.Sql} and c.closed_on is null
                        and exists (select 1 from casework_flag f where f.case_id = c.id and f.state = 'open') order by c.id limit @most
                        """,
                        parameters,
                        cancellationToken: cancellation
                    )
                ),
            ];
        }
        var lines = new List<EntitlementLine>();
        foreach (var id in ids)
        {
            if (await cases.LoadAsync(new CaseId(id), cancellation) is not { } file)
                continue;
            var missing = Entitlement.Missing(file, clock.Today);
            if (missing.Count == 0)
                continue;
            AuditScope.Current?.Show(file.Pupil);
            var rights = await policy.OfAsync(caller, file.Pupil, cancellation);
            lines.Add(new EntitlementLine(new CaseNode(new CaseFolder(file, rights, caller)), missing));
        }
        return new EntitlementCheck(ids.Count, ids.Count - lines.Count, lines);
    }
}

/// <summary>What one case lacks, and the answer to it.</summary>
[Extends(typeof(CaseNode))]
internal sealed class CaseEntitlement(SchoolClock clock)
{
    [Description("The steps of the good practice that the case lacks and that nobody explained.")]
    [Cost(2)]
    public IReadOnlyList<MissingStep> MissingSteps(CaseNode node) => Entitlement.Missing(node.Folder.File, clock.Today);
}

/// <summary>Says why a step is not taken.</summary>
[MutationRoot]
internal sealed class ExplainStepMutation(CaseDesk desk, SchoolClock clock)
{
    private const int LongestDays = 92;

    [Description(
        "Says why a step of the good practice is not taken for now, or why nothing follows a threshold that was passed, and when that is looked at again."
    )]
    [Cost(10)]
    public async Task<CasePayload?> ExplainStep(
        Caller caller,
        [Description("The step, and why.")] ExplainStepInput input,
        CancellationToken cancellation = default
    ) =>
        await desk.WorkAsync(
            caller,
            input.Case,
            nameof(ExplainStep),
            _ =>
            {
                var words = new Words();
                var reason = words.Need("reason", input.Reason, 1000);
                words.Check(
                    input.LookAgainOn > clock.Today && input.LookAgainOn <= clock.Today.AddDays(LongestDays),
                    "lookAgainOn",
                    "date-invalid",
                    $"A later day, within {LongestDays} days."
                );
                return words.Or(new StepExplained(input.Step, reason, input.LookAgainOn));
            },
            cancellation
        );
}

[Description("Why a step is not taken.")]
internal sealed record ExplainStepInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("The step.")] GoodPracticeStep Step,
    [property: Description("Why, 1 to 1,000 characters."), Personal] string Reason,
    [property: Description("When that is looked at again: a later day, within 92 days.")] DateOnly LookAgainOn
);

[Description("Whether every flagged child has what it is entitled to.")]
internal sealed record EntitlementCheck(
    [property: Description("Flagged children whose cases were looked at.")] int Flagged,
    [property: Description("Those whose case lacks nothing.")] int Complete,
    [property: Description("Those whose case lacks a step.")] IReadOnlyList<EntitlementLine> Lacking
);

[Description("A flagged child whose case lacks a step.")]
internal sealed record EntitlementLine(
    [property: Description("The case.")] CaseNode Case,
    [property: Description("The steps that lack, each with why.")] IReadOnlyList<MissingStep> Missing
);
