namespace Attendance.Host.GraphQL.Operations;

/// <summary>The values of <c>extensions.code</c>: a contract with clients.</summary>
internal static class AnswerCode
{
    /// <summary>The request is not a GraphQL request: malformed JSON, no query, a variable that is no map.</summary>
    public const string BadRequest = "BAD_REQUEST";

    /// <summary>An array of requests.</summary>
    public const string BatchingDisabled = "BATCHING_DISABLED";

    /// <summary>No document of the pages has this id: the page is older or newer than the server.</summary>
    public const string PersistedNotFound = "PERSISTED_QUERY_NOT_FOUND";

    /// <summary>The server runs only documents that it knows for people who are signed in.</summary>
    public const string PersistedRequired = "PERSISTED_QUERY_REQUIRED";

    /// <summary>The document does not parse, or is too long to try.</summary>
    public const string ParseFailed = "GRAPHQL_PARSE_FAILED";

    /// <summary>The document does not fit the schema.</summary>
    public const string ValidationFailed = "GRAPHQL_VALIDATION_FAILED";

    /// <summary>A value of an argument or variable has the wrong form.</summary>
    public const string BadUserInput = "BAD_USER_INPUT";

    /// <summary>The operation asks for more than one operation may.</summary>
    public const string TooComplex = "QUERY_TOO_COMPLEX";

    /// <summary>The document has several operations and none, or an unknown one, was named.</summary>
    public const string UnknownOperation = "OPERATION_RESOLUTION_FAILURE";

    /// <summary>What was asked may not be asked by this method.</summary>
    public const string MethodNotAllowed = "METHOD_NOT_ALLOWED";

    /// <summary>The operation took too long.</summary>
    public const string Timeout = "TIMEOUT";

    /// <summary>Something that the answer needs is away: try again.</summary>
    public const string Unavailable = "UNAVAILABLE";

    /// <summary>The time of the credential of a long connection is over.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";

    /// <summary>The credential of a long connection was ended.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>Our fault; the log has the trace id.</summary>
    public const string Internal = "INTERNAL_SERVER_ERROR";
}
