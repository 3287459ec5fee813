using System.Text.RegularExpressions;
using Attendance.Access;
using Attendance.Casework;
using Attendance.Lac;
using Attendance.Partners;
using Attendance.Schools;
using Attendance.SharedKernel.Facts;
using Attendance.TestSupport;
using Xunit;

namespace Attendance.Architecture.Tests;

/// <summary>Documents that say what the code does are compared with the code.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Root = Repository.Root;

    private static readonly System.Reflection.Assembly[] Modules =
    [
        typeof(AccessModule).Assembly,
        typeof(SchoolsModule).Assembly,
        typeof(CaseworkModule).Assembly,
        typeof(LacModule).Assembly,
        typeof(PartnersModule).Assembly,
    ];

    [Fact]
    public void Every_fact_is_in_the_table_of_facts_and_none_is_invented()
    {
        var facts = Modules
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => typeof(IFact).IsAssignableFrom(type) && !type.IsInterface)
            .Select(type => type.Name)
            .Order()
            .ToList();
        var listed = TableRows("docs/events.md").Select(cells => cells[0].Trim('`')).Order().ToList();
        Assert.Equal(facts, listed);
    }

    [Fact]
    public void Who_handles_a_fact_is_who_the_table_says()
    {
        var handlers = Modules
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type =>
                type.BaseType is { IsGenericType: true } parent && parent.Name.StartsWith("FactHandler", StringComparison.Ordinal)
            )
            .ToLookup(type => type.BaseType!.GetGenericArguments()[0].Name, type => type.Name);
        foreach (var cells in TableRows("docs/events.md"))
        {
            var named = CodeWord().Matches(cells[2]).Select(match => match.Groups[1].Value).Order();
            Assert.Equal(handlers[cells[0].Trim('`')].Order(), named);
        }
    }

    [Fact]
    public void Every_row_of_the_strategy_has_a_line_in_the_checklist()
    {
        var rows = TableRows("docs/checklist.md").Select(cells => cells[0]).ToList();
        Assert.Equal(Enumerable.Range(1, 224).Select(n => $"S{n}"), rows);
    }

    [Fact]
    public void A_checklist_line_names_tests_that_exist_with_its_trait_or_says_why_not()
    {
        var sources = Directory
            .EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .ToList();
        foreach (var cells in TableRows("docs/checklist.md"))
        {
            var (row, test) = (cells[0], cells[2]);
            if (test.StartsWith("not done, because ", StringComparison.Ordinal))
            {
                Assert.True(test.Length > 25, $"{row} does not say why.");
                continue;
            }
            var names = CodeWord().Matches(test).Select(match => match.Groups[1].Value).ToList();
            Assert.True(names.Count > 0, $"{row} names no test.");
            foreach (var name in names)
            {
                Assert.True(
                    sources.Exists(source =>
                        source.Contains($" {name}(", StringComparison.Ordinal)
                        && source.Contains($"[Trait(\"Row\", \"{row}\")]", StringComparison.Ordinal)
                    ),
                    $"{row}: there is no test {name} in a file with its trait."
                );
            }
        }
    }

    private static IEnumerable<string[]> TableRows(string path) =>
        File.ReadLines(Path.Combine(Root, path))
            .Where(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());

    [GeneratedRegex("`([A-Za-z0-9_]+)`")]
    private static partial Regex CodeWord();
}
