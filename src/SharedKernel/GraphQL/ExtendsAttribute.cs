namespace Attendance.SharedKernel.GraphQL;

/// <summary>
/// Marks a class whose public methods become fields of another class's GraphQL type, usually one of a lower module's contracts.
/// A method parameter of the extended type receives the object whose field is asked for; otherwise as <see cref="QueryRootAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExtendsAttribute(Type extended) : Attribute
{
    /// <summary>The class whose type gets the fields.</summary>
    public Type Extended { get; } = extended;
}
