using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Sharing;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Health;

/// <summary>What school nursing works with: the children that agreements share with it.</summary>
[QueryRoot]
internal sealed class HealthChildrenQuery(
    SharedScopes scopes,
    SharedReader reader,
    CarePlanBook plans,
    CarePlanWords words,
    HealthReviewBook reviews,
    FamilyActionBook families,
    SchoolClock clock
)
{
    [Description(
        "The children whom live agreements share with the caller's school nursing service: their care plans, reviews that were asked for, and its own records of family action. Each is written into the ledger of disclosures."
    )]
    [Cost(50)]
    public async Task<IReadOnlyList<HealthChild>> HealthChildren(Caller caller, CancellationToken cancellation = default)
    {
        var shown = new List<HealthChild>();
        foreach (var scope in await scopes.OwnAsync(caller, Role.Health, cancellation))
        {
            var pupils = scope.Children.ToDictionary(child => child.PseudonymousId, child => child.Pupil, StringComparer.Ordinal);
            foreach (var child in await reader.ListAsync(scope, list => list, caller, cancellation))
            {
                var pupil = pupils[child.Id];
                shown.Add(
                    new HealthChild(
                        scope.Agreement.Id,
                        child.Id,
                        child.GivenName,
                        child.FamilyName,
                        child.SchoolName,
                        await words.OfAsync(
                            [.. (await plans.ListAsync(pupil, cancellation)).Where(plan => plan.Covers(clock.Today))],
                            cancellation
                        ),
                        await reviews.AskedAtAsync(pupil, cancellation),
                        await families.NodesAsync(pupil, scope.Agency.Id, cancellation)
                    )
                );
            }
        }
        return shown;
    }
}

[Description("A child whom an agreement shares with school nursing.")]
internal sealed record HealthChild(
    [property: Description("The agreement, by its id."), Id] string Agreement,
    [property: Description("The child's id under the agreement."), Id] string Child,
    [property: Description("Given name, where the agreement opens it.")] string? GivenName,
    [property: Description("Family name, where the agreement opens it.")] string? FamilyName,
    [property: Description("The school, where the agreement opens it.")] string? SchoolName,
    [property: Description("The medical care plan that holds today; empty without one.")] IReadOnlyList<CarePlanNode> CarePlans,
    [property: Description("When a review of its health was asked for that is not held yet; null: none.")] DateTimeOffset? ReviewAskedAt,
    [property: Description("The service's own records of family action, the newest first.")] IReadOnlyList<FamilyActionNode> FamilyActions
);
