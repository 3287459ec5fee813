namespace Attendance.SharedKernel.GraphQL;

/// <summary>
/// Marks a class whose public methods become fields of the schema's Query type. The class is made for each field from the request's services,
/// so it may take readers in its constructor. A method parameter of type <c>Caller</c> receives who asks; <see cref="CancellationToken"/> the request's.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class QueryRootAttribute : Attribute;

/// <summary>Marks a class whose public methods become fields of the schema's Mutation type; otherwise as <see cref="QueryRootAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MutationRootAttribute : Attribute;

/// <summary>
/// Marks a class whose public methods, each an <see cref="IAsyncEnumerable{T}"/>, become fields of the schema's Subscription type; otherwise as
/// <see cref="QueryRootAttribute"/>. A method parameter of type <see cref="SubscriptionPace"/> receives the room that the reader leaves.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SubscriptionRootAttribute : Attribute;
