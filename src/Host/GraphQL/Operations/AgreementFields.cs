using Attendance.Host.GraphQL.Composition;
using Attendance.Partners.Contracts;
using Attendance.SharedKernel.GraphQL;
using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQL.Validation.Errors;
using GraphQLParser.AST;
using MediatR;

namespace Attendance.Host.GraphQL.Operations;

/// <summary>
/// Below a field that is read by an information sharing agreement, a type has only the fields that the agreement opens. Any other is answered in the words for a field that the type does not
/// have, before anything is read. Of an agreement that the caller may not use nothing is judged: the field itself answers as for one that is not there.
/// </summary>
internal sealed class AgreementFields(IServiceProvider services) : ValidationRuleBase
{
    public override async ValueTask<INodeVisitor?> GetPostNodeVisitorAsync(ValidationContext context)
    {
        foreach (var (field, type) in Selected(context, context.Operation.SelectionSet, context.Schema.Query))
        {
            if (type.Fields.Find(field.Name) is not { } definition || !definition.Metadata.ContainsKey(ByAgreementAttribute.Key))
                continue;
            var id = context.ArgumentValues?.TryGetValue(field, out var given) == true ? given["id"].Value as string : null;
            if (
                id is null
                || field.SelectionSet is not { } inner
                || await services
                    .GetRequiredService<IMediator>()
                    .Send(new ReadAgreementFields(((OperationContext)context.UserContext).Caller, id), context.CancellationToken)
                    is not { } fields
            )
                continue;
            Judge(context, inner, definition.ResolvedType!.GetNamedType(), fields);
        }
        return null;
    }

    private static void Judge(ValidationContext context, GraphQLSelectionSet set, IGraphType type, IReadOnlySet<string> fields)
    {
        if (type is not IComplexGraphType complex)
            return;
        foreach (var (field, owner) in Selected(context, set, complex))
        {
            var name = field.Name.StringValue;
            if (owner.Fields.Find(field.Name) is not { } definition)
                continue;
            if (owner.Metadata.ContainsKey(ByAgreementAttribute.Key) && !fields.Contains(name))
                context.ReportError(new FieldsOnCorrectTypeError(context, field, owner, [], []));
            else if (field.SelectionSet is { } inner)
                Judge(context, inner, definition.ResolvedType!.GetNamedType(), fields);
        }
    }

    /// <summary>The fields that are selected of a type, fragments spread out; without what a directive leaves out. How many that can be was limited before.</summary>
    private static IEnumerable<(GraphQLField Field, IComplexGraphType Type)> Selected(
        ValidationContext context,
        GraphQLSelectionSet set,
        IComplexGraphType type
    )
    {
        foreach (var selection in set.Selections.Where(selection => context.ShouldIncludeNode(selection)))
        {
            if (selection is GraphQLField field)
            {
                yield return (field, type);
                continue;
            }
            var inner = selection switch
            {
                GraphQLInlineFragment inline => inline.SelectionSet,
                GraphQLFragmentSpread spread => context
                    .Document.Definitions.OfType<GraphQLFragmentDefinition>()
                    .FirstOrDefault(fragment => fragment.FragmentName.Name.Value == spread.FragmentName.Name.Value)
                    ?.SelectionSet,
                _ => null,
            };
            foreach (var found in inner is null ? [] : Selected(context, inner, type))
                yield return found;
        }
    }
}
