using System.Reflection;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using Attendance.Access;
using Attendance.Casework;
using Attendance.Host;
using Attendance.Lac;
using Attendance.Partners;
using Attendance.Schools;
using Attendance.SharedKernel;
using Xunit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Type = System.Type;

namespace Attendance.Architecture.Tests;

/// <summary>The borders between modules. Each rule has a control: the same rule turned on code that breaks it must fail, or it guards nothing.</summary>
public sealed class BorderTests
{
    private static readonly System.Reflection.Assembly Kernel = typeof(Upn).Assembly;
    private static readonly System.Reflection.Assembly Access = typeof(AccessModule).Assembly;
    private static readonly System.Reflection.Assembly Schools = typeof(SchoolsModule).Assembly;
    private static readonly System.Reflection.Assembly Casework = typeof(CaseworkModule).Assembly;
    private static readonly System.Reflection.Assembly Lac = typeof(LacModule).Assembly;
    private static readonly System.Reflection.Assembly Partners = typeof(PartnersModule).Assembly;
    private static readonly System.Reflection.Assembly Server = typeof(AttendanceHost).Assembly;

    private static readonly ArchUnitNET.Domain.Architecture Product = new ArchLoader()
        .LoadAssemblies(Kernel, Access, Schools, Casework, Lac, Partners, Server)
        .Build();

    [Fact]
    public void Lower_modules_do_not_know_higher_ones()
    {
        Assert.True(Independent(Kernel, Access, Schools, Casework, Lac, Partners, Server).HasNoViolations(Product));
        Assert.True(Independent(Access, Schools, Casework, Lac, Partners, Server).HasNoViolations(Product));
        Assert.True(Independent(Schools, Casework, Lac, Partners, Server).HasNoViolations(Product));
        Assert.True(Independent(Casework, Lac, Partners, Server).HasNoViolations(Product));
        Assert.True(Independent(Lac, Partners, Server).HasNoViolations(Product));
        Assert.True(Independent(Partners, Server).HasNoViolations(Product));
    }

    [Fact]
    public void Control_higher_modules_do_know_lower_ones()
    {
        Assert.False(Independent(Server, Schools).HasNoViolations(Product));
        Assert.False(Independent(Partners, Schools).HasNoViolations(Product));
        Assert.False(Independent(Lac, Schools).HasNoViolations(Product));
        Assert.False(Independent(Casework, Schools).HasNoViolations(Product));
        Assert.False(Independent(Schools, Access).HasNoViolations(Product));
        Assert.False(Independent(Access, Kernel).HasNoViolations(Product));
    }

    [Fact]
    public void A_module_shows_its_contracts_and_its_module_class_and_nothing_else()
    {
        Assert.Empty(Exposed(Access, "Attendance.Access"));
        Assert.Empty(Exposed(Schools, "Attendance.Schools"));
        Assert.Empty(Exposed(Casework, "Attendance.Casework"));
        Assert.Empty(Exposed(Lac, "Attendance.Lac"));
        Assert.Empty(Exposed(Partners, "Attendance.Partners"));
    }

    [Fact]
    public void Control_the_kernel_shows_more_than_contracts() => Assert.NotEmpty(Exposed(Kernel, "Attendance.SharedKernel"));

    [Fact]
    public void Classes_inside_a_module_are_sealed()
    {
        Assert.Empty(Unsealed(Access));
        Assert.Empty(Unsealed(Schools));
        Assert.Empty(Unsealed(Casework));
        Assert.Empty(Unsealed(Lac));
        Assert.Empty(Unsealed(Partners));
    }

    [Fact]
    public void Control_an_open_class_is_seen() => Assert.Contains(nameof(OpenClass), Unsealed(typeof(OpenClass).Assembly));

    [Fact]
    public void Facts_live_in_contracts_of_their_publisher()
    {
        var facts = AllTypes(Access)
            .Concat(AllTypes(Schools))
            .Concat(AllTypes(Casework))
            .Concat(AllTypes(Lac))
            .Concat(AllTypes(Partners))
            .Where(type => typeof(SharedKernel.Facts.IFact).IsAssignableFrom(type))
            .ToList();
        Assert.NotEmpty(facts);
        Assert.All(facts, fact => Assert.EndsWith(".Contracts.Facts", fact.Namespace, StringComparison.Ordinal));
    }

    private static ArchRule<ArchUnitNET.Domain.IType> Independent(
        System.Reflection.Assembly of,
        params System.Reflection.Assembly[] from
    ) =>
        Types()
            .That()
            .ResideInAssembly(of)
            .Should()
            .NotDependOnAny(Types().That().ResideInAssembly(from[0], from[1..]))
            .WithoutRequiringPositiveResults();

    private static List<string> Exposed(System.Reflection.Assembly assembly, string root) =>
        AllTypes(assembly)
            .Where(type =>
                type.IsPublic
                && type.Namespace is { } space
                && space.StartsWith("Attendance.", StringComparison.Ordinal)
                && !space.StartsWith($"{root}.Contracts", StringComparison.Ordinal)
                && !type.Name.EndsWith("Module", StringComparison.Ordinal)
                && !IsGenerated(type)
            )
            .Select(type => type.FullName!)
            .ToList();

    private static List<string> Unsealed(System.Reflection.Assembly assembly)
    {
        var types = AllTypes(assembly).ToList();
        var bases = types
            .Select(type => type.BaseType)
            .OfType<Type>()
            .Select(type => type.IsGenericType ? type.GetGenericTypeDefinition() : type)
            .ToHashSet();
        return types
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !bases.Contains(type) && !IsGenerated(type))
            .Select(type => type.Name)
            .ToList();
    }

    private static Type[] AllTypes(System.Reflection.Assembly assembly) => assembly.GetTypes();

    private static bool IsGenerated(Type type) =>
        type.Namespace?.StartsWith("Attendance.", StringComparison.Ordinal) != true
        || type.Namespace.StartsWith("OrleansCodeGen", StringComparison.Ordinal)
        || type.GetCustomAttribute<System.CodeDom.Compiler.GeneratedCodeAttribute>() is not null
        || type.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is not null;
}

/// <summary>Breaks the rule that classes are sealed: the control looks for it.</summary>
#pragma warning disable CA1852, MA0053 // It is open on purpose.
internal class OpenClass;
#pragma warning restore CA1852, MA0053
