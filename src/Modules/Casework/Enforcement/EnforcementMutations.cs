using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Casework.Enforcement.Law;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Enforcement;

/// <summary>What people do in matters of enforcement.</summary>
[MutationRoot]
internal sealed class EnforcementMutations(EnforcementDesk desk)
{
    [Description(
        "Takes a step of enforcement. Where the law or the authority wants a second person, or a rule is overridden, it waits for one. What keeps a step back comes as problems, by the guard's code."
    )]
    [Cost(20)]
    public async Task<CasePayload?> TakeEnforcementStep(
        Caller caller,
        [Description("The case, the step, and what is said with it.")] EnforcementStepInput input,
        CancellationToken cancellation = default
    ) => await desk.TakeAsync(caller, input.Case, input.Read(), cancellation);

    [Description("A second person agrees to a step that was proposed, or refuses it with a reason.")]
    [Cost(20)]
    public async Task<CasePayload?> ApproveEnforcementStep(
        Caller caller,
        [Description("The case, the matter, and the answer.")] EnforcementApprovalInput input,
        CancellationToken cancellation = default
    ) => await desk.ApproveAsync(caller, input.Case, input.Matter, input.Approves, input.Reason, cancellation);

    [Description(
        "Records what was considered or done for the family before enforcement: support and its effect, an order considered, consultations."
    )]
    [Cost(20)]
    public async Task<CasePayload?> RecordConsideration(
        Caller caller,
        [Description("The case, and what was considered.")] ConsiderationInput input,
        CancellationToken cancellation = default
    ) => await desk.ConsiderAsync(caller, input.Case, input.Kind, input.On, input.Words, input.Effect, cancellation);

    [Description("Decides that a matter goes on with its evidence as a correction left it.")]
    [Cost(20)]
    public async Task<CasePayload?> JudgeChangedEvidence(
        Caller caller,
        [Description("The case, the matter, and why it goes on.")] ChangedEvidenceInput input,
        CancellationToken cancellation = default
    ) => await desk.JudgeEvidenceAsync(caller, input.Case, input.Matter, input.Reason, cancellation);
}

[Description("A step of enforcement. Each step reads what it asks for and leaves the rest.")]
internal sealed record EnforcementStepInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("What is done.")] Step Step,
    [property: Description("The matter's number; left out for a new matter.")] int? Matter = null,
    [property: Description("The way of a new matter.")] Track? Track = null,
    [property: Description("Against whom a new matter is: a name of the child's contacts."), Personal] string? Parent = null,
    [property: Description("The first day of the evidence.")] DateOnly? From = null,
    [property: Description("The last day of the evidence.")] DateOnly? To = null,
    [property: Description("The day on which a letter was handed over; left out: posted today.")] DateOnly? ReceivedOn = null,
    [property: Description("The day until which something runs.")] DateOnly? Until = null,
    [property: Description("The day of a hearing.")] DateOnly? Hearing = null,
    [property: Description("Pounds paid or fined.")] decimal? Amount = null,
    [property: Description("Costs awarded, in pounds.")] decimal? Costs = null,
    [property: Description("Months of custody.")] int? Months = null,
    [property: Description("The offence.")] Offence? Offence = null,
    [property: Description("What a penalty notice is for; absence when left out.")] PenaltyKind? Kind = null,
    [property: Description("Who warns or issues the notice; the authority when left out.")] NoticeIssuer? Issuer = null,
    [property: Description("Why a notice is withdrawn.")] WithdrawalGround? Ground = null,
    [property: Description("True for a parenting order made on conviction.")] bool? OnConviction = null,
    [property: Description("The number of a direction.")] int? Direction = null,
    [property: Description("Reasons, conditions, an outcome; at most 2,000 characters."), Personal] string? Words = null,
    [property: Description("Codes of the authority's rules that are to be overridden.")] IReadOnlyList<string>? Override = null,
    [property: Description("Why they are overridden."), Personal] string? OverrideReason = null
)
{
    private const int Longest = 2000;

    public StepRequest Read()
    {
        if (Words?.Length > Longest || OverrideReason?.Length > Longest)
            throw Refusal.BadInput("text-too-long", $"At most {Longest} characters.");
        return new StepRequest(
            Matter,
            Track,
            Parent,
            Step,
            new StepDetails
            {
                From = From,
                To = To,
                ReceivedOn = ReceivedOn,
                Until = Until,
                Hearing = Hearing,
                Amount = Amount,
                Costs = Costs,
                Months = Months,
                Offence = Offence,
                Kind = Kind ?? PenaltyKind.Absence,
                Issuer = Issuer ?? NoticeIssuer.Authority,
                Ground = Ground,
                OnConviction = OnConviction ?? false,
                Direction = Direction,
                Words = Words?.Trim(),
            },
            Override ?? [],
            OverrideReason?.Trim()
        );
    }
}

[Description("A second person's answer.")]
internal sealed record EnforcementApprovalInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("The matter's number.")] int Matter,
    [property: Description("True to agree.")] bool Approves,
    [property: Description("Why not; needed to refuse."), Personal] string? Reason = null
);

[Description("Something that was considered or done for the family.")]
internal sealed record ConsiderationInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("What.")] Consideration Kind,
    [property: Description("What was said or done, 1 to 2,000 characters."), Personal] string Words,
    [property: Description("When; today when left out.")] DateOnly? On = null,
    [property: Description("What came of support; needed for its effect.")] SupportEffect? Effect = null
);

[Description("That a matter goes on with changed evidence.")]
internal sealed record ChangedEvidenceInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("The matter's number.")] int Matter,
    [property: Description("Why it goes on, 1 to 2,000 characters."), Personal] string Reason
);
