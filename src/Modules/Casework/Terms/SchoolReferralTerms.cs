using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;

namespace Attendance.Casework.Terms;

/// <summary>The terms of referrals of a school, for who may read the school's figures.</summary>
[Extends(typeof(SchoolNode))]
internal sealed class SchoolReferralTerms(IPolicy policy, ReferralTermsStore store, CaseReads reads)
{
    [Description("When the school may refer a child, and when plans and referrals are looked at again.")]
    [Cost(5)]
    public async Task<ReferralTermsNode> ReferralTerms(SchoolNode school, Caller caller, CancellationToken cancellation = default)
    {
        if (!await policy.MayAsync(caller, Act.ReadFigures, GrantTarget.Of(school.Laestab), cancellation: cancellation))
            throw Refusal.NotFound();
        return new ReferralTermsNode(await store.ReadAsync(school.Laestab, cancellation), reads);
    }
}

/// <summary>Managers agree the terms with their schools.</summary>
[MutationRoot]
internal sealed class ReferralTermsMutations(IPolicy policy, IAuditTrail audit, ReferralTermsStore store)
{
    [Description("Says what was agreed with a school about referrals, reviews and evaluation. For who manages the school's team.")]
    [Cost(10)]
    public async Task<TermsPayload?> SaveReferralTerms(
        Caller caller,
        [Description("The school, and what was agreed.")] ReferralTermsInput input,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.SetUpTeams, GrantTarget.Of(input.School), cancellation: cancellation))
            throw Refusal.NotFound();
        await audit.ChangingAsync(caller, nameof(SaveReferralTerms), $"school/{input.School}", null, cancellation);
        var words = new Words();
        words.Check(input.LeastMissed is >= 0 and <= 100, "leastMissed", "number-invalid", "A number from 0 to 100.");
        words.Check(input.ReviewWeeks is >= 1 and <= 26, "reviewWeeks", "number-invalid", "A number from 1 to 26.");
        words.Check(input.EvaluationWeeks is >= 1 and <= 52, "evaluationWeeks", "number-invalid", "A number from 1 to 52.");
        if (words.Error is { } error)
            return new TermsPayload(false, InputProblem.Of(error));
        await store.SaveAsync(input.School, input.LeastMissed, input.ReviewWeeks, input.EvaluationWeeks, caller.Name, cancellation);
        return new TermsPayload(true, []);
    }
}

/// <summary>Terms as they are shown.</summary>
[Description("When a school may refer a child, and when plans and referrals are looked at again.")]
[GraphQL.Name("ReferralTerms")]
internal sealed class ReferralTermsNode(ReferralTerms terms, CaseReads reads)
{
    [Description("Half-days missed in the school year from which a child may be referred without an open flag.")]
    public int LeastMissed => terms.LeastMissed;

    [Description("School weeks from a plan to its first review.")]
    public int ReviewWeeks => terms.ReviewWeeks;

    [Description("School weeks from a referral to its evaluation.")]
    public int EvaluationWeeks => terms.EvaluationWeeks;

    [Description("Since when it is agreed; null: nothing was, and the authority's own terms count.")]
    public DateTimeOffset? Since => terms.Since;

    [Description("Who wrote it down.")]
    [Cost(1)]
    public IDataLoaderResult<string?> By() => reads.By(terms.By ?? "").Then(name => terms.By is null ? null : name);
}

[Description("What was agreed with a school about referrals.")]
internal sealed record ReferralTermsInput(
    [property: Description("The school.")] Laestab School,
    [property: Description("Half-days missed in the school year from which a child may be referred, 0 to 100.")] int LeastMissed,
    [property: Description("School weeks from a plan to its first review, 1 to 26.")] int ReviewWeeks,
    [property: Description("School weeks from a referral to its evaluation, 1 to 52.")] int EvaluationWeeks
);

[Description("What became of something that a school or service is part of.")]
internal sealed record TermsPayload(
    [property: Description("False when a problem kept it from being saved.")] bool Saved,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);
