using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Sharing;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Health;

/// <summary>Recording by the Family Action Model.</summary>
[MutationRoot]
internal sealed class RecordFamilyActionMutation(
    ChildDesk desk,
    FamilyActionBook book,
    IAuditTrail audit,
    IWriter writer,
    SchoolClock clock
)
{
    private const int MostActions = 20;

    [Description(
        "Records what a family does well, what it needs and who does what, by the Family Action Model. By school nursing under an agreement, or by who works on the child's case."
    )]
    [Cost(20)]
    public async Task<AgreementPayload?> RecordFamilyAction(
        Caller caller,
        [Description("The record.")] RecordFamilyActionInput input,
        CancellationToken cancellation = default
    )
    {
        var name = new ChildName(input.Pupil, input.Agreement, input.Child);
        var pupil = (await desk.FindAsync(caller, name, Role.Health, rights => rights.May(Act.WorkCase), cancellation)).Pupil.Key;
        var words = new Words();
        var told = new FamilyActionWords(
            words.Need("strengths", input.Strengths, 2000),
            words.Need("needs", input.Needs, 2000),
            [.. input.Actions.Take(MostActions).Select(action => words.Need("actions", action, 500))],
            words.Need("childView", input.ChildView, 2000),
            words.Need("parentView", input.ParentView, 2000),
            words.Need("lead", input.Lead, 100)
        );
        words.Check(
            input.Actions.Count is > 0 and <= MostActions,
            "actions",
            "actions-missing",
            $"Say 1 to {MostActions} things that are done."
        );
        words.Check(
            input.ReviewOn > clock.Today && input.ReviewOn <= clock.Today.AddMonths(6),
            "reviewOn",
            "review-invalid",
            "It is looked at again within six months."
        );
        if (words.Error is { } error)
            return AgreementPayload.Of(error);
        var id = GrowingNumber.Next(TimeProvider.System);
        var stored = await book.SealAsync(pupil, told, cancellation);
        await audit.ChangingAsync(caller, nameof(RecordFamilyAction), pupil, name.Through, cancellation);
        await writer.Run(
            transaction => book.AddAsync(transaction, id, pupil, name.Agreement is null ? null : "health", stored, input.ReviewOn, caller),
            cancellation
        );
        return new AgreementPayload($"{id}", []);
    }
}

[Description("A record by the Family Action Model.")]
internal sealed record RecordFamilyActionInput(
    [property: Description("What the family does well, 1 to 2,000 characters."), Personal] string Strengths,
    [property: Description("What it needs, 1 to 2,000 characters."), Personal] string Needs,
    [property: Description("Who does what, 1 to 20 of at most 500 characters."), Personal] IReadOnlyList<string> Actions,
    [property: Description("What the child says, 1 to 2,000 characters."), Personal] string ChildView,
    [property: Description("What the parents say, 1 to 2,000 characters."), Personal] string ParentView,
    [property: Description("Who leads, 1 to 100 characters.")] string Lead,
    [property: Description("When it is looked at again: within six months.")] DateOnly ReviewOn,
    [property: Description("The child's id."), Id] string? Pupil = null,
    [property: Description("In place of it: the agreement that shares the child with school nursing."), Id] string? Agreement = null,
    [property: Description("The child's id under the agreement."), Id] string? Child = null
);
