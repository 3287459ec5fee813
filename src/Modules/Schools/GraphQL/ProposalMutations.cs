using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Proposals;
using Attendance.Schools.Registers;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Schools.GraphQL;

/// <summary>What people who work with a child propose to its school, and what the school answers. Only the school changes its register.</summary>
[MutationRoot]
internal sealed class ProposalMutations(IPolicy policy, IAuditTrail audit, IMediator mediator, IGrainFactory grains)
{
    private const int LongestId = 64;

    [Description("Proposes another mark of a child to its school. The register stays as it is until the school corrects it.")]
    [Cost(10)]
    public async Task<ProposeCorrectionPayload?> ProposeCorrection(
        Caller caller,
        [Description("The mark, and why.")] ProposeCorrectionInput input,
        CancellationToken cancellation = default
    )
    {
        var pupil = await ChildAct.RequireAsync(
            policy,
            caller,
            input.Pupil,
            Act.ProposeCorrection,
            "Your role does not propose corrections.",
            cancellation
        );
        await audit.ChangingAsync(caller, nameof(Act.ProposeCorrection), pupil, null, cancellation);
        var request = new ProposeCorrection(
            caller,
            pupil,
            new SessionKey(input.Date, input.Half),
            input.Code,
            input.MinutesLate,
            input.Reason,
            input.School
        );
        var proposed = await mediator.Send(request, cancellation);
        return proposed.Error is { } error
            ? new ProposeCorrectionPayload(null, InputProblem.Of(error))
            : new ProposeCorrectionPayload(proposed.Value, []);
    }

    [Description(
        "The school makes a correction of its own of a proposal: stored with the reason that was proposed, and what stood stays in the history."
    )]
    [Cost(10)]
    public async Task<PostRegisterPayload?> AcceptProposal(
        Caller caller,
        [Description("The proposal.")] AcceptProposalInput input,
        CancellationToken cancellation = default
    )
    {
        await RequireAsync(caller, input.School, cancellation);
        if (input.Proposal.Length > LongestId)
            return new PostRegisterPayload(null, [new InputProblem(null, "proposal", "too-long", "This is no id of a proposal.")]);
        return PostRegisterPayload.Of(await grains.GetGrain<ISchoolGrain>(input.School.Value).AcceptProposal(input.Proposal, caller));
    }

    [Description("The school leaves its register as it is, and says why.")]
    [Cost(10)]
    public async Task<SettlePayload?> RefuseProposal(
        Caller caller,
        [Description("The proposal, and why not.")] RefuseProposalInput input,
        CancellationToken cancellation = default
    )
    {
        await RequireAsync(caller, input.School, cancellation);
        return ReasonBody.Refuse(input.Reason) is { } wrong
            ? SettlePayload.Of(wrong)
            : SettlePayload.Of(
                await grains.GetGrain<ISchoolGrain>(input.School.Value).RefuseProposal(input.Proposal, input.Reason, caller)
            );
    }

    private async Task RequireAsync(Caller caller, Laestab school, CancellationToken cancellation)
    {
        if (!await policy.MayAsync(caller, Act.SettleRegister, GrantTarget.Of(school), cancellation: cancellation))
            throw Refusal.NotFound();
        await audit.ChangingAsync(caller, nameof(Act.SettleRegister), AuditScope.Name(GrantTarget.Of(school)), null, cancellation);
    }
}

[Description("Another mark of a child, proposed to its school.")]
internal sealed record ProposeCorrectionInput(
    [property: Description("The child's id."), Id] string Pupil,
    [property: Description("The school's local date.")] DateOnly Date,
    [property: Description("Morning or afternoon.")] HalfDay Half,
    [property: Description("The register code that would be right.")] string Code,
    [property: Description("Why, 1 to 500 characters. Kept under the child's own key."), Personal] string Reason,
    [property: Description("Minutes late, 0 to 1440, with L and U only.")] int? MinutesLate = null,
    [property: Description("The school, for a child on two rolls.")] Laestab? School = null
);

[Description("What became of a proposal.")]
internal sealed record ProposeCorrectionPayload(
    [property: Description("The proposal's id; null when a problem kept it from being made.")] string? Proposal,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);

[Description("A proposal that the school accepts.")]
internal sealed record AcceptProposalInput(
    [property: Description("The school.")] Laestab School,
    [property: Description("The proposal's id."), Id] string Proposal
);

[Description("A proposal that the school refuses, and why.")]
internal sealed record RefuseProposalInput(
    [property: Description("The school.")] Laestab School,
    [property: Description("The proposal's id."), Id] string Proposal,
    [property: Description("Why, 1 to 500 characters. Kept under the child's own key."), Personal] string Reason
);
