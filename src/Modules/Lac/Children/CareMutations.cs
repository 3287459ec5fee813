using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;

namespace Attendance.Lac.Children;

/// <summary>What the looked-after team records of times in care.</summary>
[MutationRoot]
internal sealed class CareMutations(
    IMediator mediator,
    IPolicy policy,
    IAuditTrail audit,
    IFindPupil pupils,
    CareFamily family,
    UnitBook units
)
{
    [Description(
        "Records a time in care, or changes the one that started that day. Who works at the unit, and the looked-after team, see the child from then on; the child is counted at once."
    )]
    [Cost(20)]
    public async Task<RecordCarePayload?> RecordCare(
        Caller caller,
        [Description("The child, and the time in care.")] RecordCareInput input,
        CancellationToken cancellation = default
    ) => await RunAsync(caller, input, withdrawn: false, cancellation);

    [Description("Takes a time in care back, that was recorded by mistake: it counts as never recorded.")]
    [Cost(20)]
    public async Task<RecordCarePayload?> WithdrawCare(
        Caller caller,
        [Description("The child, and the time in care as it was recorded.")] RecordCareInput input,
        CancellationToken cancellation = default
    ) => await RunAsync(caller, input, withdrawn: true, cancellation);

    [Description("The residential unit of a name; makes it when there is none.")]
    [Cost(10)]
    public async Task<SaveUnitPayload?> SaveUnit(
        Caller caller,
        [Description("The name, 1 to 100 characters.")] string name,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.RecordCare, CareBook.Register, cancellation: cancellation))
            throw Refusal.NotFound();
        if (name.Trim().Length is 0 or > 100 || name.Any(char.IsControl))
            return new SaveUnitPayload(null, InputProblem.Of(Error.Validation("/name", "text-invalid", "A name has 1 to 100 characters.")));
        await audit.ChangingAsync(caller, nameof(SaveUnit), "units", null, cancellation);
        return new SaveUnitPayload(await units.FindOrMakeAsync(caller, name.Trim(), cancellation), []);
    }

    private async Task<RecordCarePayload> RunAsync(Caller caller, RecordCareInput input, bool withdrawn, CancellationToken cancellation)
    {
        // Who may not keep the register learns nothing of the child either.
        if (!await policy.MayAsync(caller, Act.RecordCare, CareBook.Register, cancellation: cancellation))
            throw Refusal.NotFound();
        if (await pupils.FindAsync(input.Upn, cancellation) is not { } found)
            throw Refusal.NotFound();
        var pupil = await family.KeptUnderAsync(found, cancellation);
        var done = await mediator.Send(
            new RecordCare(
                caller,
                pupil,
                new CareEpisode(
                    input.Started,
                    input.Ended,
                    input.LegalStatus,
                    input.Placement,
                    input.Unit,
                    input.Responsible,
                    input.SocialWorker?.Trim()
                ),
                withdrawn
            ),
            cancellation
        );
        return done.Error is { } error ? new RecordCarePayload(false, InputProblem.Of(error)) : new RecordCarePayload(done.Value, []);
    }
}

[Description("A time in care.")]
internal sealed record RecordCareInput(
    [property: Description("A UPN of the child, present or former."), Personal] Upn Upn,
    [property: Description("The first day in care.")] DateOnly Started,
    [property: Description("The last day in care; null: still.")] DateOnly? Ended,
    [property: Description("Legal status: a code of the SSDA903 return (C1, C2, V2, ...).")] string LegalStatus,
    [property: Description("Placement: a code of the SSDA903 return (U1, K2, P1, ...).")] string Placement,
    [property: Description("The residential unit's number, where the child lives at one.")] long? Unit,
    [property: Description("The responsible authority: three digits.")] string Responsible,
    [property: Description("The social worker's name, at most 100 characters."), Personal] string? SocialWorker
);

[Description("What became of a unit.")]
internal sealed record SaveUnitPayload(
    [property: Description("The unit's number; null when a problem kept it from being made.")] long? Number,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);

[Description("What became of a record of care.")]
internal sealed record RecordCarePayload(
    [property: Description("False when it was so already, or a problem kept it from being recorded.")] bool Changed,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);
