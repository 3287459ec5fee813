using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Lac.Children;

/// <summary>Residential units.</summary>
[QueryRoot]
internal sealed class CareQueries(IPolicy policy, UnitBook units)
{
    [Description("The residential units, by name. For who keeps the looked-after register.")]
    [Cost(5)]
    public async Task<IReadOnlyList<ResidentialUnit>?> ResidentialUnits(Caller caller, CancellationToken cancellation = default)
    {
        if (!await policy.MayAsync(caller, Act.RecordCare, CareBook.Register, cancellation: cancellation))
            throw Refusal.NotFound();
        return [.. (await units.ListAsync(cancellation)).Select(row => new ResidentialUnit(row.Id, row.Name))];
    }
}

[Description("A residential unit.")]
internal sealed record ResidentialUnit(
    [property: Description("Its number.")] long Number,
    [property: Description("Its name.")] string Name
);
