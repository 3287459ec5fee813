using System.ComponentModel;
using Attendance.SharedKernel;
using GraphQL;

namespace Attendance.Schools.Contracts;

/// <summary>A school in the GraphQL schema. Figures and children are fields that extend this type.</summary>
[Description("A school of the authority.")]
[Name("School")]
public sealed class SchoolNode
{
    [Description("The school's number.")]
    public required Laestab Laestab { get; init; }

    [Description("The school's number in the national register (URN), when known.")]
    public int? Urn { get; init; }

    [Description("Name.")]
    public required string Name { get; init; }

    [Description("Phase of education, which decides the figures that the school is part of.")]
    public required SchoolPhase Phase { get; init; }
}
