using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Files;

namespace Attendance.Schools.SchoolRecords;

/// <summary>Judges school records by themselves and against each other. Pure.</summary>
internal static class SchoolCheck
{
    /// <summary>The right lines as entries, and a problem for each of the others.</summary>
    public static (IReadOnlyList<SchoolEntry> Entries, IReadOnlyList<RowProblem> Problems) Check(
        IReadOnlyList<(int Row, SchoolLine Line)> lines
    )
    {
        var problems = new List<RowProblem>();
        var entries = new List<SchoolEntry>();
        foreach (var (row, line) in lines)
        {
            var before = problems.Count;
            if (!Laestab.TryParse(line.Laestab, out var school))
                problems.Add(new RowProblem(row, "laestab", "laestab-invalid", "A LAESTAB has seven digits."));
            var name = line.Name?.Trim();
            if (string.IsNullOrEmpty(name) || name.Length > 200 || !PlainText.IsPlain(name))
                problems.Add(new RowProblem(row, "name", "name-invalid", "A name has 1 to 200 characters."));
            if (line.Urn is < 100_000 or > 999_999)
                problems.Add(new RowProblem(row, "urn", "urn-invalid", "A URN has six digits."));
            if (!SchoolPhases.TryParse(line.Phase, out var phase))
                problems.Add(
                    new RowProblem(
                        row,
                        "phase",
                        "phase-invalid",
                        "A phase is nursery, primary, middle, secondary, all-through, special or alternative-provision."
                    )
                );
            if (problems.Count == before)
                entries.Add(new SchoolEntry(row, school, name!, line.Urn, phase));
        }
        var twice = entries.GroupBy(entry => entry.School).Where(group => group.Skip(1).Any()).SelectMany(group => group).ToHashSet();
        problems.AddRange(
            twice.Select(entry => new RowProblem(entry.Row, "laestab", "duplicate-row", "The same school stands in several rows."))
        );
        return (entries.Where(entry => !twice.Contains(entry)).ToList(), problems);
    }
}

/// <summary>A school as a system or a file says it, not yet judged.</summary>
internal sealed record SchoolLine(string? Laestab, string? Name, int? Urn, string? Phase);

/// <summary>A school whose every value is right.</summary>
internal sealed record SchoolEntry(int Row, Laestab School, string Name, int? Urn, SchoolPhase Phase);
