using Attendance.Host.GraphQL.Composition;
using Attendance.TestSupport;
using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attendance.Host.Tests.GraphQL;

/// <summary>
/// schema.graphql is a contract with the pages and with other clients. After a wanted change:
/// ATTENDANCE_WRITE_CONTRACTS=1 dotnet run --project tests/Host.Tests -- --filter-class "*SchemaTests"
/// </summary>
public sealed class SchemaTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private ComposedSchema Schema => fixture.Host.Services.GetRequiredService<ComposedSchema>();

    [Fact]
    public async Task The_committed_schema_is_what_the_modules_make()
    {
        var printed = Schema.Print(new() { IncludeDescriptions = true }).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var (committed, current) = await Repository.ContractAsync("schema.graphql", printed);
        Assert.Equal(committed, current);
    }

    [Fact]
    public void Every_type_field_argument_and_value_is_described()
    {
        var silent = new List<string>();
        foreach (var type in Schema.AllTypes.Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal)))
        {
            if (
                type
                is not (
                    StringGraphType
                    or IntGraphType
                    or FloatGraphType
                    or BooleanGraphType
                    or IdGraphType
                    or DecimalGraphType
                    or LongGraphType
                )
            )
                Check(type.Description, type.Name);
            foreach (var field in (type as IComplexGraphType)?.Fields ?? Enumerable.Empty<FieldType>())
            {
                Check(field.Description, $"{type.Name}.{field.Name}");
                foreach (var argument in field.Arguments ?? Enumerable.Empty<QueryArgument>())
                    Check(argument.Description, $"{type.Name}.{field.Name}({argument.Name})");
            }
            foreach (var value in (type as EnumerationGraphType)?.Values ?? Enumerable.Empty<EnumValueDefinition>())
                Check(value.Description, $"{type.Name}.{value.Name}");
        }
        Assert.Empty(silent);

        void Check(string? description, string what)
        {
            if (string.IsNullOrWhiteSpace(description))
                silent.Add(what);
        }
    }

    [Fact]
    public async Task Every_path_under_graphql_is_401_without_a_key()
    {
        foreach (var path in new[] { "/graphql", "/graphql/", "/graphql/ws", "/GraphQL" })
        {
            using var get = await fixture.Host.Anonymous.GetAsync(path);
            Assert.Equal(401, (int)get.StatusCode);
            using var post = await fixture.Host.Anonymous.PostAsync(path, new StringContent("{}"));
            Assert.Equal(401, (int)post.StatusCode);
        }
    }
}
