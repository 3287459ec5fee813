using Attendance.Host.GraphQL.Scalars;
using Attendance.SharedKernel.GraphQL;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Attendance.Host.GraphQL.Operations;

/// <summary>
/// What may be asked by a URL: queries only, and nothing personal, because URLs are logged on their way. A document with variables is taken for introspection, and when
/// it is one of the pages' and puts none of them where anything personal may stand.
/// </summary>
internal static class OverGet
{
    /// <summary>Null when the operation may be asked over GET; otherwise why not.</summary>
    public static string? Refuse(GraphQLDocument document, string? operationName, ISchema schema, bool isPersisted)
    {
        var operations = document.Definitions.OfType<GraphQLOperationDefinition>().ToList();
        var asked = operations.Where(operation => operationName is null || operation.Name?.StringValue == operationName).ToList();
        if (asked.Any(operation => operation.Operation is not OperationType.Query))
            return "Only queries may be sent by GET.";
        var variables = operations.Any(operation => operation.Variables?.Count > 0);
        var introspection = operations.All(operation =>
            operation.SelectionSet.Selections.All(selection =>
                selection is GraphQLField field && field.Name.StringValue.StartsWith("__", StringComparison.Ordinal)
            )
        );
        if (variables && !introspection && !isPersisted)
            return "Send a query with variables by POST: a URL is logged on its way.";
        return document.Definitions.Any(definition => HasPersonal(Selections(definition), Root(definition, schema), schema))
            ? "Send a query that names a child or searches by POST: a URL is logged on its way."
            : null;
    }

    private static GraphQLSelectionSet? Selections(ASTNode definition) =>
        definition switch
        {
            GraphQLOperationDefinition operation => operation.SelectionSet,
            GraphQLFragmentDefinition fragment => fragment.SelectionSet,
            _ => null,
        };

    private static IGraphType? Root(ASTNode definition, ISchema schema) =>
        definition is GraphQLFragmentDefinition fragment ? schema.AllTypes[fragment.TypeCondition.Type.Name.StringValue] : schema.Query;

    private static bool HasPersonal(GraphQLSelectionSet? set, IGraphType? type, ISchema schema)
    {
        foreach (var selection in set?.Selections ?? [])
        {
            if (selection is GraphQLInlineFragment inline)
            {
                var narrowed = inline.TypeCondition is { } condition ? schema.AllTypes[condition.Type.Name.StringValue] : type;
                if (HasPersonal(inline.SelectionSet, narrowed, schema))
                    return true;
            }
            if (selection is not GraphQLField field || (type as IComplexGraphType)?.Fields.Find(field.Name) is not { } definition)
                continue;
            foreach (var argument in field.Arguments ?? Enumerable.Empty<GraphQLArgument>())
            {
                if (definition.Arguments?.Find(argument.Name) is { } known && IsPersonal(known, known.ResolvedType, argument.Value))
                    return true;
            }
            if (HasPersonal(field.SelectionSet, definition.ResolvedType?.GetNamedType(), schema))
                return true;
        }
        return false;
    }

    private static bool IsPersonal(IProvideMetadata known, IGraphType? type, GraphQLValue value) =>
        value is not GraphQLNullValue
        && (
            known.HasMetadata(PersonalAttribute.Key)
            || type?.GetNamedType() switch
            {
                UpnScalar => true,
                // What the variable will hold is not known: anything that may stand there counts.
                IInputObjectGraphType input when value is GraphQLVariable => MayBePersonal(input, []),
                IInputObjectGraphType input when value is GraphQLObjectValue sent => sent.Fields?.Any(field =>
                    input.Fields.Find(field.Name) is { } inner && IsPersonal(inner, inner.ResolvedType, field.Value)
                )
                    ?? false,
                IInputObjectGraphType input when value is GraphQLListValue list => list.Values?.Any(item => IsPersonal(known, input, item))
                    ?? false,
                _ => false,
            }
        );

    private static bool MayBePersonal(IInputObjectGraphType input, HashSet<string> within) =>
        within.Add(input.Name)
        && input.Fields.Any(field =>
            field.HasMetadata(PersonalAttribute.Key)
            || field.ResolvedType?.GetNamedType() switch
            {
                UpnScalar => true,
                IInputObjectGraphType inner => MayBePersonal(inner, within),
                _ => false,
            }
        );
}
