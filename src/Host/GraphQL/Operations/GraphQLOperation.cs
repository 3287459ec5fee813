using GraphQL;

namespace Attendance.Host.GraphQL.Operations;

/// <summary>One operation as a transport received it.</summary>
/// <param name="Query">The document.</param>
/// <param name="OperationName">Which of the document's operations; null when it has one.</param>
/// <param name="Variables">Values of its variables.</param>
/// <param name="ByGet">True when it came in a URL.</param>
/// <param name="IsPersisted">True when it is a document of the pages that was named by its id.</param>
internal sealed record GraphQLOperation(
    string Query,
    string? OperationName,
    Inputs Variables,
    bool ByGet = false,
    bool IsPersisted = false
);
