using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.SchoolImprovement;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.AtRisk;

/// <summary>A school's staff name a child at risk, and say what came of it.</summary>
[MutationRoot]
internal sealed class AtRiskMutations(
    IPolicy policy,
    IMediator mediator,
    IAuditTrail audit,
    IWriter writer,
    IPupilTexts texts,
    RaisedBook book,
    SchoolClock clock
)
{
    private const int Longest = 2000;

    private static readonly Error Settled = new("concern-settled", "There is no such concern, or it is settled.");

    [Description(
        "The child's school raises a concern about its attendance, whatever the rules found. It stands in the school's queue beside the flags until it is settled."
    )]
    [Cost(10)]
    public async Task<SchoolWorkPayload?> RaiseConcern(
        Caller caller,
        [Description("The child's id."), Id] string pupil,
        [Description("What is worrying, 1 to 2,000 characters. Kept under the child's own key."), Personal] string text,
        CancellationToken cancellation = default
    )
    {
        var child = await RequireAsync(caller, pupil, cancellation);
        var at = (await mediator.Send(new ReadPupils(caller, [child]), cancellation)).GetValueOrDefault(child);
        var words = new Words();
        var said = words.Need("text", text, Longest);
        words.Check(at?.School is not null, "pupil", "not-on-roll", "The child is on no roll today.");
        if (words.Error is { } error)
            return SchoolWorkPayload.Of(error);
        var concern = new RaisedConcern(
            GrowingNumber.Next(TimeProvider.System),
            child,
            at!.School!.Value,
            await texts.SealAsync(child, said, cancellation),
            caller.Name,
            clock.Now,
            null
        );
        await audit.ChangingAsync(caller, nameof(RaiseConcern), child, null, cancellation);
        await writer.Run(transaction => RaisedBook.AddAsync(transaction, concern), cancellation);
        return SchoolWorkPayload.Of(concern.Id);
    }

    [Description("The child's school says what came of a concern that it raised; it leaves the queue.")]
    [Cost(10)]
    public async Task<SchoolWorkPayload?> SettleConcern(
        Caller caller,
        [Description("The concern's id."), Id] string id,
        [Description("What came of it, 1 to 2,000 characters. Kept under the child's own key."), Personal] string text,
        CancellationToken cancellation = default
    )
    {
        if (!long.TryParse(id, out var number) || await book.FindAsync(number, cancellation) is not { } concern)
            throw Refusal.NotFound();
        await RequireAsync(caller, concern.Pupil.ToString(), cancellation);
        var words = new Words();
        var said = words.Need("text", text, Longest);
        if (words.Error is { } error)
            return SchoolWorkPayload.Of(error);
        var stored = await texts.SealAsync(concern.Pupil, said, cancellation);
        await audit.ChangingAsync(caller, nameof(SettleConcern), concern.Pupil, null, cancellation);
        return await writer.Run(transaction => RaisedBook.SettleAsync(transaction, number, stored, caller.Name, clock.Now), cancellation)
            ? SchoolWorkPayload.Of(number)
            : SchoolWorkPayload.Of(Settled);
    }

    private async Task<PupilId> RequireAsync(Caller caller, string pupil, CancellationToken cancellation) =>
        PupilId.TryParse(pupil, out var child) && (await policy.OfAsync(caller, child, cancellation)).May(Act.ReferChild)
            ? child
            : throw Refusal.NotFound();
}
