using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.GraphQL;
using MediatR;

namespace Attendance.Schools.GraphQL;

/// <summary>Questions about the rules that raise flags.</summary>
[QueryRoot]
internal sealed class FlagOptionQueries(IMediator mediator, IPolicy policy)
{
    [Description(
        "The options of all rules, and every change that was ever proposed. For those who may propose one; null with NOT_FOUND for others."
    )]
    [Cost(10)]
    public async Task<FlagOptions?> FlagOptions(Caller caller, CancellationToken cancellation = default)
    {
        await RequireProposerAsync(policy, caller, cancellation);
        var book = await mediator.Send(new ReadFlagOptions(caller), cancellation);
        return book.Error is { } error ? throw Refusal.Of(error) : GraphQL.FlagOptions.Of(book.Value);
    }

    /// <summary>Whoever holds anything in a role that proposes: a locality's manager proposes for the whole authority, and the leader decides.</summary>
    internal static async Task RequireProposerAsync(IPolicy policy, Caller caller, CancellationToken cancellation)
    {
        if (!(await policy.VisibleSchoolsAsync(caller, Act.ProposeRules, "school_id", cancellation)).IsNobody)
            return;
        AuditScope.Current?.Deny(caller.Kind.ToString(), Act.ProposeRules, GrantTarget.All);
        throw Refusal.NotFound();
    }
}

[Description("The options of the rules that raise flags.")]
internal sealed record FlagOptions(
    [property: Description("Every option with its default.")] IReadOnlyList<FlagOption> Options,
    [property: Description("Every proposal, in order.")] IReadOnlyList<OptionProposal> Proposals
)
{
    public static FlagOptions Of(FlagOptionBook book) =>
        new(
            [
                .. book.Options.Select(option => new FlagOption(
                    option.Rule,
                    option.Option,
                    option.Default,
                    option.Min,
                    option.Max,
                    option.Why
                )),
            ],
            [
                .. book.Proposals.Select(proposal => new OptionProposal(
                    proposal.Number,
                    proposal.Rule,
                    proposal.Option,
                    proposal.Value,
                    proposal.From,
                    proposal.Reason,
                    proposal.ProposedAt,
                    proposal.ProposedBy,
                    proposal.ApprovedAt,
                    proposal.ApprovedBy
                )),
            ]
        );
}

[Description("An option of a rule: a whole number.")]
internal sealed record FlagOption(
    [property: Description("The rule, by its stable id.")] string Rule,
    [property: Description("The option's name.")] string Name,
    [property: Description("Its value unless changed.")] int Default,
    [property: Description("The least it may be.")] int Min,
    [property: Description("The most it may be.")] int Max,
    [property: Description("Why it is so.")] string Why
);

[Description("A proposed value of an option.")]
internal sealed record OptionProposal(
    [property: Description("Its number.")] long Number,
    [property: Description("The rule, by its stable id.")] string Rule,
    [property: Description("The option's name.")] string Option,
    [property: Description("The value.")] int Value,
    [property: Description("The first date of sessions that it counts for.")] DateOnly From,
    [property: Description("Why.")] string Reason,
    [property: Description("When it was proposed.")] DateTimeOffset ProposedAt,
    [property: Description("By whom.")] string ProposedBy,
    [property: Description("When it was approved; null while it was not.")] DateTimeOffset? ApprovedAt,
    [property: Description("By whom; null while it was not.")] string? ApprovedBy
);
