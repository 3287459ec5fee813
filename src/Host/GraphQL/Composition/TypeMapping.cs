using Attendance.Host.GraphQL.Scalars;
using Attendance.SharedKernel;
using GraphQL.Types;

namespace Attendance.Host.GraphQL.Composition;

/// <summary>Which GraphQL type stands for a class: the product's scalars, GraphQL's own scalars and enumerations, else a composed object or input.</summary>
internal sealed class TypeMapping : IGraphTypeMappingProvider
{
    private static readonly Dictionary<Type, Type> Scalars = new()
    {
        [typeof(DateOnly)] = typeof(DateScalar),
        [typeof(DateTimeOffset)] = typeof(InstantScalar),
        [typeof(Laestab)] = typeof(LaestabScalar),
        [typeof(Upn)] = typeof(UpnScalar),
        [typeof(AcademicYear)] = typeof(SchoolYearScalar),
    };

    public Type? GetGraphTypeFromClrType(Type clrType, bool isInputType, Type? preferredType)
    {
        if (Scalars.TryGetValue(clrType, out var scalar))
            return scalar;
        if (preferredType is not null || clrType.IsEnum || SchemaTypes.BuiltInScalarMappings.ContainsKey(clrType))
            return preferredType;
        return (isInputType ? typeof(AutoRegisteringInputObjectGraphType<>) : typeof(ComposedObjectType<>)).MakeGenericType(clrType);
    }
}
