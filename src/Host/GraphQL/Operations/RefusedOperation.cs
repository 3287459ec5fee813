using GraphQL;

namespace Attendance.Host.GraphQL.Operations;

/// <summary>A request or operation refused before anything runs.</summary>
internal sealed class RefusedOperation : ExecutionError
{
    public RefusedOperation(string code, string message, int? status = null)
        : base(message)
    {
        Code = code;
        Status = status;
    }

    /// <summary>The HTTP status whatever the media type of the answer, or null when the rule of the answer's media type decides (200 for application/json).</summary>
    public int? Status { get; }
}
