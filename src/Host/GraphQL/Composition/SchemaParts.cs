using System.Reflection;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Host.GraphQL.Composition;

/// <summary>What the modules put into the schema: their root classes, and the classes that extend another class's type.</summary>
/// <param name="queries">Classes whose methods are fields of Query.</param>
/// <param name="mutations">Classes whose methods are fields of Mutation.</param>
/// <param name="subscriptions">Classes whose methods are fields of Subscription.</param>
/// <param name="extending">Classes whose methods are fields of another class's type.</param>
internal sealed class SchemaParts(
    IReadOnlyList<Type> queries,
    IReadOnlyList<Type> mutations,
    IReadOnlyList<Type> subscriptions,
    IReadOnlyList<Type> extending
)
{
    private readonly ILookup<Type, Type> _extensions = extending.ToLookup(type =>
        type.GetCustomAttribute<ExtendsAttribute>(false)!.Extended
    );

    /// <summary>Classes whose methods are fields of Query.</summary>
    public IReadOnlyList<Type> Queries => queries;

    /// <summary>Classes whose methods are fields of Mutation.</summary>
    public IReadOnlyList<Type> Mutations => mutations;

    /// <summary>Classes whose methods are fields of Subscription.</summary>
    public IReadOnlyList<Type> Subscriptions => subscriptions;

    /// <summary>Every class that is made for each field from the request's services.</summary>
    public IEnumerable<Type> Resolvers => queries.Concat(mutations).Concat(subscriptions).Concat(extending);

    /// <summary>Finds the classes by their attributes.</summary>
    public static SchemaParts Of(IEnumerable<Assembly> modules)
    {
        // By name, so that the printed schema does not depend on the order in which a compiler wrote the classes.
        var classes = modules
            .Distinct()
            .SelectMany(module => module.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false })
            .OrderBy(type => type.FullName)
            .ToList();
        return new SchemaParts(
            Marked<QueryRootAttribute>(),
            Marked<MutationRootAttribute>(),
            Marked<SubscriptionRootAttribute>(),
            Marked<ExtendsAttribute>()
        );

        List<Type> Marked<T>() => classes.FindAll(type => type.IsDefined(typeof(T), false));
    }

    /// <summary>Classes that add fields to the type of this class.</summary>
    public IEnumerable<Type> ExtensionsOf(Type type) => _extensions[type];
}
