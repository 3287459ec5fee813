using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Allocation;
using Attendance.Casework.Enforcement;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Cases;

/// <summary>Ends the work on a case, with what came of it. The worker's way to the child ends with it.</summary>
[MutationRoot]
internal sealed class CloseCaseMutation(CaseDesk desk, CaseGrants grants, SchoolClock clock)
{
    [Description("Closes a case with its outcome, a reason, and what the child says or why nobody knows.")]
    [Cost(20)]
    public async Task<CasePayload?> CloseCase(
        Caller caller,
        [Description("The case, and what came of it.")] CloseCaseInput input,
        CancellationToken cancellation = default
    )
    {
        var folder = await desk.OpenAsync(caller, input.Case, cancellation);
        return await desk.ChangeAsync(
            caller,
            input.Case,
            Act.WorkCase,
            nameof(CloseCase),
            file =>
            {
                if (!file.IsOpen)
                    return CaseDesk.Closed;
                // Its clocks run only while the case is open.
                if (EnforcementFile.Of([], file).Matters.Any(matter => !matter.Matter.IsOver))
                    return new Error("matter-running", "A matter of enforcement is running: end it first.");
                var words = new Words();
                var reason = words.Need("reason", input.Reason);
                var childView = words.May("childView", input.ChildView);
                words.Check(
                    childView is not null || input.Outcome is not CaseOutcome.Improved,
                    "childView",
                    "child-view-missing",
                    "Write what the child says of it, or that the child did not want to say anything."
                );
                return words.Or(new CaseClosed(clock.Today, input.Outcome, reason, childView));
            },
            (transaction, _, _) => grants.CloseAsync(transaction, caller, folder.File),
            cancellation
        );
    }
}

[Description("What came of a case.")]
internal sealed record CloseCaseInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("What came of it.")] CaseOutcome Outcome,
    [property: Description("Why it can be closed, 1 to 4,000 characters."), Personal] string Reason,
    [property: Description("What the child says of it. Needed when it improved."), Personal] string? ChildView = null
);
