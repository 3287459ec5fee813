using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.YouthOffending.Posts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.YouthOffending.Placements;

/// <summary>Makes alternative placements as they are shown, with the half-days there as they count in the pupil's total.</summary>
internal sealed class PlacementReader(PlacementBook book, IPupilTexts texts, IMediator mediator, SchoolClock clock)
{
    private static readonly Caller Job = Caller.System("youth-offending");

    /// <summary>Of a young person. <paramref name="marks"/>: whether half-days may be told of; <paramref name="said"/>: whether what was written down may.</summary>
    public async Task<IReadOnlyList<YouthPlacementNode>> OfAsync(PupilId pupil, bool marks, bool said, CancellationToken cancellation)
    {
        var names = (await mediator.Send(new ReadSchools(), cancellation)).ToDictionary(school => school.Laestab, school => school.Name);
        var nodes = new List<YouthPlacementNode>();
        foreach (var each in await book.ListAsync(pupil, cancellation))
        {
            var words = await texts.OpenAsync(each.Pupil, [each.Why, each.OutcomeWords ?? each.Why], cancellation);
            var counts = marks && each.From is not null ? await CountAsync(each, cancellation) : null;
            nodes.Add(
                new YouthPlacementNode(
                    $"{each.Id}",
                    said ? words[0] : null,
                    each.SoughtOn,
                    [
                        .. each.Asked.Select(asked => new AskedProviderNode(
                            asked.Provider,
                            Name(asked.Provider),
                            asked.AskedOn,
                            asked.Offered
                        )),
                    ],
                    each.Provider,
                    each.Provider is { } provider ? Name(provider) : null,
                    each.Code,
                    each.From,
                    each.Until,
                    each.Outcome,
                    said && each.OutcomeWords is not null ? words[1] : null,
                    counts?.Attended,
                    counts?.Possible
                )
            );
        }
        return nodes;

        string Name(Laestab school) => names.GetValueOrDefault(school, $"{school}");
    }

    /// <summary>The half-days of a placement: those that the provider marked, and those that the school marked B.</summary>
    private async Task<SessionCounts?> CountAsync(YouthPlacement placement, CancellationToken cancellation)
    {
        var last = placement.Until is { } until && until < clock.Today ? until : clock.Today;
        if (placement.From > last)
            return default(SessionCounts);
        var read = await mediator.Send(new ReadSessions(Job, placement.Pupil, placement.From!.Value, last), cancellation);
        if (!read.IsOk)
            return null;
        var there = read.Value.Sessions.Where(session => session.School == placement.Provider || session.Code == "B").ToList();
        return (read.Value with { Sessions = there }).Count(placement.From.Value, last);
    }
}

/// <summary>Placements, for the service.</summary>
[Extends(typeof(YoungPersonNode))]
internal sealed class YoungPersonPlacements(PlacementReader reader)
{
    [Description("Alternative placements and searches for one, the latest first.")]
    [Cost(20)]
    public async Task<IReadOnlyList<YouthPlacementNode>?> Placements(YoungPersonNode person, CancellationToken cancellation = default) =>
        person.Opens(YouthWork.Placements)
            ? await reader.OfAsync(person.Person.Pupil, person.Person.Scope.Fields.Contains(SharedFields.Attendance), true, cancellation)
            : null;
}

/// <summary>Placements, for the school and the case.</summary>
[Extends(typeof(PupilYouthWorkNode))]
internal sealed class PupilYouthPlacements(PlacementReader reader)
{
    [Description("Alternative placements and searches for one, the latest first.")]
    [Cost(20)]
    public Task<IReadOnlyList<YouthPlacementNode>> Placements(PupilYouthWorkNode work, CancellationToken cancellation = default) =>
        reader.OfAsync(work.Pupil.Key, true, work.ReadsCase, cancellation);
}

[Description("An alternative placement, or the search for one.")]
[global::GraphQL.Name("YouthPlacement")]
internal sealed record YouthPlacementNode(
    [property: Description("The placement's id."), Id] string Id,
    [property: Description("Why it is looked for; null for the school, and when the child's texts were erased.")] string? Why,
    [property: Description("When the search began.")] DateOnly SoughtOn,
    [property: Description("The providers that were asked.")] IReadOnlyList<AskedProviderNode> Asked,
    [property: Description("The provider; null: none yet.")] Laestab? Provider,
    [property: Description("Its name.")] string? ProviderName,
    [property: Description("How the pupil's own school marks the half-days there.")] PlacementCode? Code,
    [property: Description("The first day there.")] DateOnly? From,
    [property: Description("The last; null: not over.")] DateOnly? Until,
    [property: Description("What came of it; null: it is not over.")] PlacementOutcome? Outcome,
    [property: Description("In words; null for the school.")] string? OutcomeWords,
    [property: Description(
        "Half-days attended there, as they count in the pupil's total; null before the first day, and where the agreement does not open attendance."
    )]
        int? Attended,
    [property: Description("Of how many.")] int? Possible
);

[Description("A provider that was asked for a place.")]
[global::GraphQL.Name("AskedProvider")]
internal sealed record AskedProviderNode(
    [property: Description("Its number.")] Laestab Provider,
    [property: Description("Its name.")] string Name,
    [property: Description("When it was asked.")] DateOnly AskedOn,
    [property: Description("Whether it offers a place; null: no answer yet.")] bool? Offered
);
