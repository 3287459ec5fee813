using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Homes;

/// <summary>Where a child lives, for the looked-after team alone.</summary>
[QueryRoot]
internal sealed class HomeQueries(CareDesk desk, IAuditTrail trail, HomeStore homes, Carers.CarerBook carers)
{
    [Description(
        "Where a looked-after child lives and with whom, for the looked-after team alone, who say what for. Each look is written to the audit with it."
    )]
    [Cost(20)]
    public async Task<IReadOnlyList<CareHome>?> CareHomes(
        Caller caller,
        [Description("The child's id."), Id] string pupil,
        [Description("What for.")] HomePurpose purpose,
        CancellationToken cancellation = default
    )
    {
        var child = await desk.ChildAsync(caller, pupil, cancellation, Act.ReadHome);
        await trail.ChangingAsync(caller, "ReadHome", child, purpose.ToString(), cancellation);
        var known = (await carers.ListAsync(cancellation)).ToDictionary(carer => carer.Id, carer => carer.Name);
        return
        [
            .. (await homes.ReadAsync(child, cancellation)).Select(home => new CareHome(
                home.From,
                home.Carer is { } carer ? known.GetValueOrDefault(carer) : null,
                home.Address
            )),
        ];
    }
}

[Description("Where a child lives, from a day on.")]
internal sealed record CareHome(
    [property: Description("From which day on.")] DateOnly From,
    [property: Description("The carer; null: none, or not recorded.")] string? Carer,
    [property: Description("The address.")] string Address
);
