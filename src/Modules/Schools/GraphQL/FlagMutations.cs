using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Schools.GraphQL;

/// <summary>What people decide about flags and about the rules that raise them.</summary>
[MutationRoot]
internal sealed class FlagMutations(IMediator mediator, IPolicy policy, IAuditTrail audit)
{
    [Description("Dismisses an open flag with a reason: it stays open, but counts for no list, until a worse level shows it again.")]
    [Cost(10)]
    public Task<DismissFlagPayload?> DismissFlag(
        Caller caller,
        [Description("The flag, and why.")] DismissFlagInput input,
        CancellationToken cancellation = default
    ) => RunAsync(caller, input, pupil => new DismissFlag(caller, pupil, input.Rule, Episode(input), input.Reason), cancellation);

    [Description("Takes the dismissal of an open flag back, with a reason.")]
    [Cost(10)]
    public Task<DismissFlagPayload?> RestoreFlag(
        Caller caller,
        [Description("The flag, and why.")] DismissFlagInput input,
        CancellationToken cancellation = default
    ) => RunAsync(caller, input, pupil => new RestoreFlag(caller, pupil, input.Rule, Episode(input), input.Reason), cancellation);

    [Description(
        "Proposes another value of a rule's option from a date on. It counts once the attendance leader, and not the proposer, has approved it."
    )]
    [Cost(10)]
    public async Task<ProposeFlagOptionPayload?> ProposeFlagOption(
        Caller caller,
        [Description("The option, the value, and why.")] ProposeFlagOptionInput input,
        CancellationToken cancellation = default
    )
    {
        await FlagOptionQueries.RequireProposerAsync(policy, caller, cancellation);
        await audit.ChangingAsync(
            caller,
            nameof(ProposeFlagOption),
            $"rule/{input.Rule[..Math.Min(40, input.Rule.Length)]}",
            null,
            cancellation
        );
        var proposed = await mediator.Send(
            new ProposeFlagOption(caller, input.Rule, input.Option, input.Value, input.From, input.Reason),
            cancellation
        );
        return proposed.Error is { } error
            ? new ProposeFlagOptionPayload(null, InputProblem.Of(error))
            : new ProposeFlagOptionPayload(proposed.Value, []);
    }

    [Description("Approves a proposed value: every child is judged again in the background, and the difference of flags is raised.")]
    [Cost(50)]
    public async Task<SettlePayload?> ApproveFlagOption(
        Caller caller,
        [Description("The proposal's number.")] long number,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.ApproveRules, GrantTarget.All, cancellation: cancellation))
            throw Refusal.NotFound();
        await audit.ChangingAsync(caller, nameof(ApproveFlagOption), $"proposal/{number}", null, cancellation);
        return SettlePayload.Of(await mediator.Send(new ApproveFlagOption(caller, number), cancellation));
    }

    private async Task<DismissFlagPayload?> RunAsync(
        Caller caller,
        DismissFlagInput input,
        Func<PupilId, IRequest<Result<bool>>> request,
        CancellationToken cancellation
    )
    {
        var pupil = await ChildAct.RequireAsync(
            policy,
            caller,
            input.Pupil,
            Act.DismissFlag,
            "Your role does not dismiss flags.",
            cancellation
        );
        await audit.ChangingAsync(caller, nameof(Act.DismissFlag), pupil, null, cancellation);
        var done = await mediator.Send(request(pupil), cancellation);
        return done.Error is { } error ? new DismissFlagPayload(false, InputProblem.Of(error)) : new DismissFlagPayload(done.Value, []);
    }

    private static int Episode(DismissFlagInput input) => new SessionKey(input.OpenedOn, input.OpenedHalf).Number;
}

[Description("A child's open flag, and why something is done with it.")]
internal sealed record DismissFlagInput(
    [property: Description("The child's id."), Id] string Pupil,
    [property: Description("The rule, by its stable id.")] string Rule,
    [property: Description("The date of the session at which the flag opened.")] DateOnly OpenedOn,
    [property: Description("The half of the session at which the flag opened.")] HalfDay OpenedHalf,
    [property: Description("Why, 1 to 500 characters. Kept under the child's own key."), Personal] string Reason
);

[Description("What became of a flag.")]
internal sealed record DismissFlagPayload(
    [property: Description("False when it was so already, or a problem kept it from being changed.")] bool Changed,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);

[Description("Another value of a rule's option.")]
internal sealed record ProposeFlagOptionInput(
    [property: Description("The rule, by its stable id.")] string Rule,
    [property: Description("The option's name.")] string Option,
    [property: Description("The value.")] int Value,
    [property: Description("The first date of sessions that it is to count for.")] DateOnly From,
    [property: Description("Why, 1 to 500 characters.")] string Reason
);

[Description("What became of a proposal.")]
internal sealed record ProposeFlagOptionPayload(
    [property: Description("The proposal's number; null when a problem kept it from being made.")] long? Number,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);
