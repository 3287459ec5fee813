using GraphQL;

namespace Attendance.SharedKernel.GraphQL;

/// <summary>
/// An expected refusal of a field: the field is null and the error's <c>extensions.code</c> says why, with the refusal's own slug in
/// <c>extensions.reason</c>. Thrown by resolvers, which have no other way to answer null and an error together.
/// </summary>
public sealed class Refusal : ExecutionError
{
    private Refusal(string code, string reason, string message)
        : base(message)
    {
        Code = code;
        Extensions = new Dictionary<string, object?> { ["reason"] = reason };
    }

    /// <summary>Out of the caller's scope, or not there: the two read alike.</summary>
    public static Refusal NotFound() => Of(Error.NotFound);

    /// <summary>The caller may see it but not do this to it.</summary>
    public static Refusal Forbidden(string message) => Of(new Error("forbidden", message));

    /// <summary>An argument that has the right type but no sensible meaning. The message must not repeat the value.</summary>
    public static Refusal BadInput(string reason, string message) => Of(new Error(reason, message));

    /// <summary>A resume token from which nothing can be resumed (any more): read everything anew and subscribe without one.</summary>
    public static Refusal Resync() => Of(new Error("resync", "Too much has happened since: read everything again, then subscribe."));

    /// <summary>An operation's refusal as a GraphQL error.</summary>
    public static Refusal Of(Error error) =>
        new(
            error.Code switch
            {
                "not-found" => "NOT_FOUND",
                "forbidden" => "FORBIDDEN",
                "resync" => "RESYNC",
                _ => "BAD_USER_INPUT",
            },
            error.Code,
            error.Message
        );
}
