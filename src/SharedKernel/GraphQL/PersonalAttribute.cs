using GraphQL;
using GraphQL.Types;

namespace Attendance.SharedKernel.GraphQL;

/// <summary>
/// Marks an argument or an input field that may hold personal data (a name, a search text), which must never stand in a URL: an operation that
/// uses it is refused over GET (PROMISES I-26). Values of type Upn are always personal.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class PersonalAttribute : GraphQLAttribute
{
    /// <summary>The metadata key under which the schema keeps the mark.</summary>
    public const string Key = "personal";

    public override void Modify(QueryArgument queryArgument) => queryArgument.Metadata[Key] = true;

    public override void Modify(FieldType fieldType, bool isInputType) => fieldType.Metadata[Key] = true;
}
