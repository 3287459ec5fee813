using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.Casework.Terms;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Referrals;

/// <summary>Referrals by schools. Those of partners come from their module.</summary>
[MutationRoot]
internal sealed class ReferralMutations(
    IPolicy policy,
    IAuditTrail audit,
    IMediator mediator,
    ReferralCriteria criteria,
    ReferralTermsStore terms,
    CaseBook book,
    CaseDesk desk,
    SchoolClock clock
)
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
        var agreed = await terms.ReadAsync(child?.School, cancellation);
        var unmet = await criteria.UnmetAsync(pupil, input.Tried, agreed, cancellation);
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
                    input.Factors ?? [],
                    agreed.EvaluateOn(clock.Today)
                ),
                cancellation
            );
        return new ReferChildPayload(false, InputProblem.Of(new Error("validation", "The criteria for a referral are not met.", unmet)));
    }

    [Description(
        "A manager lets a school's referral in although its criteria are not met, with a reason that is logged in the case. Where they are met the school refers the child itself."
    )]
    [Cost(20)]
    public async Task<ReferChildPayload?> AdmitReferral(
        Caller caller,
        [Description("The child, what the school is worried about, and why it is let in.")] AdmitReferralInput input,
        CancellationToken cancellation = default
    )
    {
        if (!PupilId.TryParse(input.Pupil, out var pupil))
            throw Refusal.NotFound();
        var rights = await policy.OfAsync(caller, pupil, cancellation);
        if (!rights.Sees)
            throw Refusal.NotFound();
        if (!rights.May(Act.AllocateCase))
        {
            AuditScope.Current?.Deny(caller.Kind.ToString(), Act.AllocateCase, GrantTarget.Of(pupil));
            throw Refusal.Forbidden("Only managers let referrals in.");
        }
        await audit.ChangingAsync(caller, nameof(AdmitReferral), pupil, null, cancellation);
        var words = new Words();
        var reason = words.Need("reason", input.Reason, 1000);
        if (words.Error is { } error)
            return new ReferChildPayload(false, InputProblem.Of(error));
        var child = (await mediator.Send(new ReadPupils(caller, [pupil]), cancellation)).GetValueOrDefault(pupil);
        var agreed = await terms.ReadAsync(child?.School, cancellation);
        var unmet = await criteria.UnmetAsync(pupil, input.Tried, agreed, cancellation);
        if (unmet.Count == 0)
            return new ReferChildPayload(
                false,
                [new InputProblem(null, "pupil", "criteria-met", "The criteria are met: the school refers the child itself.")]
            );
        var referred = await mediator.Send(
            new ReferChild(
                caller,
                pupil,
                child?.School is { } school ? $"school/{school}" : "school",
                Reference(null),
                input.Concern,
                input.Tried,
                [],
                agreed.EvaluateOn(clock.Today)
            ),
            cancellation
        );
        if (referred.Error is { } refused)
            return new ReferChildPayload(false, InputProblem.Of(refused));
        if (referred.Value.IsNew)
            await book.ChangeAsync(
                caller,
                referred.Value.Case,
                _ => new CaseEvent[] { new ReferralAdmitted([.. unmet.Select(criterion => criterion.Code)], reason) },
                cancellation: cancellation
            );
        return new ReferChildPayload(referred.Value.IsNew, []);
    }

    [Description("Says what came of a referral, as the school and the authority see it.")]
    [Cost(10)]
    public async Task<CasePayload?> EvaluateReferral(
        Caller caller,
        [Description("The case, and what came of it.")] EvaluateReferralInput input,
        CancellationToken cancellation = default
    ) =>
        await desk.WorkAsync(
            caller,
            input.Case,
            nameof(EvaluateReferral),
            file =>
            {
                var words = new Words();
                var text = words.Need("text", input.Text, 2000);
                words.Check(file.Of<ReferralJoined>().Any(), "case", "referral-missing", "Nobody referred the child.");
                return words.Or(new ReferralEvaluated(clock.Today, text));
            },
            cancellation
        );

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

[Description("A referral that a manager lets in.")]
internal sealed record AdmitReferralInput(
    [property: Description("The child's id."), Id] string Pupil,
    [property: Description("What the school is worried about, 1 to 4,000 characters."), Personal] string Concern,
    [property: Description("Why it is let in, 1 to 1,000 characters."), Personal] string Reason,
    [property: Description("What the school has tried already."), Personal] string? Tried = null
);

[Description("What came of a referral.")]
internal sealed record EvaluateReferralInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("What came of it, 1 to 2,000 characters. The school reads it."), Personal] string Text
);

[Description("What became of a referral.")]
internal sealed record ReferChildPayload(
    [property: Description("False when it was there already, or a problem kept it from being taken.")] bool Taken,
    [property: Description("What is wrong with the input, and which criteria are not met.")] IReadOnlyList<InputProblem> Problems
);
