using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.YouthOffending.Orders;
using Attendance.Partners.YouthOffending.Transitions;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.GraphQL;
using GraphQL;

namespace Attendance.Partners.YouthOffending;

/// <summary>What the authority and a school are shown of the work of the youth offending service with a child: never the offence, and an order only as a condition of attendance.</summary>
[Extends(typeof(PupilNode))]
internal sealed class PupilYouthWork(IPolicy policy)
{
    [Description(
        "The work of the youth offending service with the child, as far as the caller may know of it; null for who may not read the case or refer the child."
    )]
    [Cost(5)]
    public async Task<PupilYouthWorkNode?> YouthOffending(PupilNode pupil, Caller caller, CancellationToken cancellation = default)
    {
        var rights = await policy.OfAsync(caller, pupil.Key, cancellation);
        return rights.May(Act.ReadCase) || rights.May(Act.ReferChild)
            ? new PupilYouthWorkNode { Pupil = pupil, ReadsCase = rights.May(Act.ReadCase) }
            : null;
    }
}

[Description("The work of the youth offending service with a child, as far as the caller may know of it.")]
[Name("PupilYouthWork")]
internal sealed class PupilYouthWorkNode
{
    /// <summary>The child.</summary>
    [Ignore]
    public required PupilNode Pupil { get; init; }

    /// <summary>The caller reads the child's case; else is of its school.</summary>
    [Ignore]
    public required bool ReadsCase { get; init; }

    [Description("True for who works on the case or reads it; false for the school.")]
    public bool OfCase => ReadsCase;
}

/// <summary>Conditions, screenings and releases: for who reads the case.</summary>
[Extends(typeof(PupilYouthWorkNode))]
internal sealed class PupilYouthCase(OrderReader orders, TransitionReader transitions)
{
    [Description("Conditions of attendance, the latest first; null for the school.")]
    [Cost(10)]
    public async Task<IReadOnlyList<YouthConditionNode>?> Conditions(PupilYouthWorkNode work, CancellationToken cancellation = default) =>
        work.ReadsCase ? await orders.ConditionsAsync(work.Pupil.Key, cancellation) : null;

    [Description("Screenings that are asked for because of an order of an older sibling; null for the school.")]
    [Cost(10)]
    public async Task<IReadOnlyList<YouthTaskNode>?> Screenings(PupilYouthWorkNode work, CancellationToken cancellation = default) =>
        work.ReadsCase ? await orders.ScreeningsAsync(work.Pupil.Key, cancellation) : null;

    [Description("Releases from custody, the latest first; null for the school.")]
    [Cost(10)]
    public async Task<IReadOnlyList<YouthReleaseNode>?> Releases(PupilYouthWorkNode work, CancellationToken cancellation = default) =>
        work.ReadsCase ? await transitions.OfAsync(work.Pupil.Key, cancellation) : null;
}
