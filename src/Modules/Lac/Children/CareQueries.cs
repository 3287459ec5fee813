using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Contracts;
using Attendance.SharedKernel.GraphQL;
using MediatR;

namespace Attendance.Lac.Children;

/// <summary>Residential units.</summary>
[QueryRoot]
internal sealed class CareQueries(IMediator mediator)
{
    [Description("The residential units, by name. For who keeps the looked-after register.")]
    [Cost(5)]
    public async Task<IReadOnlyList<ResidentialUnit>?> ResidentialUnits(Caller caller, CancellationToken cancellation = default)
    {
        var units = await mediator.Send(new ReadUnits(caller), cancellation);
        return units.Error is { } error ? throw Refusal.Of(error) : units.Value;
    }
}
