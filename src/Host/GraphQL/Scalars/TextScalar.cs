using System.Diagnostics.CodeAnalysis;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Attendance.Host.GraphQL.Scalars;

/// <summary>
/// A value that travels as a string of a fixed form. A wrong value is refused without repeating it, so that no number of a child comes back
/// in an error that may be logged.
/// </summary>
internal abstract class TextScalar<T> : ScalarGraphType
    where T : struct
{
    protected abstract bool TryRead(string text, [NotNullWhen(true)] out T value);

    protected virtual string Write(T value) => value.ToString()!;

    public override object? ParseLiteral(GraphQLValue value) =>
        value switch
        {
            GraphQLNullValue => null,
            GraphQLStringValue text => Read(text.Value.ToString()),
            _ => throw Refused(),
        };

    public override bool CanParseLiteral(GraphQLValue value) =>
        value is GraphQLNullValue || (value is GraphQLStringValue text && TryRead(text.Value.ToString(), out _));

    public override object? ParseValue(object? value) =>
        value switch
        {
            null => null,
            T typed => typed,
            string text => Read(text),
            _ => throw Refused(),
        };

    public override bool CanParseValue(object? value) => value is null or T || (value is string text && TryRead(text, out _));

    public override object? Serialize(object? value) =>
        value switch
        {
            null => null,
            T typed => Write(typed),
            _ => throw new InvalidOperationException($"{value.GetType()} is not a {Name}."),
        };

    private object Read(string text) => TryRead(text, out var value) ? value : throw Refused();

    private FormatException Refused() => new($"Not a valid {Name}.");
}
