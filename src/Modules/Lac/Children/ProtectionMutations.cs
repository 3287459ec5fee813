using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;

namespace Attendance.Lac.Children;

/// <summary>What the looked-after team records of child protection plans.</summary>
[MutationRoot]
internal sealed class ProtectionMutations(
    IPolicy policy,
    IAuditTrail audit,
    IFindPupil pupils,
    CareFamily family,
    ProtectionBook book,
    IWriter writer,
    SchoolClock clock
)
{
    [Description(
        "Records a child protection plan, changes the last day of the one that started that day, or takes it back as a mistake. The looked-after team, which reviews it, sees the child from then on."
    )]
    [Cost(20)]
    public async Task<RecordCarePayload?> RecordProtectionPlan(
        Caller caller,
        [Description("The child, and the plan.")] ProtectionPlanInput input,
        CancellationToken cancellation = default
    )
    {
        // Who may not keep the register learns nothing of the child either.
        if (!await policy.MayAsync(caller, Act.RecordCare, CareBook.Register, cancellation: cancellation))
            throw Refusal.NotFound();
        if (await pupils.FindAsync(input.Upn, cancellation) is not { } found)
            throw Refusal.NotFound();
        var pupil = await family.KeptUnderAsync(found, cancellation);
        if (input.Started > clock.Today.AddDays(31))
            return Refused(Error.Validation("/started", "too-late", "A plan is recorded at most a month ahead."));
        if (input.Ended < input.Started)
            return Refused(Error.Validation("/ended", "date-order", "The last day is before the first."));
        await audit.ChangingAsync(caller, nameof(RecordProtectionPlan), pupil, input.Withdrawn ? "withdrawn" : null, cancellation);
        var saved = await writer.Run(
            transaction =>
                book.SaveAsync(transaction, caller, pupil, new ProtectionPlan(input.Started, input.Ended), input.Withdrawn, cancellation),
            cancellation
        );
        return saved.Error is { } error ? Refused(error) : new RecordCarePayload(saved.Value, []);
    }

    private static RecordCarePayload Refused(Error error) => new(false, InputProblem.Of(error));
}

[Description("A child protection plan.")]
internal sealed record ProtectionPlanInput(
    [property: Description("A UPN of the child, present or former."), Personal] Upn Upn,
    [property: Description("The first day.")] DateOnly Started,
    [property: Description("The last day; null: still.")] DateOnly? Ended,
    [property: Description("True: it was recorded by mistake and counts as never recorded.")] bool Withdrawn
);
