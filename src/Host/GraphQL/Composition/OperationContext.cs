using Attendance.Access.Contracts;
using GraphQL;

namespace Attendance.Host.GraphQL.Composition;

/// <summary>What every field of an operation may know of the request: who asks.</summary>
internal sealed class OperationContext : Dictionary<string, object?>
{
    public OperationContext(Caller caller) => Caller = caller;

    /// <summary>Who asks.</summary>
    public Caller Caller { get; }

    /// <summary>Who asks for the field.</summary>
    public static Caller CallerOf(IResolveFieldContext context) => ((OperationContext)context.UserContext).Caller;
}
