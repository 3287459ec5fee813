using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Sharing;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Health;

/// <summary>Writing and ending medical care plans: by the child's school, and by school nursing under an agreement.</summary>
[MutationRoot]
internal sealed class CarePlanMutations(
    ChildDesk desk,
    CarePlanBook book,
    IPupilTexts texts,
    IAuditTrail audit,
    IWriter writer,
    SchoolClock clock
)
{
    [Description(
        "Writes a child's medical care plan from a day on; the one that held until then ends. While it holds, flags that rest on illness are notices at most, and say so. By the child's school, or by school nursing under an agreement."
    )]
    [Cost(20)]
    public async Task<AgreementPayload?> SaveCarePlan(
        Caller caller,
        [Description("The child and its plan.")] SaveCarePlanInput input,
        CancellationToken cancellation = default
    )
    {
        var name = new ChildName(input.Pupil, input.Agreement, input.Child);
        var pupil = (await desk.FindAsync(caller, name, Role.Health, CarePlan.Opens, cancellation)).Pupil.Key;
        var words = new Words();
        var condition = words.Need("condition", input.Condition, 500);
        var actions = words.Need("actions", input.Actions, 4000);
        words.Check(
            input.From >= clock.Today.AddDays(-366) && input.From <= clock.Today.AddDays(366),
            "from",
            "date-invalid",
            "Within a year back and a year ahead."
        );
        words.Check(input.Until is null || input.Until >= input.From, "until", "until-before-from", "The last day is before the first.");
        words.Check(
            input.ReviewOn > input.From && input.ReviewOn <= input.From.AddMonths(12),
            "reviewOn",
            "review-invalid",
            "A plan is reviewed within twelve months of its first day."
        );
        if (words.Error is { } error)
            return AgreementPayload.Of(error);
        var plan = new CarePlan(
            GrowingNumber.Next(TimeProvider.System),
            pupil,
            await texts.SealAsync(pupil, condition, cancellation),
            await texts.SealAsync(pupil, actions, cancellation),
            input.From,
            input.Until,
            input.ReviewOn
        );
        await audit.ChangingAsync(caller, nameof(SaveCarePlan), pupil, name.Through, cancellation);
        return await writer.Run(transaction => book.AddAsync(transaction, caller, plan, cancellation), cancellation)
            ? new AgreementPayload($"{plan.Id}", [])
            : AgreementPayload.Of(Error.Validation("/from", "plan-later", "Another plan of the child begins on this day or later."));
    }

    [Description("Ends a medical care plan with its last day: illness after it counts in full again.")]
    [Cost(20)]
    public async Task<AgreementPayload?> EndCarePlan(
        Caller caller,
        [Description("The plan and its last day.")] EndCarePlanInput input,
        CancellationToken cancellation = default
    )
    {
        var name = new ChildName(input.Pupil, input.Agreement, input.Child);
        var pupil = (await desk.FindAsync(caller, name, Role.Health, CarePlan.Opens, cancellation)).Pupil.Key;
        var plan = (await book.ListAsync(pupil, cancellation)).FirstOrDefault(each => each.Covers(clock.Today));
        var lastDay = input.LastDay;
        if (plan is null || lastDay < plan.From || lastDay < clock.Today.AddDays(-366))
            return AgreementPayload.Of(Error.Validation("/lastDay", "no-plan", "No plan of the child holds today that began by then."));
        await audit.ChangingAsync(caller, nameof(EndCarePlan), pupil, name.Through, cancellation);
        return await writer.Run(transaction => book.EndAsync(transaction, caller, plan, lastDay, cancellation), cancellation)
            ? new AgreementPayload($"{plan.Id}", [])
            : AgreementPayload.Of(Error.Validation("/lastDay", "ends-before", "The plan ends by then already."));
    }
}

[Description("A medical care plan of a child.")]
internal sealed record SaveCarePlanInput(
    [property: Description("The condition, 1 to 500 characters. Kept under the child's own key."), Personal] string Condition,
    [property: Description("What staff do, 1 to 4,000 characters. Kept under the child's own key."), Personal] string Actions,
    [property: Description("The first day.")] DateOnly From,
    [property: Description("When it is reviewed: within twelve months.")] DateOnly ReviewOn,
    [property: Description("The last day; left out: until it is ended.")] DateOnly? Until = null,
    [property: Description("The child's id."), Id] string? Pupil = null,
    [property: Description("In place of it: the agreement that shares the child with school nursing."), Id] string? Agreement = null,
    [property: Description("The child's id under the agreement."), Id] string? Child = null
);

[Description("The end of a child's medical care plan.")]
internal sealed record EndCarePlanInput(
    [property: Description("Its last day.")] DateOnly LastDay,
    [property: Description("The child's id."), Id] string? Pupil = null,
    [property: Description("In place of it: the agreement that shares the child with school nursing."), Id] string? Agreement = null,
    [property: Description("The child's id under the agreement."), Id] string? Child = null
);
