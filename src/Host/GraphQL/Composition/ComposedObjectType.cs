using System.Reflection;
using Attendance.Access.Contracts;
using GraphQL.Types;

namespace Attendance.Host.GraphQL.Composition;

/// <summary>The GraphQL type of a class, with the fields that other classes add to it.</summary>
internal sealed class ComposedObjectType<T> : AutoRegisteringObjectGraphType<T>
{
    public ComposedObjectType(SchemaParts parts)
    {
        foreach (var field in parts.ExtensionsOf(typeof(T)).SelectMany(extension => ResolverFields.Of(extension, typeof(T))))
            AddField(field);
    }

    protected override IEnumerable<MemberInfo> GetRegisteredMembers() =>
        base.GetRegisteredMembers()
            .Where(member => member is not MethodInfo { IsStatic: true } and not PropertyInfo { GetMethod.IsStatic: true });

    protected override ArgumentInformation GetArgumentInformation<TParameterType>(FieldType fieldType, ParameterInfo parameterInfo)
    {
        var argument = new ArgumentInformation(parameterInfo, typeof(T), fieldType, GetTypeInformation(parameterInfo));
        if (typeof(TParameterType) == typeof(Caller))
            argument.SetDelegateWithCast(OperationContext.CallerOf);
        else
            argument.ApplyAttributes();
        return argument;
    }
}
