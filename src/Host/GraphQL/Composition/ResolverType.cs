using System.Linq.Expressions;
using System.Reflection;
using Attendance.Access.Contracts;
using Attendance.SharedKernel.GraphQL;
using GraphQL;
using GraphQL.Types;

namespace Attendance.Host.GraphQL.Composition;

/// <summary>
/// Carries the fields of a root or extending class until the composer moves them to their type. The class is taken from the request's services
/// when a field is resolved.
/// </summary>
internal sealed class ResolverType<TResolver, TExtended> : AutoRegisteringObjectGraphType<TResolver>
    where TResolver : notnull
{
    protected override LambdaExpression BuildMemberInstanceExpression(MemberInfo memberInfo) =>
        (Expression<Func<IResolveFieldContext, TResolver>>)(context => context.RequestServices!.GetRequiredService<TResolver>());

    protected override IEnumerable<MemberInfo> GetRegisteredMembers() =>
        base.GetRegisteredMembers().Where(member => member is MethodInfo { IsStatic: false });

    protected override ArgumentInformation GetArgumentInformation<TParameterType>(FieldType fieldType, ParameterInfo parameterInfo)
    {
        var argument = new ArgumentInformation(parameterInfo, typeof(TExtended), fieldType, GetTypeInformation(parameterInfo));
        if (typeof(TParameterType) == typeof(Caller))
            argument.SetDelegateWithCast(OperationContext.CallerOf);
        else if (typeof(TParameterType) == typeof(SubscriptionPace))
            argument.SetDelegateWithCast(OperationContext.PaceOf);
        else if (typeof(TParameterType) == typeof(TExtended) && typeof(TExtended) != typeof(TResolver))
            argument.SetDelegateWithCast(context => context.Source);
        else
            argument.ApplyAttributes();
        return argument;
    }
}
