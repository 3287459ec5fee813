using GraphQL;
using GraphQL.Types;

namespace Attendance.SharedKernel.GraphQL;

/// <summary>
/// What a field costs before its children, in units of one object read from memory; the default is 1 for objects and 0 for leaves.
/// A whole operation may cost 1,000 unless configured otherwise (PROMISES 3c).
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class CostAttribute(int units) : GraphQLAttribute
{
    /// <summary>The metadata key under which the schema keeps the figure.</summary>
    public const string Key = "cost";

    /// <summary>The figure.</summary>
    public int Units { get; } = units;

    public override void Modify(FieldType fieldType, bool isInputType) => fieldType.Metadata[Key] = Units;
}
