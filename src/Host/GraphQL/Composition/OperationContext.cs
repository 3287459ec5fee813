using Attendance.Access.Contracts;
using Attendance.SharedKernel.GraphQL;
using GraphQL;

namespace Attendance.Host.GraphQL.Composition;

/// <summary>What every field of an operation may know of the request: who asks.</summary>
internal sealed class OperationContext : Dictionary<string, object?>
{
    public OperationContext(Caller caller, SubscriptionPace? pace = null)
    {
        Caller = caller;
        Pace = pace;
    }

    /// <summary>Who asks.</summary>
    public Caller Caller { get; }

    /// <summary>The room that the reader of a subscription leaves; null for any other operation.</summary>
    public SubscriptionPace? Pace { get; }

    /// <summary>The pace of the subscription that the field belongs to.</summary>
    public static SubscriptionPace PaceOf(IResolveFieldContext context) =>
        ((OperationContext)context.UserContext).Pace ?? throw new InvalidOperationException("Only a subscription has a pace.");

    /// <summary>Who asks for the field.</summary>
    public static Caller CallerOf(IResolveFieldContext context) => ((OperationContext)context.UserContext).Caller;
}
