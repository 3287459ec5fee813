using System.Text.Json;
using Attendance.TestSupport;
using GraphQLParser.AST;

namespace Attendance.Host.Tests.Access;

/// <summary>The two tables written by hand: what each caller may see of each kind of resource, and which kind each operation and field is.</summary>
internal sealed class Expectations
{
    private readonly Dictionary<(string Kind, string Scope, string Caller), string> _cells = [];
    private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);

    private Expectations(IReadOnlyList<string[]> cells, IReadOnlyList<string[]> kinds)
    {
        Callers = cells[0][2..];
        foreach (var row in cells.Skip(1))
        {
            if (row.Length != cells[0].Length)
                throw new FormatException($"{row[0]},{row[1]} has {row.Length} cells.");
            for (var i = 0; i < Callers.Length; i++)
                _cells.Add((row[0], row[1], Callers[i]), row[i + 2]);
        }
        foreach (var row in kinds.Skip(1))
            _kinds.Add(row[0], row[1]);
    }

    /// <summary>The columns.</summary>
    public string[] Callers { get; }

    /// <summary>Operations and fields that have a row.</summary>
    public IReadOnlyCollection<string> Operations => _kinds.Keys;

    public static async Task<Expectations> ReadAsync() => new(await RowsAsync("expectations.csv"), await RowsAsync("operations.csv"));

    /// <summary>What the table says; a kind without a row throws.</summary>
    public string Of(string kind, string scope, string caller) => _cells[(kind, scope, caller)];

    /// <summary>The kind of an operation ("rest readRoll") or field ("Pupil.flags").</summary>
    public string Kind(string operation) => _kinds[operation];

    /// <summary>Every operation and field that the product has.</summary>
    public static async Task<SortedSet<string>> ExistingAsync()
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        using var api = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "openapi.json")));
        foreach (var path in api.RootElement.GetProperty("paths").EnumerateObject())
        foreach (var method in path.Value.EnumerateObject())
            names.Add("rest " + method.Value.GetProperty("operationId").GetString());
        var schema = GraphQLParser.Parser.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "schema.graphql")));
        foreach (var type in schema.Definitions.OfType<GraphQLObjectTypeDefinition>())
        foreach (var field in type.Fields!)
            names.Add($"{type.Name.StringValue}.{field.Name.StringValue}");
        return names;
    }

    /// <summary>By the name of a partner's role: which fields of a child agreements can open to it (true), and which are no fields for it.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, bool>>> SharedAsync()
    {
        var rows = await RowsAsync("shared.csv");
        return rows[0]
            [1..]
            .Index()
            .ToDictionary(
                column => column.Item,
                column =>
                    (IReadOnlyDictionary<string, bool>)
                        rows.Skip(1).ToDictionary(row => row[0], row => row[column.Index + 1] == "R", StringComparer.Ordinal),
                StringComparer.Ordinal
            );
    }

    private static async Task<List<string[]>> RowsAsync(string file) =>
        [
            .. (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "tests", "Host.Tests", "Access", file)))
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => line.Split(',')),
        ];
}
