using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Posts;
using Attendance.Partners.Sharing;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Partners.Connexions;

/// <summary>The caseload of a personal adviser under an agreement.</summary>
[Extends(typeof(SharedAgreementNode))]
internal sealed class Caseload(SharedReader reader, SchoolPostBook posts, ConnexionsBook book, IPupilTexts texts)
{
    [Description(
        "The young people of year 9 and over at the schools for which the caller is the named personal adviser, those with the highest risk first, each written into the ledger of disclosures; null for an agency without personal advisers."
    )]
    [Cost(30)]
    public async Task<IReadOnlyList<AdvisedPerson>?> YoungPeople(
        SharedAgreementNode agreement,
        Caller caller,
        CancellationToken cancellation = default
    )
    {
        var scope = agreement.Scope;
        if (scope.Role is not Role.Connexions)
            return null;
        // Without a school of one's own there is no caseload. Whose school a child is at is known only where the agreement opens it.
        if (!(await posts.SchoolsOfAsync(caller.Person ?? 0, cancellation))[scope.Agency.Id].Any())
            return [];
        var shown = await reader.ListAsync(scope, all => all, caller, cancellation);
        var keys = scope.Children.ToDictionary(child => child.PseudonymousId, child => child.Pupil, StringComparer.Ordinal);
        var barriers = (await book.BarriersAsync(scope.Agency.Id, keys.Values, cancellation)).ToLookup(barrier => barrier.Pupil);
        var destinations = await book.DestinationsAsync(scope.Agency.Id, keys.Values, cancellation);
        var people = new List<AdvisedPerson>();
        foreach (var child in shown)
        {
            var pupil = keys[child.Id];
            people.Add(
                new AdvisedPerson(
                    child,
                    await TellAsync(pupil, [.. barriers[pupil]], cancellation),
                    destinations.TryGetValue(pupil, out var destination) ? await TellAsync(destination, cancellation) : null,
                    scope.Fields.Contains(SharedFields.Weeks) ? NeetRule.Of(child.Weeks ?? []) : null
                )
            );
        }
        return [.. people.OrderBy(each => each.Risk?.Level ?? NeetLevel.NotKnown).ThenBy(each => each.Child.Id, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<BarrierNode>> TellAsync(PupilId pupil, IReadOnlyList<Barrier> barriers, CancellationToken cancellation)
    {
        var words = await texts.OpenAsync(
            pupil,
            [.. barriers.SelectMany(each => new ReadOnlyMemory<byte>[] { each.Words, each.SettledWords ?? each.Words })],
            cancellation
        );
        return
        [
            .. barriers.Select(
                (each, at) =>
                    new BarrierNode(
                        $"{each.Id}",
                        each.Factor,
                        words[2 * at],
                        each.SeenWith,
                        each.RecordedOn,
                        each.SettledOn,
                        each.SettledWords is null ? null : words[(2 * at) + 1]
                    )
            ),
        ];
    }

    private async Task<DestinationNode> TellAsync(Destination destination, CancellationToken cancellation) =>
        new(
            destination.LeavingYear,
            destination.Kind,
            destination.Kind.IsPlace(),
            destination.Words is { } words ? (await texts.OpenAsync(destination.Pupil, [words], cancellation))[0] : null,
            destination.RecordedOn
        );
}

[Description("A young person of a personal adviser's caseload.")]
internal sealed record AdvisedPerson(
    [property: Description("The young person, as the agreement shows it.")] SharedChildNode Child,
    [property: Description("What stands in the way, what stands now first.")] IReadOnlyList<BarrierNode> Barriers,
    [property: Description("Where the young person goes after school, as it is known.")] DestinationNode? Destination,
    [property: Description("The risk of no place after school, by attendance; null when the agreement does not open the weeks.")]
        NeetRisk? Risk
);
