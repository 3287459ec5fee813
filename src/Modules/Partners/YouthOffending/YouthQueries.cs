using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Disclosures;
using Attendance.Partners.YouthOffending.Orders;
using Attendance.Partners.YouthOffending.Posts;
using Attendance.Partners.YouthOffending.Transitions;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.YouthOffending;

/// <summary>The young people of the youth offending service, for its own people.</summary>
[QueryRoot]
internal sealed class YouthQueries(
    YouthDesk desk,
    OrderBook orders,
    TransitionBook transitions,
    DisclosureBook ledger,
    IMediator mediator,
    SchoolClock clock
)
{
    private static readonly Caller Job = Caller.System("youth-offending");

    [Description(
        "The young people whom live agreements share with the youth offending service, what is late first. For its own people; empty for others. Each is written into the ledger of disclosures."
    )]
    [Cost(50)]
    public async Task<IReadOnlyList<YoungPersonLine>> YoungPeople(Caller caller, CancellationToken cancellation = default)
    {
        var reach = await desk.ReachAsync(caller, cancellation);
        var people = reach.People;
        var pupils = people.Select(person => person.Pupil).ToList();
        var names = await NamesAsync(people, caller, cancellation);
        var running = reach.Works.Contains(YouthWork.Orders) ? await orders.ListAsync(pupils, cancellation) : [];
        var breaches = await orders.BreachesAsync([.. running.Select(order => order.Id)], cancellation);
        var tasks = (await orders.TasksAsync([.. running.Select(order => order.Id)], cancellation)).ToLookup(task => task.Order);
        var releases = reach.Works.Contains(YouthWork.Transitions) ? await transitions.ListAsync(pupils, cancellation) : [];
        var lines = people.Select(person =>
        {
            var own = running.Where(order => order.Pupil == person.Pupil).ToList();
            var release = releases.FirstOrDefault(each => each.Pupil == person.Pupil && each.FirstAttended is null);
            return new YoungPersonLine(
                person.Scope.Agreement.Id,
                person.Child,
                names.GetValueOrDefault(person.Pupil),
                own.Count(order => order.EndedOn is null && order.Condition.Until >= clock.Today),
                own.Sum(order => Standing(breaches[order.Id])),
                own.SelectMany(order => tasks[order.Id]).Count(task => task.IsOverdue(clock.Today)),
                release?.ReleaseOn,
                release?.FlagsOn(clock.Today) ?? []
            );
        });
        return
        [
            .. lines
                .OrderByDescending(line => line.Flags.Count + line.OverdueTasks)
                .ThenByDescending(line => line.Breaches)
                .ThenBy(line => line.Name, StringComparer.Ordinal),
        ];
    }

    [Description(
        "One young person by an agreement and the id under it. Null with NOT_FOUND when there is none. Written into the ledger of disclosures."
    )]
    [Cost(20)]
    public async Task<YoungPersonNode?> YoungPerson(
        Caller caller,
        [Description("The agreement's id."), Id] string agreement,
        [Description("The child's id under the agreement."), Id] string child,
        CancellationToken cancellation = default
    )
    {
        var reach = await desk.ReachAsync(caller, cancellation);
        if (reach.Find(agreement, child) is not { } person)
            throw Refusal.NotFound();
        var names = await NamesAsync([person], caller, cancellation);
        return new YoungPersonNode
        {
            Person = person,
            Reach = reach,
            Name = names.GetValueOrDefault(person.Pupil),
        };
    }

    /// <summary>The names that agreements open; writes each look into the ledger first.</summary>
    private async Task<Dictionary<PupilId, string>> NamesAsync(
        IReadOnlyList<YoungPerson> people,
        Caller caller,
        CancellationToken cancellation
    )
    {
        foreach (var alike in people.GroupBy(person => person.Scope))
            await ledger.WriteAsync(alike.Key, caller, [.. alike.Select(person => person.Pupil)], cancellation);
        var pupils = await mediator.Send(new ReadPupils(Job, [.. people.Select(person => person.Pupil)]), cancellation);
        var names = new Dictionary<PupilId, string>();
        foreach (var person in people)
        {
            if (!pupils.TryGetValue(person.Pupil, out var at))
                continue;
            var name = string.Join(
                ' ',
                new[]
                {
                    person.Scope.Fields.Contains(SharedFields.GivenName) ? at.Pupil.GivenName : null,
                    person.Scope.Fields.Contains(SharedFields.FamilyName) ? at.Pupil.FamilyName : null,
                }.OfType<string>()
            );
            if (name.Length > 0)
                names[person.Pupil] = name;
        }
        return names;
    }

    /// <summary>Half-days at which a condition is broken as it stands now.</summary>
    private static int Standing(IEnumerable<BreachEntry> entries) =>
        entries.GroupBy(entry => entry.Session).Count(session => session.MaxBy(entry => entry.Ordinal)!.Step is not BreachStep.Withdrawn);
}

[Description("A young person in the list of the youth offending service.")]
internal sealed record YoungPersonLine(
    [property: Description("The agreement that shares the child."), Id] string Agreement,
    [property: Description("The child's id under the agreement."), Id] string Child,
    [property: Description("The child's names, as far as the agreement opens them; null: none.")] string? Name,
    [property: Description("Orders and contracts in force or to come.")] int Orders,
    [property: Description("Half-days at which a condition of attendance is broken.")] int Breaches,
    [property: Description("Parenting actions and screenings that are overdue.")] int OverdueTasks,
    [property: Description("The day of a release, until the first half-day is attended.")] DateOnly? ReleaseOn,
    [property: Description("What is late about it.")] IReadOnlyList<TransitionFlag> Flags
);
