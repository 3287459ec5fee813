using Attendance.SharedKernel;
using Attendance.SharedKernel.Files;

namespace Attendance.Schools.Rolls;

/// <summary>
/// What became of an input: rows read, those that changed something, those that said what was stored, and what is wrong with the others (the first 1,000).
/// </summary>
internal sealed record LoadReport(int Read, int Changed, int Unchanged, IReadOnlyList<RowProblem> Problems)
{
    /// <summary>The most problems that an answer tells. Source: PROMISES 3b.</summary>
    public const int MostProblems = 1000;

    /// <summary>The refusal of a strict input: nothing was stored.</summary>
    public static Error Rejected(IEnumerable<RowProblem> problems, Func<RowProblem, string>? pointer = null) =>
        new(
            "import-rejected",
            "Some rows are wrong, so nothing was stored.",
            problems
                .OrderBy(problem => problem.Row)
                .Take(MostProblems)
                .Select(problem => new FieldError((pointer ?? Line)(problem), problem.Code, problem.Detail))
                .ToList()
        );

    /// <summary>The answer over HTTP, where a row is a member of an array in the body.</summary>
    public LoadAnswer Answer(string array) =>
        new(
            Read,
            Changed,
            Unchanged,
            Problems
                .OrderBy(problem => problem.Row)
                .Take(MostProblems)
                .Select(problem => new FieldError(Pointer(array, problem), problem.Code, problem.Detail))
                .ToList()
        );

    /// <summary>Where a problem is in a JSON body.</summary>
    public static string Pointer(string array, RowProblem problem) =>
        problem.Field is null ? $"/{array}/{problem.Row}" : $"/{array}/{problem.Row}/{problem.Field}";

    /// <summary>Where a problem is in a file.</summary>
    public static string Line(RowProblem problem) => problem.Field is null ? $"line {problem.Row}" : $"line {problem.Row}, {problem.Field}";
}

/// <summary>
/// The answer to a loaded body: rows read, those that changed something, those that said what was stored, and what is wrong with the others (the first
/// 1,000; read minus changed minus unchanged rows were not stored).
/// </summary>
internal sealed record LoadAnswer(int Read, int Changed, int Unchanged, IReadOnlyList<FieldError> Problems);
