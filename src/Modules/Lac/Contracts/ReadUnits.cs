using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Lac.Contracts;

/// <summary>The residential units, by name. For who keeps the looked-after register. Error: not-found.</summary>
public sealed record ReadUnits(Caller Caller) : IRequest<Result<IReadOnlyList<ResidentialUnit>>>;

/// <summary>A residential unit. Its children are reached by grants on <see cref="GrantTarget.Unit(long)"/> of its number.</summary>
[Description("A residential unit.")]
public sealed record ResidentialUnit([property: Description("Its number.")] long Number, [property: Description("Its name.")] string Name);
