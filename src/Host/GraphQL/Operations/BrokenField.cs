using GraphQL;

namespace Attendance.Host.GraphQL.Operations;

/// <summary>Stands for an exception that nobody expected: the caller learns where to find it in our log, and nothing of it.</summary>
internal sealed class BrokenField : ExecutionError
{
    public BrokenField(string traceId)
        : base("Something went wrong on our side. Quote the trace id when you report it.")
    {
        Code = AnswerCode.Internal;
        Extensions = new Dictionary<string, object?> { ["traceId"] = traceId };
    }
}
