using System.Runtime.InteropServices;
using Attendance.SharedKernel.GraphQL;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Attendance.Host.GraphQL.Operations;

/// <summary>
/// Judges a parsed document before it is validated or run, in time that grows with its length and not with what its fragments spread out to.
/// Every operation of the document is judged, whichever is to run. Fragments that spread themselves are left to validation, which refuses them.
/// </summary>
internal sealed class OperationLimits
{
    // Introspection is judged by its own measure: its depth is the depth of type references, and only these lists can grow.
    private const int MaxIntrospectionDepth = 20;
    private const int MaxIntrospectionLists = 3;
    private const int MaxIntrospectionSpreads = 100;
    private static readonly string[] IntrospectionLists = ["fields", "inputFields", "interfaces", "possibleTypes"];

    private readonly GraphQLOptions _options;
    private readonly ISchema _schema;
    private readonly Inputs _variables;
    private readonly Dictionary<string, GraphQLFragmentDefinition> _fragments = [];
    private readonly Dictionary<(string, int), Measure?> _measured = [];
    private int _aliases;
    private int _introspectionSpreads;
    private string? _refusal;

    private OperationLimits(GraphQLOptions options, ISchema schema, Inputs variables)
    {
        _options = options;
        _schema = schema;
        _variables = variables;
    }

    /// <summary>Null when the document may run; otherwise which limit it breaks.</summary>
    public static string? Refuse(GraphQLDocument document, Inputs variables, ISchema schema, GraphQLOptions options)
    {
        var limits = new OperationLimits(options, schema, variables);
        foreach (var fragment in document.Definitions.OfType<GraphQLFragmentDefinition>())
            limits._fragments.TryAdd(fragment.FragmentName.Name.StringValue, fragment);
        foreach (var operation in document.Definitions.OfType<GraphQLOperationDefinition>())
            limits.Judge(operation);
        // A fragment that no operation spreads still costs validation its time.
        foreach (var name in limits._fragments.Keys)
            limits.OfFragment(name, 0, operation: null);
        return limits._refusal;
    }

    private void Judge(GraphQLOperationDefinition operation)
    {
        var root = operation.Operation switch
        {
            OperationType.Mutation => _schema.Mutation,
            OperationType.Subscription => _schema.Subscription,
            _ => _schema.Query,
        };
        CountDirectives(operation.Directives);
        var total = OfSelection(operation.SelectionSet, root, 0, operation);
        if (total.Direct > _options.MaxRootFields)
            Refuse($"An operation may have {_options.MaxRootFields} fields at the top.");
        if (total.Depth > _options.MaxDepth)
            Refuse($"Fields may lie {_options.MaxDepth} deep.");
        if (total.Fields > _options.MaxFields)
            Refuse($"An operation may select {_options.MaxFields} fields, fragments included.");
        if (total.Cost > _options.MaxCost)
            Refuse($"The operation costs {total.Cost}; one operation may cost {_options.MaxCost}. Ask for fewer fields or a smaller page.");
    }

    private Measure OfSelection(GraphQLSelectionSet set, IGraphType? type, int page, GraphQLOperationDefinition? operation)
    {
        var sum = new Measure();
        var names = new Dictionary<string, int>();
        foreach (var selection in set.Selections)
        {
            if (_refusal is not null)
                return sum;
            switch (selection)
            {
                case GraphQLField field:
                    Count(field, names);
                    sum = sum.Beside(OfField(field, type, page, operation));
                    break;
                case GraphQLInlineFragment inline:
                    CountDirectives(inline.Directives);
                    var narrowed = inline.TypeCondition is { } condition ? _schema.AllTypes[condition.Type.Name.StringValue] : type;
                    sum = sum.Beside(OfSelection(inline.SelectionSet, narrowed, page, operation));
                    break;
                case GraphQLFragmentSpread spread:
                    CountDirectives(spread.Directives);
                    sum = sum.Beside(OfFragment(spread.FragmentName.Name.StringValue, page, operation));
                    break;
            }
        }
        return sum;
    }

    private Measure OfFragment(string name, int page, GraphQLOperationDefinition? operation)
    {
        if (!_fragments.TryGetValue(name, out var fragment))
            return default;
        if (_measured.TryGetValue((name, page), out var known))
            return known ?? default;
        _measured[(name, page)] = null;
        CountDirectives(fragment.Directives);
        var measure = OfSelection(fragment.SelectionSet, _schema.AllTypes[fragment.TypeCondition.Type.Name.StringValue], page, operation);
        // Page sizes by variable are read from the operation at hand, so a measure without one is not kept.
        if (operation is null)
            _measured.Remove((name, page));
        else
            _measured[(name, page)] = measure;
        return measure;
    }

    private Measure OfField(GraphQLField field, IGraphType? type, int page, GraphQLOperationDefinition? operation)
    {
        var name = field.Name.StringValue;
        if (name is "__schema" or "__type")
        {
            JudgeIntrospection(field.SelectionSet, 1, 0, []);
            return new Measure(Direct: 1, Fields: 1);
        }
        var definition = (type as IComplexGraphType)?.Fields.Find(field.Name);
        var size = PageSize(field, definition, operation);
        var inner = field.SelectionSet is { } set ? OfSelection(set, Named(definition?.ResolvedType), size, operation) : default;
        var leaf = field.SelectionSet is null;
        var own =
            definition is not null && definition.Metadata.TryGetValue(CostAttribute.Key, out var cost) ? (int)cost!
            : leaf ? 0
            : 1;
        // The page size of a connection multiplies its edges, not the connection itself.
        long times =
            leaf || !IsList(definition?.ResolvedType) ? 1
            : page > 0 ? page
            : _options.AssumedListLength;
        return new Measure(
            Direct: 1,
            Fields: 1 + inner.Fields,
            Depth: 1 + inner.Depth,
            Cost: own + (times * (inner.Cost + (times > 1 ? 1 : 0)))
        );
    }

    private int PageSize(GraphQLField field, FieldType? definition, GraphQLOperationDefinition? operation)
    {
        if (definition?.Arguments?.Find("first") is null || operation is null)
            return 0;
        var first = field.Arguments?.FirstOrDefault(argument => argument.Name.Value == "first")?.Value;
        if (first is GraphQLVariable variable)
        {
            var name = variable.Name.StringValue;
            if (_variables.TryGetValue(name, out var sent))
                return Within(sent is int number ? number : null);
            first = operation.Variables?.FirstOrDefault(v => v.Variable.Name.Value == variable.Name.Value)?.DefaultValue;
        }
        return Within(first is GraphQLIntValue literal && int.TryParse(literal.Value.Span, out var value) ? value : null);
    }

    private int Within(int? first)
    {
        if (first is null || first < 0 || first > _options.MaxPageSize)
            Refuse($"Say how many you want: `first` from 0 to {_options.MaxPageSize}.");
        return first ?? 0;
    }

    private void Count(GraphQLField field, Dictionary<string, int> names)
    {
        CountDirectives(field.Directives);
        if (field.Alias is not null && ++_aliases > _options.MaxAliases)
            Refuse($"A document may have {_options.MaxAliases} aliases.");
        var name = (field.Alias?.Name ?? field.Name).StringValue;
        if ((names[name] = names.GetValueOrDefault(name) + 1) > _options.MaxDuplicates)
            Refuse($"A field may stand {_options.MaxDuplicates} times in one selection.");
    }

    private void CountDirectives(GraphQLDirectives? directives)
    {
        if (directives?.Count > _options.MaxDirectives)
            Refuse($"One place may have {_options.MaxDirectives} directives.");
    }

    private void JudgeIntrospection(GraphQLSelectionSet? set, int depth, int lists, HashSet<string> within)
    {
        if (set is null || _refusal is not null)
            return;
        if (depth > MaxIntrospectionDepth || lists > MaxIntrospectionLists)
        {
            Refuse("Introspection may not nest that deep.");
            return;
        }
        var names = new Dictionary<string, int>();
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case GraphQLField field:
                    Count(field, names);
                    var more = IntrospectionLists.Contains(field.Name.StringValue) ? 1 : 0;
                    JudgeIntrospection(field.SelectionSet, depth + 1, lists + more, within);
                    break;
                case GraphQLInlineFragment inline:
                    CountDirectives(inline.Directives);
                    JudgeIntrospection(inline.SelectionSet, depth, lists, within);
                    break;
                case GraphQLFragmentSpread spread:
                    CountDirectives(spread.Directives);
                    var name = spread.FragmentName.Name.StringValue;
                    if (++_introspectionSpreads > MaxIntrospectionSpreads)
                    {
                        Refuse("Introspection may not spread that many fragments.");
                        return;
                    }
                    if (_fragments.TryGetValue(name, out var fragment) && within.Add(name))
                    {
                        JudgeIntrospection(fragment.SelectionSet, depth, lists, within);
                        within.Remove(name);
                    }
                    break;
            }
        }
    }

    private void Refuse(string reason) => _refusal ??= reason;

    private static IGraphType? Named(IGraphType? type) =>
        type switch
        {
            NonNullGraphType nonNull => Named(nonNull.ResolvedType),
            ListGraphType list => Named(list.ResolvedType),
            _ => type,
        };

    private static bool IsList(IGraphType? type) => type is ListGraphType || (type is NonNullGraphType { ResolvedType: ListGraphType });

    /// <summary>What a selection comes to. Sums stop at a ceiling far above every limit, so that nothing overflows.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Measure(long Direct = 0, long Fields = 0, long Depth = 0, long Cost = 0)
    {
        private const long Ceiling = 1_000_000_000;

        public Measure Beside(Measure other) =>
            new(
                Math.Min(Ceiling, Direct + other.Direct),
                Math.Min(Ceiling, Fields + other.Fields),
                Math.Max(Depth, other.Depth),
                Math.Min(Ceiling, Cost + other.Cost)
            );
    }
}
