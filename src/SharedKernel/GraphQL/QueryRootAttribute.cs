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
