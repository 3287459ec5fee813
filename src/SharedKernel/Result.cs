using System.Diagnostics.CodeAnalysis;

namespace Attendance.SharedKernel;

/// <summary>The outcome of an operation: a value, or an expected refusal. Exceptions are for bugs and broken systems.</summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("Result`1")]
public readonly record struct Result<T>
{
    [Orleans.Id(0)]
    private readonly T? _value;

    private Result(T? value, Error? error)
    {
        _value = value;
        Error = error;
    }

    /// <summary>The refusal, or null when there is a value.</summary>
    [Orleans.Id(1)]
    public Error? Error { get; init; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => Error is null;

    /// <summary>The value; throws when the operation was refused.</summary>
    public T Value => Error is null ? _value! : throw new InvalidOperationException($"Refused: {Error.Code}");

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => new(default, error);
}

/// <summary>
/// A refusal that callers are expected to meet: a stable code (kebab-case; the slug of its problem page), a plain sentence that never echoes
/// a name, a UPN or SQL, and pointers to the parts of the input that are wrong.
/// </summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("Error")]
public sealed record Error(
    [property: Orleans.Id(0)] string Code,
    [property: Orleans.Id(1)] string Message,
    [property: Orleans.Id(2)] IReadOnlyList<FieldError>? Fields = null
)
{
    /// <summary>Something that is not there, or not there for this caller: both read alike.</summary>
    public static Error NotFound { get; } = new("not-found", "There is nothing here for this caller.");

    /// <summary>The refusal of one wrong value: where it is, a stable code, and a sentence that repeats nothing of it.</summary>
    public static Error Validation(string pointer, string code, string? detail = null) =>
        new("validation", "Some values are not valid.", [new FieldError(pointer, code, detail)]);
}

/// <summary>One wrong part of an input: a JSON pointer, or line and column of a file, and a stable code.</summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("FieldError")]
public sealed record FieldError(
    [property: Orleans.Id(0)] string Pointer,
    [property: Orleans.Id(1)] string Code,
    [property: Orleans.Id(2)] string? Detail = null
);
