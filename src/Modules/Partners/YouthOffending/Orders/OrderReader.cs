using System.ComponentModel;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.YouthOffending.Orders;

/// <summary>Makes orders as they are shown.</summary>
internal sealed class OrderReader(OrderBook book, IPupilTexts texts, SchoolClock clock)
{
    /// <summary>A young person's orders with all that is known of them, for the service. <paramref name="shown"/>: the id of a sibling under an agreement of the service, if one shares the child.</summary>
    public async Task<IReadOnlyList<YouthOrderNode>> OfAsync(PupilId pupil, Func<PupilId, string?> shown, CancellationToken cancellation)
    {
        var orders = await book.ListAsync([pupil], cancellation);
        var breaches = await BreachesAsync(orders, cancellation);
        var tasks = await book.TasksAsync([.. orders.Select(order => order.Id)], cancellation);
        var nodes = new List<YouthOrderNode>();
        foreach (var order in orders)
        {
            var words = await texts.OpenAsync(order.Pupil, [order.Terms, order.EndedReason ?? order.Terms], cancellation);
            var own = new List<YouthTaskNode>();
            foreach (var task in tasks.Where(task => task.Order == order.Id))
                own.Add(await NodeAsync(task, shown(task.Pupil), cancellation));
            nodes.Add(
                new YouthOrderNode(
                    $"{order.Id}",
                    order.Kind,
                    order.Condition.Rule,
                    order.Condition.Text,
                    words[0],
                    order.Condition.From,
                    order.Condition.Until,
                    order.EndedOn,
                    order.EndedReason is null ? null : words[1],
                    breaches[order.Id],
                    own
                )
            );
        }
        return nodes;
    }

    /// <summary>A young person's conditions and breaches, without what they stand in, for who works on the case.</summary>
    public async Task<IReadOnlyList<YouthConditionNode>> ConditionsAsync(PupilId pupil, CancellationToken cancellation)
    {
        var orders = await book.ListAsync([pupil], cancellation);
        var breaches = await BreachesAsync(orders, cancellation);
        return
        [
            .. orders.Select(order => new YouthConditionNode(
                order.Condition.Text,
                order.Condition.From,
                order.EndedOn is { } ended && ended < order.Condition.Until ? ended : order.Condition.Until,
                breaches[order.Id]
            )),
        ];
    }

    /// <summary>Screenings that are asked of a sibling.</summary>
    public async Task<IReadOnlyList<YouthTaskNode>> ScreeningsAsync(PupilId sibling, CancellationToken cancellation)
    {
        var nodes = new List<YouthTaskNode>();
        foreach (var task in await book.ScreeningsAsync(sibling, cancellation))
            nodes.Add(await NodeAsync(task, null, cancellation));
        return nodes;
    }

    private async Task<YouthTaskNode> NodeAsync(YouthTask task, string? child, CancellationToken cancellation)
    {
        var stored = new[] { task.What, task.Outcome };
        var words = await texts.OpenAsync(
            task.Pupil,
            [.. stored.OfType<byte[]>().Select(each => new ReadOnlyMemory<byte>(each))],
            cancellation
        );
        return new YouthTaskNode(
            $"{task.Id}",
            task.Kind,
            task.Kind is YouthTaskKind.SiblingScreening ? child : null,
            task.What is null ? null : words[0],
            task.DueOn,
            task.DoneOn,
            task.Outcome is null ? null : words[^1],
            task.IsOverdue(clock.Today)
        );
    }

    private async Task<Dictionary<long, IReadOnlyList<YouthBreachNode>>> BreachesAsync(
        IReadOnlyList<YouthOrder> orders,
        CancellationToken cancellation
    )
    {
        var entries = await book.BreachesAsync([.. orders.Select(order => order.Id)], cancellation);
        var nodes = new Dictionary<long, IReadOnlyList<YouthBreachNode>>();
        foreach (var order in orders)
        {
            var own = new List<YouthBreachNode>();
            foreach (var session in entries[order.Id].GroupBy(entry => entry.Session).OrderByDescending(group => group.Key.Number))
            {
                var steps = session.OrderBy(entry => entry.Ordinal).ToList();
                var words = await texts.OpenAsync(
                    order.Pupil,
                    [.. steps.Select(step => new ReadOnlyMemory<byte>(step.Words))],
                    cancellation
                );
                own.Add(
                    new YouthBreachNode(
                        session.Key.Date,
                        session.Key.Half,
                        steps[^1].Step is not BreachStep.Withdrawn,
                        [.. steps.Select((step, at) => new YouthBreachStepNode(step.Step, words[at], step.NotedAt))]
                    )
                );
            }
            nodes[order.Id] = own;
        }
        return nodes;
    }
}

[Description("An order or contract with its condition of attendance, as the service keeps it.")]
[global::GraphQL.Name("YouthOrder")]
internal sealed record YouthOrderNode(
    [property: Description("The order's id."), Id] string Id,
    [property: Description("What it is.")] YouthOrderKind Kind,
    [property: Description("What the condition asks.")] ConditionRule Rule,
    [property: Description("The condition, as a sentence.")] string Condition,
    [property: Description("What it says; null when the young person's texts were erased.")] string? Terms,
    [property: Description("The first day on which it is checked.")] DateOnly From,
    [property: Description("The last.")] DateOnly Until,
    [property: Description("Ended before its time; null: not.")] DateOnly? EndedOn,
    [property: Description("Why.")] string? EndedReason,
    [property: Description("Half-days at which it was broken, the latest first.")] IReadOnlyList<YouthBreachNode> Breaches,
    [property: Description("What is to be done because of it, what is due first first.")] IReadOnlyList<YouthTaskNode> Tasks
);

[Description("A condition of attendance of a young person. What it stands in is the service's own.")]
[global::GraphQL.Name("YouthCondition")]
internal sealed record YouthConditionNode(
    [property: Description("The condition, as a sentence.")] string Condition,
    [property: Description("The first day on which it is checked.")] DateOnly From,
    [property: Description("The last.")] DateOnly Until,
    [property: Description("Half-days at which it was broken, the latest first.")] IReadOnlyList<YouthBreachNode> Breaches
);

[Description("A half-day at which a condition of attendance was broken.")]
[global::GraphQL.Name("YouthBreach")]
internal sealed record YouthBreachNode(
    [property: Description("The day.")] DateOnly Date,
    [property: Description("The half.")] HalfDay Half,
    [property: Description("False: a correction of the marks took the ground away.")] bool Stands,
    [property: Description("What was noted of it, in time.")] IReadOnlyList<YouthBreachStepNode> Steps
);

[Description("What was noted of a broken condition.")]
[global::GraphQL.Name("YouthBreachStep")]
internal sealed record YouthBreachStepNode(
    [property: Description("What happened.")] BreachStep Step,
    [property: Description("Rule, half-days and arithmetic; null when the young person's texts were erased.")] string? Words,
    [property: Description("When it was noted.")] DateTimeOffset NotedAt
);

[Description("What is to be done because of an order or contract.")]
[global::GraphQL.Name("YouthTask")]
internal sealed record YouthTaskNode(
    [property: Description("The task's id."), Id] string Id,
    [property: Description("What it is.")] YouthTaskKind Kind,
    [property: Description("Of a screening: the sibling's id under an agreement of the service, when one shares the child; else null."), Id]
        string? Child,
    [property: Description("What is done; null for a screening.")] string? What,
    [property: Description("By when.")] DateOnly DueOn,
    [property: Description("When it was done; null: not yet.")] DateOnly? DoneOn,
    [property: Description("What came of it.")] string? Outcome,
    [property: Description("True when it was to be done before today and is not.")] bool Overdue
);
