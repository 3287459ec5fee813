using System.Reflection;
using Attendance.Host.GraphQL.Composition;
using Attendance.Host.GraphQL.Explorer;
using Attendance.Host.GraphQL.Http;
using Attendance.Host.GraphQL.Live;
using Attendance.Host.GraphQL.Operations;
using GraphQL;
using GraphQL.Execution;
using GraphQL.MicrosoftDI;
using GraphQL.SystemTextJson;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace Attendance.Host.GraphQL;

/// <summary>Registers the schema that the modules make together, and the path it is asked at.</summary>
internal static class GraphQLRegistration
{
    /// <summary>Finds the root and extending classes of the modules and registers everything that runs an operation.</summary>
    public static IServiceCollection AddGraphQLApi(this IServiceCollection services, IEnumerable<Assembly> modules)
    {
        // The docstrings of enumerations and their values are what the schema says of them.
        GlobalSwitches.EnableReadDescriptionFromXmlDocumentation = true;
        // Resolvers are compiled once for a process, however many Hosts it has (the cluster's tests, the bench): half of what a second start would cost.
        GlobalSwitches.EnableReflectionCaching = true;
        var parts = SchemaParts.Of(modules);
        foreach (var resolver in parts.Resolvers)
            services.AddTransient(resolver);
        services.AddOptions<GraphQLOptions>().BindConfiguration("GraphQL");
        services.AddSingleton(parts);
        services.AddSingleton<IGraphTypeMappingProvider, TypeMapping>();
        services.AddSingleton<ComposedSchema>();
        services.AddSingleton<IDocumentExecuter>(provider => new DocumentExecuter(
            new GraphQLDocumentBuilder(),
            new DocumentValidator(),
            provider.GetRequiredService<IExecutionStrategySelector>(),
            []
        ));
        services.AddSingleton<IErrorInfoProvider, PublicErrors>();
        services.AddSingleton<IGraphQLSerializer>(provider => new GraphQLSerializer(provider.GetRequiredService<IErrorInfoProvider>()));
        services.AddSingleton<IExecutionStrategySelector>(provider => new DefaultExecutionStrategySelector([
            // A scope for each event: a reader that lived as long as the subscription would remember what it read first.
            new ExecutionStrategyRegistration(
                new ScopedSubscriptionExecutionStrategy(provider.GetRequiredService<IServiceScopeFactory>()),
                OperationType.Subscription
            ),
        ]));
        services.AddSingleton<LiveConnections>();
        services.AddSingleton<LiveOperation>();
        services.AddSingleton<OperationRunner>();
        services.AddSingleton(_ => PersistedDocuments.OfPages());
        services.AddSingleton<RequestReader>();
        return services;
    }

    /// <summary>
    /// Answers at <paramref name="path"/>. The lock on the front door stands before it. The schema is made here, so that a part that does not fit stops the start.
    /// </summary>
    public static void MapGraphQLApi(this IEndpointRouteBuilder routes, string path = "/graphql")
    {
        routes.ServiceProvider.GetRequiredService<ComposedSchema>().Initialize();
        routes.Map(path, GraphQLEndpoint.HandleAsync).ExcludeFromDescription();
        if (routes.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment())
            routes.MapExplorer(path);
    }
}
