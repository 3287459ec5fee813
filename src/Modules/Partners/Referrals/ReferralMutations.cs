using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Contracts;
using Attendance.Partners.Sharing;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Referrals;

/// <summary>Referring a child to the authority, and what both sides do with referrals.</summary>
[MutationRoot]
internal sealed class ReferralMutations(
    ReferralDesk desk,
    SharedScopes scopes,
    IAuditTrail audit,
    IMediator mediator,
    IPupilTexts texts,
    IWriter writer,
    ReferralBook book,
    SchoolClock clock
)
{
    private static readonly Error Settled = new("referral-settled", "The referral was answered or ended meanwhile, or was not taken.");

    [Description(
        "A partner refers a child that an agreement shares to the authority, by its id under the agreement. It joins the child's open case or opens one."
    )]
    [Cost(20)]
    public async Task<ReferralPayload?> ReferSharedChild(
        Caller caller,
        [Description("The child, and why.")] ReferSharedChildInput input,
        CancellationToken cancellation = default
    )
    {
        var scope = await scopes.FindAsync(caller, input.Agreement, cancellation);
        if (scope?.Children.FirstOrDefault(shared => shared.PseudonymousId == input.Child) is not { } child)
            throw Refusal.NotFound();
        var words = new Words();
        var concern = words.Need("concern", input.Concern, 2000);
        words.Check(
            !(await book.OpenOfAsync(child.Pupil, cancellation)).Any(each => each.Agency == scope.Agency.Id),
            "child",
            "referral-duplicate",
            "A referral of the child between you and the authority is open already."
        );
        if (words.Error is { } error)
            return new ReferralPayload(null, [], InputProblem.Of(error));
        var id = GrowingNumber.Next(TimeProvider.System);
        await audit.ChangingAsync(caller, nameof(ReferSharedChild), child.Pupil, $"agreement/{input.Agreement}", cancellation);
        var referred = await mediator.Send(
            new ReferChild(caller, child.Pupil, $"partner/{scope.Agency.Id}", $"referral/{id}", concern, input.Tried, input.Factors ?? []),
            cancellation
        );
        if (referred.Error is { } refused)
            return new ReferralPayload(null, [], InputProblem.Of(refused));
        var referral = new Referral(
            id,
            ReferralDirection.FromAgency,
            scope.Agency.Id,
            scope.Agreement.Id,
            child.Pupil,
            referred.Value.Case,
            await texts.SealAsync(child.Pupil, concern, cancellation),
            caller.Name,
            clock.Now,
            Referral.DueAfter(clock.Now),
            null,
            null,
            null,
            null,
            null,
            null
        );
        await writer.Run(transaction => ReferralBook.AddAsync(transaction, referral), cancellation);
        return new ReferralPayload($"{id}", [], []);
    }

    [Description(
        "Answers a referral: the agency one to it, who works on the case one by an agency. The other side and the case see the answer."
    )]
    [Cost(20)]
    public async Task<ReferralPayload?> AnswerReferral(
        Caller caller,
        [Description("The referral's id.")] [Id] string id,
        [Description("True: it is taken, work begins.")] bool accepts,
        [Description("The answer, 1 to 2,000 characters.")] [Personal] string answer,
        CancellationToken cancellation = default
    )
    {
        var referral = await desk.AnswererAsync(caller, id, cancellation);
        return await WriteAsync(
            caller,
            referral,
            nameof(AnswerReferral),
            answer,
            accepts ? "Taken: " : "Not taken: ",
            ends: false,
            (transaction, words) => book.AnswerAsync(transaction, referral.Id, accepts, words, caller.Name),
            cancellation
        );
    }

    [Description("Ends a referral that was taken, with what came of it. The other side and the case see it.")]
    [Cost(20)]
    public async Task<ReferralPayload?> EndReferral(
        Caller caller,
        [Description("The referral's id.")] [Id] string id,
        [Description("What came of it.")] ReferralOutcome outcome,
        [Description("In words, 1 to 2,000 characters.")] [Personal] string words,
        CancellationToken cancellation = default
    )
    {
        var referral = await desk.AnswererAsync(caller, id, cancellation);
        return await WriteAsync(
            caller,
            referral,
            nameof(EndReferral),
            words,
            $"{Words(outcome)}: ",
            ends: true,
            (transaction, sealedWords) => book.EndAsync(transaction, referral.Id, outcome, sealedWords, caller.Name),
            cancellation
        );
    }

    private async Task<ReferralPayload> WriteAsync(
        Caller caller,
        Referral referral,
        string operation,
        string text,
        string lead,
        bool ends,
        Func<System.Data.Common.DbTransaction, byte[], Task<bool>> write,
        CancellationToken cancellation
    )
    {
        var words = new Words();
        var said = words.Need(ends ? "words" : "answer", text, 2000);
        if (words.Error is { } error)
            return new ReferralPayload(null, [], InputProblem.Of(error));
        await audit.ChangingAsync(caller, operation, referral.Pupil, referral.Reference, cancellation);
        var sealedWords = await texts.SealAsync(referral.Pupil, said, cancellation);
        if (!await writer.Run(transaction => write(transaction, sealedWords), cancellation))
            return new ReferralPayload(null, [], InputProblem.Of(Settled));
        if (referral.Direction is ReferralDirection.ToAgency)
            await mediator.Send(new TellCaseOfAgency(caller, referral.Case, referral.Reference, lead + said, ends), cancellation);
        return new ReferralPayload($"{referral.Id}", [], []);
    }

    private static string Words(ReferralOutcome outcome) =>
        outcome switch
        {
            ReferralOutcome.Helped => "It helped",
            ReferralOutcome.PartlyHelped => "It helped in part",
            ReferralOutcome.NoChange => "Nothing changed",
            ReferralOutcome.NotEngaged => "The family did not take part",
        };
}

[Description("A partner's referral.")]
internal sealed record ReferSharedChildInput(
    [property: Description("The agreement.")] string Agreement,
    [property: Description("The child's id under the agreement.")] string Child,
    [property: Description("What is worrying, 1 to 2,000 characters. Kept under the child's own key."), Personal] string Concern,
    [property: Description("What the agency has tried already."), Personal] string? Tried = null,
    [property: Description("What stands between the child and school, as the agency sees it.")] IReadOnlyList<Factor>? Factors = null
);

[Description("What became of a referral.")]
internal sealed record ReferralPayload(
    [property: Description("The referral's id; null when nothing was written."), Id] string? Id,
    [property: Description("Other agencies with an open referral of the child; for the authority's side.")] IReadOnlyList<string> AlsoWith,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);
