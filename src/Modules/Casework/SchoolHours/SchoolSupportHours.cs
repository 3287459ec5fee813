using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Terms;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Casework.SchoolHours;

/// <summary>The hours of support of a school, with its inputs.</summary>
[Extends(typeof(SchoolNode))]
internal sealed class SchoolSupportHours(IPolicy policy, SupportStore store)
{
    [Description(
        "Hours of support from the locality team as they were published, what they rest on, and what the same formula gives with today's figures; null before any were published."
    )]
    [Cost(30)]
    public async Task<SupportHours?> SupportHours(SchoolNode school, Caller caller, CancellationToken cancellation = default)
    {
        if (!await policy.MayAsync(caller, Act.ReadFigures, GrantTarget.Of(school.Laestab), cancellation: cancellation))
            throw Refusal.NotFound();
        if ((await store.PublishedAsync(cancellation)).GetValueOrDefault(school.Laestab) is not { } published)
            return null;
        var inputs = await store.InputsAsync(cancellation);
        var now = SupportFormula.Divide(inputs, published.TotalHours, published.Weights);
        var own = inputs.First(input => input.School == school.Laestab);
        return new SupportHours(
            published.HalfHours / 2m,
            SupportInputs.Of(published.Inputs),
            now[school.Laestab] / 2m,
            SupportInputs.Of(own),
            published.TotalHours,
            published.Weights.Roll,
            published.Weights.Missed,
            published.Weights.Need,
            published.PublishedAt
        );
    }
}

/// <summary>The leader publishes hours.</summary>
[MutationRoot]
internal sealed class PublishSupportMutation(IPolicy policy, IAuditTrail audit, SupportStore store)
{
    [Description("Divides hours of support among all schools by the formula and publishes them. For the attendance leader.")]
    [Cost(100)]
    public async Task<TermsPayload?> PublishSupport(
        Caller caller,
        [Description("How many hours, and how much each criterion counts.")] SupportInput input,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.ApproveRules, GrantTarget.All, cancellation: cancellation))
            throw Refusal.NotFound();
        await audit.ChangingAsync(caller, nameof(PublishSupport), "authority", null, cancellation);
        var words = new Words();
        words.Check(input.Hours is >= 1 and <= 10_000, "hours", "hours-invalid", "1 to 10,000 hours a week.");
        var weights = new SupportWeights(
            input.RollWeight ?? SupportWeights.Usual.Roll,
            input.MissedWeight ?? SupportWeights.Usual.Missed,
            input.NeedWeight ?? SupportWeights.Usual.Need
        );
        words.Check(
            weights is { Roll: >= 0 and <= 100, Missed: >= 0 and <= 100, Need: >= 0 and <= 100 }
                && weights.Roll + weights.Missed + weights.Need > 0,
            "rollWeight",
            "weights-invalid",
            "Weights are 0 to 100, and not all 0."
        );
        if (words.Error is { } error)
            return new TermsPayload(false, InputProblem.Of(error));
        await store.PublishAsync(input.Hours, weights, caller.Name, cancellation);
        return new TermsPayload(true, []);
    }
}

[Description("Hours of support of a school.")]
internal sealed record SupportHours(
    [property: Description("Hours a week as published.")] decimal Hours,
    [property: Description("What they were computed from.")] SupportInputs Inputs,
    [property: Description("Hours a week that the same formula gives with today's figures.")] decimal HoursNow,
    [property: Description("Today's figures.")] SupportInputs InputsNow,
    [property: Description("Hours a week of all schools together.")] int TotalHours,
    [property: Description("How much the share of children on roll counts.")] int RollWeight,
    [property: Description("How much the share of half-days missed counts.")] int MissedWeight,
    [property: Description("How much the share of children with an open flag of concern or action counts.")] int NeedWeight,
    [property: Description("When they were published.")] DateTimeOffset PublishedAt
);

[Description("What a school's hours of support are computed from.")]
internal sealed record SupportInputs(
    [property: Description("Children on roll.")] int Roll,
    [property: Description("Half-days missed in the school year so far.")] int Missed,
    [property: Description("Children with an open flag of concern or action.")] int Need
)
{
    public static SupportInputs Of(SchoolInputs inputs) => new(inputs.Roll, inputs.Missed, inputs.Need);
}

[Description("Hours of support to divide among all schools.")]
internal sealed record SupportInput(
    [property: Description("Hours a week of all schools together, 1 to 10,000.")] int Hours,
    [property: Description("How much the share of children on roll counts, 0 to 100; 20 when left out.")] int? RollWeight = null,
    [property: Description("How much the share of half-days missed counts, 0 to 100; 40 when left out.")] int? MissedWeight = null,
    [property: Description("How much the share of children with an open flag of concern or action counts, 0 to 100; 40 when left out.")]
        int? NeedWeight = null
);
