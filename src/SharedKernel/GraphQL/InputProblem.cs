using System.ComponentModel;
using System.Globalization;

namespace Attendance.SharedKernel.GraphQL;

[Description("Something in an input that is wrong, or worth saying.")]
public sealed record InputProblem(
    [property: Description("The place in the input's list, from 0; null when it is not about one of a list.")] int? Index,
    [property: Description("The field; null when it is about the whole.")] string? Field,
    [property: Description("A stable code, in kebab-case.")] string Code,
    [property: Description("What is wrong, as a sentence. It repeats nothing of the input.")] string Message
)
{
    /// <summary>
    /// The problems of a refused operation. What is not there, or not for this caller, is no problem of the input: it is thrown as NOT_FOUND or FORBIDDEN.
    /// </summary>
    public static IReadOnlyList<InputProblem> Of(Error error)
    {
        if (error.Code is "not-found" or "forbidden")
            throw Refusal.Of(error);
        return error.Fields is { Count: > 0 } fields
            ? [.. fields.Select(field => Of(field, error.Message))]
            : [new InputProblem(null, null, error.Code, error.Message)];
    }

    /// <summary>A JSON pointer as an index and a field: "/marks/3/upn" is 3 and "upn".</summary>
    public static InputProblem Of(FieldError error, string message)
    {
        int? index = null;
        string? field = null;
        foreach (var part in error.Pointer.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                index = number;
            else
                field = part;
        }
        return new InputProblem(index, field is "marks" && index is not null ? null : field, error.Code, error.Detail ?? message);
    }
}
