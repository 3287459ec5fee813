using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Referrals;

/// <summary>Referrals by schools, and by partners under an agreement.</summary>
[MutationRoot]
internal sealed class ReferralMutations(IPolicy policy, IAuditTrail audit, IMediator mediator, ReferralCriteria criteria, SchoolClock clock)
{
    [Description(
        "A school refers one of its children to the locality team. It joins the child's open case or opens one. Refused, with the reasons, when the criteria for a referral are not met."
    )]
    [Cost(20)]
    public async Task<ReferChildPayload?> ReferChild(
        Caller caller,
        [Description("The child, and why.")] ReferChildInput input,
        CancellationToken cancellation = default
    )
    {
        if (!PupilId.TryParse(input.Pupil, out var pupil))
            throw Refusal.NotFound();
        var rights = await policy.OfAsync(caller, pupil, cancellation);
        if (!rights.Sees)
            throw Refusal.NotFound();
        if (!rights.May(Act.ReferChild))
        {
            AuditScope.Current?.Deny(caller.Kind.ToString(), Act.ReferChild, GrantTarget.Of(pupil));
            throw Refusal.Forbidden("Your role does not refer children.");
        }
        await audit.ChangingAsync(caller, nameof(ReferChild), pupil, null, cancellation);
        var child = (await mediator.Send(new ReadPupils(caller, [pupil]), cancellation)).GetValueOrDefault(pupil);
        var unmet = await criteria.UnmetAsync(pupil, input.Tried, cancellation);
        if (child?.School is not { } school)
            unmet = [new FieldError("/pupil", "not-on-roll", "The child is on no roll today.")];
        else if (unmet.Count == 0)
            return await SendAsync(
                new ReferChild(
                    caller,
                    pupil,
                    $"school/{school}",
                    Reference(input.Reference),
                    input.Concern,
                    input.Tried,
                    input.Factors ?? []
                ),
                cancellation
            );
        return new ReferChildPayload(false, InputProblem.Of(new Error("validation", "The criteria for a referral are not met.", unmet)));
    }

    [Description("A partner agency refers a child that an agreement names, by the id that the agreement gives it.")]
    [Cost(20)]
    public async Task<ReferChildPayload?> ReferSharedChild(
        Caller caller,
        [Description("The child, and why.")] ReferSharedChildInput input,
        CancellationToken cancellation = default
    )
    {
        var scope = await policy.AgreementAsync(caller, input.Agreement, cancellation);
        if (scope?.Children.FirstOrDefault(shared => shared.PseudonymousId == input.Child) is not { } child)
            throw Refusal.NotFound();
        await audit.ChangingAsync(caller, nameof(ReferSharedChild), child.Pupil, $"agreement/{input.Agreement}", cancellation);
        return await SendAsync(
            new ReferChild(
                caller,
                child.Pupil,
                $"partner/{input.Agreement}",
                Reference(input.Reference),
                input.Concern,
                input.Tried,
                input.Factors ?? []
            ),
            cancellation
        );
    }

    private async Task<ReferChildPayload> SendAsync(ReferChild referral, CancellationToken cancellation)
    {
        var referred = await mediator.Send(referral, cancellation);
        return referred.Error is { } error
            ? new ReferChildPayload(false, InputProblem.Of(error))
            : new ReferChildPayload(referred.Value.IsNew, []);
    }

    /// <summary>Without a reference, a second referral by the same source on the same day is the first one again.</summary>
    private string Reference(string? given) => string.IsNullOrWhiteSpace(given) ? $"{clock.Today:yyyy-MM-dd}" : given;
}

[Description("A school's referral.")]
internal sealed record ReferChildInput(
    [property: Description("The child's id."), Id] string Pupil,
    [property: Description("What is worrying, 1 to 4,000 characters. Kept under the child's own key."), Personal] string Concern,
    [property: Description("What the school has tried already. Needed."), Personal] string? Tried = null,
    [property: Description("What stands between the child and school, as the school sees it.")] IReadOnlyList<Factor>? Factors = null,
    [property: Description("The school's own reference: the same again changes nothing. Left out: one referral a day.")]
        string? Reference = null
);

[Description("A partner's referral.")]
internal sealed record ReferSharedChildInput(
    [property: Description("The agreement.")] string Agreement,
    [property: Description("The child's id under the agreement.")] string Child,
    [property: Description("What is worrying, 1 to 4,000 characters. Kept under the child's own key."), Personal] string Concern,
    [property: Description("What the agency has tried already."), Personal] string? Tried = null,
    [property: Description("What stands between the child and school, as the agency sees it.")] IReadOnlyList<Factor>? Factors = null,
    [property: Description("The agency's own reference: the same again changes nothing. Left out: one referral a day.")]
        string? Reference = null
);

[Description("What became of a referral.")]
internal sealed record ReferChildPayload(
    [property: Description("False when it was there already, or a problem kept it from being taken.")] bool Taken,
    [property: Description("What is wrong with the input, and which criteria are not met.")] IReadOnlyList<InputProblem> Problems
);
