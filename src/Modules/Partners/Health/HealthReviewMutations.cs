using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Directory;
using Attendance.Partners.Sharing;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Health;

/// <summary>
/// Reviews of looked-after children's health: the looked-after team asks, which tells school nursing that the child is looked after; either records that it was held.
/// </summary>
[MutationRoot]
internal sealed class HealthReviewMutations(
    ChildDesk desk,
    HealthReviewBook book,
    AgencyBook agencies,
    AgreementBook agreements,
    IMediator mediator,
    IPupilTexts texts,
    IAuditTrail audit,
    IWriter writer,
    SchoolClock clock
)
{
    private const string Nursing = "health";

    [Description(
        "Asks school nursing for the review of a looked-after child's health: it hears so that the child is looked after. For the looked-after team, of a child that a live agreement shares with school nursing."
    )]
    [Cost(20)]
    public async Task<AgreementPayload?> AskHealthReview(
        Caller caller,
        [Description("The child's id."), Id] string pupil,
        CancellationToken cancellation = default
    )
    {
        var child = (
            await desk.FindAsync(caller, new ChildName(pupil, null, null), Role.Health, rights => rights.May(Act.WorkOnCare), cancellation)
        )
            .Pupil
            .Key;
        if (!(await mediator.Send(new ReadLookedAfter(clock.Today), cancellation)).Any(each => each.Pupil == child))
            return AgreementPayload.Of(Error.Validation("/pupil", "not-looked-after", "The child is not looked after today."));
        var naming = await agreements.NamingAsync(child, cancellation);
        if (
            !(await agreements.ListAsync([Nursing], cancellation)).Any(each =>
                each.On(clock.Today) is AgreementState.Live && naming.Contains(each.Id)
            )
        )
            return AgreementPayload.Of(
                Error.Validation("/pupil", "agreement-missing", "No agreement in force shares the child with school nursing.")
            );
        await audit.ChangingAsync(caller, nameof(AskHealthReview), child, null, cancellation);
        return await writer.Run(transaction => book.AskAsync(transaction, child, caller.Name), cancellation)
            ? new AgreementPayload(pupil, [])
            : AgreementPayload.Of(Error.Validation("/pupil", "asked-already", "A review was asked for and is not held yet."));
    }

    [Description(
        "Records that a looked-after child's health was reviewed, and to which agency the child was referred. By the looked-after team; by school nursing, where it was asked for the review."
    )]
    [Cost(20)]
    public async Task<AgreementPayload?> RecordHealthReview(
        Caller caller,
        [Description("The review.")] RecordHealthReviewInput input,
        CancellationToken cancellation = default
    )
    {
        var name = new ChildName(input.Pupil, input.Agreement, input.Child);
        var child = (await desk.FindAsync(caller, name, Role.Health, rights => rights.May(Act.WorkOnCare), cancellation)).Pupil.Key;
        var words = new Words();
        var findings = words.Need("findings", input.Findings, 4000);
        words.Check(
            input.HeldOn <= clock.Today && input.HeldOn >= clock.Today.AddDays(-366),
            "heldOn",
            "date-invalid",
            "Today, or at most a year back."
        );
        words.Check(
            input.ReferredTo is null || await agencies.FindAsync(input.ReferredTo, cancellation) is not null,
            "referredTo",
            "agency-unknown",
            "There is no such agency."
        );
        if (words.Error is { } error)
            return AgreementPayload.Of(error);
        var sealedFindings = await texts.SealAsync(child, findings, cancellation);
        await audit.ChangingAsync(caller, nameof(RecordHealthReview), child, name.Through, cancellation);
        return await writer.Run(
            transaction =>
                book.HoldAsync(
                    transaction,
                    child,
                    input.HeldOn,
                    sealedFindings,
                    input.ReferredTo,
                    onlyAsked: name.Agreement is not null,
                    caller.Name
                ),
            cancellation
        )
            ? new AgreementPayload(input.Pupil ?? input.Child, [])
            : AgreementPayload.Of(Error.Validation("/child", "not-asked", "No review of the child was asked of school nursing."));
    }
}

[Description("A review of a looked-after child's health that was held.")]
internal sealed record RecordHealthReviewInput(
    [property: Description("When.")] DateOnly HeldOn,
    [property: Description("What was found, 1 to 4,000 characters. Kept under the child's own key."), Personal] string Findings,
    [property: Description("The agency to which the child was referred, by its short name; left out: none."), Id] string? ReferredTo = null,
    [property: Description("The child's id."), Id] string? Pupil = null,
    [property: Description("In place of it: the agreement that shares the child with school nursing."), Id] string? Agreement = null,
    [property: Description("The child's id under the agreement."), Id] string? Child = null
);
