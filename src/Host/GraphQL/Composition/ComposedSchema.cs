using GraphQL.DI;
using GraphQL.MicrosoftDI;
using GraphQL.Types;

namespace Attendance.Host.GraphQL.Composition;

/// <summary>One flat schema out of the parts of all modules. Made once; a field that two parts name alike fails the start.</summary>
internal sealed class ComposedSchema : Schema
{
    public ComposedSchema(IServiceProvider services, SchemaParts parts)
        : base(new SelfActivatingServiceProvider(services), Enumerable.Empty<IConfigureSchema>())
    {
        Query = Root("Query", "Everything that can be read.", parts.Queries);
        if (parts.Mutations.Count > 0)
            Mutation = Root("Mutation", "Everything that can be done.", parts.Mutations);
        if (parts.Subscriptions.Count > 0)
            Subscription = Root("Subscription", "Everything that can be followed as it happens.", parts.Subscriptions);
    }

    private static ObjectGraphType Root(string name, string description, IEnumerable<Type> classes)
    {
        var root = new ObjectGraphType { Name = name, Description = description };
        foreach (var field in classes.SelectMany(ResolverFields.Of))
            root.AddField(field);
        return root;
    }
}

/// <summary>Makes fields out of the methods of a root or extending class.</summary>
internal static class ResolverFields
{
    /// <summary>The fields of a class marked as a root.</summary>
    public static IEnumerable<FieldType> Of(Type resolver) => Of(resolver, resolver);

    /// <summary>The fields of a class that extends another.</summary>
    public static IEnumerable<FieldType> Of(Type resolver, Type extended)
    {
        var type = typeof(ResolverType<,>).MakeGenericType(resolver, extended);
        return ((IObjectGraphType)Activator.CreateInstance(type)!).Fields.ToList();
    }
}
