using GraphQL;
using GraphQL.Types;

namespace Attendance.SharedKernel.GraphQL;

/// <summary>
/// On a field with an argument <c>id</c>: everything below it is read by the information sharing agreement of that id. On a type: below such a field, it has only the fields
/// that the agreement opens; any other is answered as a field that the type does not have.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class ByAgreementAttribute : GraphQLAttribute
{
    /// <summary>The metadata key under which the schema keeps the mark.</summary>
    public const string Key = "by-agreement";

    public override void Modify(FieldType fieldType, bool isInputType) => fieldType.Metadata[Key] = true;

    public override void Modify(IGraphType graphType) => graphType.Metadata[Key] = true;
}
