using System.ComponentModel;
using Attendance.Partners.YouthOffending.Orders;
using Attendance.Partners.YouthOffending.Posts;
using Attendance.Partners.YouthOffending.Transitions;
using Attendance.SharedKernel.GraphQL;
using GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.YouthOffending;

[Description(
    "A young person, as the youth offending service works with the child. Each kind of work is there for the posts that do it, and null for the others."
)]
[Name("YoungPerson")]
internal sealed class YoungPersonNode
{
    /// <summary>The young person.</summary>
    [Ignore]
    public required YoungPerson Person { get; init; }

    /// <summary>What the caller reaches.</summary>
    [Ignore]
    public required YouthReach Reach { get; init; }

    [Id]
    [Description("The agreement that shares the child.")]
    public string Agreement => Person.Scope.Agreement.Id;

    [Id]
    [Description("The child's id under the agreement.")]
    public string Child => Person.Child;

    [Description("The child's names, as far as the agreement opens them; null: none.")]
    public required string? Name { get; init; }

    /// <summary>Whether the caller's post does a kind of work.</summary>
    [Ignore]
    public bool Opens(YouthWork work) => Reach.Works.Contains(work);
}

/// <summary>Orders and contracts.</summary>
[Extends(typeof(YoungPersonNode))]
internal sealed class YoungPersonOrders(OrderReader reader)
{
    [Description("Orders and contracts with a condition of attendance, the latest first.")]
    [Cost(10)]
    public async Task<IReadOnlyList<YouthOrderNode>?> Orders(YoungPersonNode person, CancellationToken cancellation = default) =>
        person.Opens(YouthWork.Orders)
            ? await reader.OfAsync(
                person.Person.Pupil,
                sibling => sibling == person.Person.Pupil ? null : person.Reach.Of(sibling)?.Child,
                cancellation
            )
            : null;
}

/// <summary>Releases from custody.</summary>
[Extends(typeof(YoungPersonNode))]
internal sealed class YoungPersonReleases(TransitionReader reader)
{
    [Description("Releases from custody, the latest first.")]
    [Cost(10)]
    public async Task<IReadOnlyList<YouthReleaseNode>?> Releases(YoungPersonNode person, CancellationToken cancellation = default) =>
        person.Opens(YouthWork.Transitions) ? await reader.OfAsync(person.Person.Pupil, cancellation) : null;
}
