using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.SharedKernel.Facts;

/// <summary>
/// The facts of the modules by the name under which the outbox stores them: module and type, "Schools.FlagOpened". A stored name is a contract with
/// the rows that wait: do not rename a fact that may still be waiting.
/// </summary>
internal sealed class FactTypes
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly Dictionary<string, FactType> _byName;
    private readonly Dictionary<Type, FactType> _byType;
    private readonly HashSet<Type> _handled;

    public FactTypes(IEnumerable<Assembly> assemblies, IServiceProviderIsService registered)
    {
        var types = assemblies
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type =>
                type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && type.IsAssignableTo(typeof(IFact))
            )
            .Select(type => (FactType)Activator.CreateInstance(typeof(FactType<>).MakeGenericType(type), NameOf(type))!)
            .ToList();
        _byName = types.ToDictionary(type => type.Name, StringComparer.Ordinal);
        _byType = types.ToDictionary(type => type.Clr);
        _handled = types.Where(type => registered.IsService(type.Handler)).Select(type => type.Clr).ToHashSet();
    }

    /// <summary>True when a module of this build has a handler for the fact: one that nobody listens to needs no row.</summary>
    public bool IsHandled(IFact fact) => _handled.Contains(fact.GetType());

    /// <summary>The name and the payload as they are stored.</summary>
    public (string Name, string Payload) Write(IFact fact) =>
        _byType.TryGetValue(fact.GetType(), out var type)
            ? (type.Name, JsonSerializer.Serialize(fact, type.Clr, Json))
            : throw new InvalidOperationException($"{fact.GetType()} is not a fact of a registered module.");

    /// <summary>The type of a stored name; null when this version of the product does not know it.</summary>
    public FactType? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Reads a stored payload back.</summary>
    public static IFact Read(FactType type, string payload) =>
        (IFact?)JsonSerializer.Deserialize(payload, type.Clr, Json) ?? throw new JsonException("The payload of the fact is null.");

    private static string NameOf(Type type)
    {
        var module = type.Assembly.GetName().Name!;
        return $"{module[(module.LastIndexOf('.') + 1)..]}.{type.Name}";
    }
}

/// <summary>One kind of fact: its stored name, and how it is told to its handlers.</summary>
internal abstract class FactType(string name, Type clr, Type handler)
{
    public string Name { get; } = name;

    public Type Clr { get; } = clr;

    /// <summary>The MediatR interface that its handlers implement.</summary>
    public Type Handler { get; } = handler;

    public abstract Delivery Deliver(IFact fact, FactPlace place, DateTimeOffset raisedAt, Data.IWriter writer, TimeProvider time);
}

internal sealed class FactType<TFact>(string name) : FactType(name, typeof(TFact), typeof(MediatR.INotificationHandler<Delivery<TFact>>))
    where TFact : IFact
{
    public override Delivery Deliver(IFact fact, FactPlace place, DateTimeOffset raisedAt, Data.IWriter writer, TimeProvider time) =>
        new Delivery<TFact>((TFact)fact, place, raisedAt, writer, time);
}
