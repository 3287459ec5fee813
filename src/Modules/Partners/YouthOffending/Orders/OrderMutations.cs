using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.YouthOffending.Checks;
using Attendance.Partners.YouthOffending.Posts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.YouthOffending.Orders;

/// <summary>Recording and ending orders and contracts, and settling what they ask for (S136).</summary>
[MutationRoot]
internal sealed class OrderMutations(
    YouthDesk desk,
    OrderBook book,
    Rechecks rechecks,
    IWatchList watches,
    IAuditTrail audit,
    IMediator mediator,
    IPupilTexts texts,
    IWriter writer,
    SchoolClock clock
)
{
    private const int LongestYears = 3;
    private const int DaysBack = 31;

    private static readonly Caller Job = Caller.System("youth-offending");

    [Description(
        "Records an order or contract of a young person with its condition of attendance, which every mark is checked against from then on. Each younger sibling whom a school names is to be screened. The agreement has to open the half-days."
    )]
    [Cost(30)]
    public async Task<YouthPayload?> RecordYouthOrder(
        Caller caller,
        [Description("The young person, and what the order says.")] YouthOrderInput input,
        CancellationToken cancellation = default
    )
    {
        var person = await desk.FindAsync(caller, input.Agreement, input.Child, YouthWork.Orders, cancellation);
        var words = new Words();
        var terms = words.Need("terms", input.Terms, 2000);
        var parenting = words.May("parenting", input.Parenting, 2000);
        Check(words, input, person);
        words.Check(
            (parenting is null) == (input.ParentingDueOn is null),
            "parentingDueOn",
            "date-missing",
            "Parenting action has words and a day by which it is done; without one it has neither."
        );
        if (words.Error is { } error)
            return YouthPayload.Of(error);
        var id = GrowingNumber.Next(TimeProvider.System);
        var pupil = person.Pupil;
        var order = new YouthOrder(
            id,
            person.Scope.Agreement.Id,
            pupil,
            input.Kind,
            new AttendanceCondition(input.Rule, input.LeastPercent, input.From, input.Until),
            await texts.SealAsync(pupil, terms, cancellation),
            caller.Person!.Value,
            clock.Now,
            caller.Name,
            null,
            null
        );
        var tasks = new List<YouthTask>();
        if (parenting is not null)
            tasks.Add(
                NewTask(
                    id,
                    YouthTaskKind.Parenting,
                    pupil,
                    await texts.SealAsync(pupil, parenting, cancellation),
                    input.ParentingDueOn!.Value
                )
            );
        foreach (var sibling in await YoungerAsync(pupil, cancellation))
            tasks.Add(NewTask(id, YouthTaskKind.SiblingScreening, sibling, null, clock.Today.AddDays(YouthTask.DaysToScreen)));
        await audit.ChangingAsync(caller, nameof(RecordYouthOrder), pupil, $"youth-order/{id}", cancellation);
        await writer.Run(
            async transaction =>
            {
                await OrderBook.AddAsync(transaction, order);
                foreach (var task in tasks)
                    await OrderBook.AddAsync(transaction, task);
                await watches.AddAsync(transaction, Job, pupil, Watcher(id), cancellation);
                await rechecks.AskRepeatedlyAsync(transaction, pupil);
            },
            cancellation
        );
        return YouthPayload.Of(id);
    }

    [Description("Ends an order or contract before its time: its condition is checked no more. What the marks made of it stays.")]
    [Cost(20)]
    public async Task<YouthPayload?> EndYouthOrder(
        Caller caller,
        [Description("The order's id."), Id] string id,
        [Description("Why, 1 to 500 characters."), Personal] string reason,
        CancellationToken cancellation = default
    )
    {
        var order = await book.FindAsync(id, cancellation);
        await desk.OwnAsync(caller, order?.Pupil, YouthWork.Orders, cancellation);
        var words = new Words();
        var said = words.Need("reason", reason, 500);
        if (words.Error is { } error)
            return YouthPayload.Of(error);
        var sealedReason = await texts.SealAsync(order!.Pupil, said, cancellation);
        await audit.ChangingAsync(caller, nameof(EndYouthOrder), order.Pupil, $"youth-order/{id}", cancellation);
        return YouthPayload.Of(
            order.Id,
            await writer.Run(
                async transaction =>
                {
                    await watches.RemoveAsync(transaction, Job, order.Pupil, Watcher(order.Id), cancellation);
                    return await book.EndAsync(transaction, order.Id, sealedReason, caller.Name);
                },
                cancellation
            )
        );
    }

    [Description("Says that a parenting action or the screening of a sibling is done, and what came of it.")]
    [Cost(20)]
    public async Task<YouthPayload?> SettleYouthTask(
        Caller caller,
        [Description("The task's id."), Id] string id,
        [Description("What came of it, 1 to 2,000 characters."), Personal] string outcome,
        CancellationToken cancellation = default
    )
    {
        var task = await book.TaskAsync(id, cancellation);
        var order = task is null ? null : await book.FindAsync($"{task.Order}", cancellation);
        await desk.OwnAsync(caller, order?.Pupil, YouthWork.Orders, cancellation);
        var words = new Words();
        var said = words.Need("outcome", outcome, 2000);
        if (words.Error is { } error)
            return YouthPayload.Of(error);
        // About the sibling, and so under the sibling's key.
        var sealedOutcome = await texts.SealAsync(task!.Pupil, said, cancellation);
        await audit.ChangingAsync(caller, nameof(SettleYouthTask), task.Pupil, $"youth-order/{task.Order}", cancellation);
        return YouthPayload.Of(
            task.Id,
            await writer.Run(transaction => book.DoneAsync(transaction, task.Id, sealedOutcome, caller.Name), cancellation)
        );
    }

    /// <summary>What the watch list names the watch for an order.</summary>
    private static string Watcher(long order) => $"partners/youth-order/{order}";

    private static YouthTask NewTask(long order, YouthTaskKind kind, PupilId pupil, byte[]? what, DateOnly due) =>
        new(GrowingNumber.Next(TimeProvider.System), order, kind, pupil, what, due, null, null);

    private void Check(Words words, YouthOrderInput input, YoungPerson person)
    {
        words.Check(
            person.Scope.Fields.Contains(SharedFields.Days),
            "agreement",
            "agreement-without-days",
            "The agreement does not open the half-days, so no condition of attendance can be told of."
        );
        words.Check(
            input.Rule is ConditionRule.LeastAttendance ? input.LeastPercent is >= 1 and <= 100 : input.LeastPercent is null,
            "leastPercent",
            "least-invalid",
            "A condition of the least attendance names 1 to 100 per cent; one of no half-day without leave names none."
        );
        words.Check(
            input.From >= clock.Today.AddDays(-DaysBack) && input.From <= clock.Today.AddYears(1),
            "from",
            "date-invalid",
            $"At most {DaysBack} days back and a year ahead."
        );
        words.Check(
            input.Until >= input.From && input.Until <= input.From.AddYears(LongestYears),
            "until",
            "date-invalid",
            $"Not before the first day, and at most {LongestYears} years after."
        );
        words.Check(
            input.ParentingDueOn is null || input.ParentingDueOn >= clock.Today,
            "parentingDueOn",
            "date-invalid",
            "Today or later."
        );
    }

    /// <summary>Siblings whom either child's school names, born after the young person.</summary>
    private async Task<IReadOnlyList<PupilId>> YoungerAsync(PupilId pupil, CancellationToken cancellation)
    {
        var family = await mediator.Send(new ReadChild(Job, pupil), cancellation);
        if (!family.IsOk)
            return [];
        var siblings = family.Value.Siblings.Select(sibling => sibling.Pupil).OfType<PupilId>().ToList();
        var all = await mediator.Send(new ReadPupils(Job, [pupil, .. siblings]), cancellation);
        return [.. siblings.Where(sibling => all.TryGetValue(sibling, out var at) && at.Pupil.BirthDate > all[pupil].Pupil.BirthDate)];
    }
}

[Description("An order or contract with a condition of attendance.")]
internal sealed record YouthOrderInput(
    [property: Description("The agreement that shares the young person."), Id] string Agreement,
    [property: Description("The young person's id under the agreement."), Id] string Child,
    [property: Description("What it stands in.")] YouthOrderKind Kind,
    [property: Description("What the condition asks.")] ConditionRule Rule,
    [property: Description("The first day on which it is checked.")] DateOnly From,
    [property: Description("The last.")] DateOnly Until,
    [property: Description("What it says, 1 to 2,000 characters. Kept under the young person's own key."), Personal] string Terms,
    [property: Description("Of LEAST_ATTENDANCE: 1 to 100.")] int? LeastPercent = null,
    [property: Description("Action with the parents, if any."), Personal] string? Parenting = null,
    [property: Description("By when that is done.")] DateOnly? ParentingDueOn = null
);
