using System.Text;
using Attendance.Access.Contracts;
using Attendance.Schools.Calendars;
using Attendance.Schools.Contracts;
using Attendance.Schools.Rolls;
using Attendance.Schools.SchoolRecords;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Files;
using MediatR;

namespace Attendance.Schools.Imports;

/// <summary>Reads a file into the same lines as the REST operations and stores them the same way.</summary>
internal sealed class ImportReferenceFileHandler(IPolicy policy, SchoolLoader schools, CalendarLoader calendars, RollLoader rolls)
    : IRequestHandler<ImportReferenceFile, Result<ImportReport>>
{
    public async Task<Result<ImportReport>> Handle(ImportReferenceFile request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.LoadReference, GrantTarget.All, cancellation: cancellationToken))
            return Error.NotFound;
        var (required, optional) = Columns(request.Kind);
        var file = await CsvFile.ReadAsync(request.File, required, optional, cancellationToken);
        if (file.Error is { } error)
            return error;
        var (rows, broken) = file.Value;
        var problems = broken.ToList();
        if (request.Strict && problems.Count > 0)
            return LoadReport.Rejected(problems);

        var parts = request.Kind switch
        {
            ReferenceFileKind.Schools =>
            [
                (strict, caller) => schools.LoadAsync(caller, rows.Select(ReadSchool).ToList(), strict, cancellationToken),
            ],
            ReferenceFileKind.Calendar => Parts<CalendarInput>(
                rows,
                problems,
                request.Strict,
                (school, lines) => CalendarInputs(school, lines, problems),
                (inputs, strict, caller) => calendars.LoadAsync(caller, inputs, strict, LoadReport.Line, cancellationToken)
            ),
            ReferenceFileKind.Roll => Parts<RollInput>(
                rows,
                problems,
                request.Strict,
                (school, lines) => [new RollInput(school, lines.Select(row => (row.Line, (RollLine?)ReadPupil(row, problems))).ToList())],
                (inputs, strict, caller) => rolls.LoadAsync(caller, inputs, strict, LoadReport.Line, cancellationToken)
            ),
        };
        if (request.Strict && problems.Count > 0)
            return LoadReport.Rejected(problems);

        var (changed, unchanged) = (0, 0);
        for (var i = 0; i < parts.Count; i++)
        {
            var result = await parts[i](request.Strict, request.Caller);
            if (result.Error is { } refused)
                return refused;
            changed += result.Value.Changed;
            unchanged += result.Value.Unchanged;
            problems.AddRange(result.Value.Problems);
            request.Progress?.Report((i + 1, parts.Count));
        }
        return new ImportReport(
            rows.Count + broken.Count,
            changed,
            unchanged,
            problems
                .OrderBy(problem => problem.Row)
                .Take(LoadReport.MostProblems)
                .Select(problem => new ImportProblem(
                    problem.Row,
                    problem.Field is null ? null : ColumnOf(problem.Field),
                    problem.Code,
                    problem.Detail
                ))
                .ToList()
        );
    }

    private static (string[] Required, string[] Optional) Columns(ReferenceFileKind kind) =>
        kind switch
        {
            ReferenceFileKind.Schools => (["laestab", "name", "phase"], ["urn"]),
            ReferenceFileKind.Calendar => (["laestab", "date", "session", "open"], ["start", "close", "year_group"]),
            ReferenceFileKind.Roll => (
                ["laestab", "upn", "given_name", "family_name", "birth_date", "sex", "entry_date", "year_group"],
                ["former_upns", "leaving_date", "status", "boarder", "group", "group_from", "siblings", "contacts", "markers"]
            ),
        };

    /// <summary>One commit for each school, or one for all when strict.</summary>
    private static List<Func<bool, Caller, Task<Result<LoadReport>>>> Parts<T>(
        IEnumerable<FileRow> rows,
        List<RowProblem> problems,
        bool strict,
        Func<Laestab, IReadOnlyList<FileRow>, IReadOnlyList<T>> read,
        Func<IReadOnlyList<T>, bool, Caller, Task<Result<LoadReport>>> load
    )
    {
        var bySchool = new SortedDictionary<Laestab, List<FileRow>>();
        foreach (var row in rows)
        {
            if (!Laestab.TryParse(row["laestab"], out var school))
                problems.Add(new RowProblem(row.Line, "laestab", "laestab-invalid", "A LAESTAB has seven digits."));
            else if (bySchool.TryGetValue(school, out var lines))
                lines.Add(row);
            else
                bySchool[school] = [row];
        }
        var inputs = bySchool.Select(school => read(school.Key, school.Value)).ToList();
        return (strict ? [inputs.SelectMany(input => input).ToList()] : inputs)
            .Select<IReadOnlyList<T>, Func<bool, Caller, Task<Result<LoadReport>>>>(input => (all, caller) => load(input, all, caller))
            .ToList();
    }

    private static (int Row, SchoolLine Line) ReadSchool(FileRow row)
    {
        // A number that is none becomes one that is refused.
        var urn =
            row["urn"] is not { } text ? (int?)null
            : int.TryParse(text, out var number) ? number
            : 0;
        return (row.Line, new SchoolLine(row["laestab"], row["name"], urn, row["phase"]));
    }

    private static List<CalendarInput> CalendarInputs(Laestab school, IReadOnlyList<FileRow> rows, List<RowProblem> problems)
    {
        var lines = new List<(AcademicYear Year, int Row, SessionLine Line)>();
        foreach (var row in rows)
        {
            if (!RollCheck.TryDate(row["date"], out var date))
            {
                problems.Add(new RowProblem(row.Line, "date", "date-invalid", "A date is written yyyy-MM-dd."));
                continue;
            }
            var line = new SessionLine(row["date"], row["session"], Truth(row["open"]), row["start"], row["close"], row["year_group"]);
            lines.Add((AcademicYear.Of(date), row.Line, line));
        }
        return lines
            .GroupBy(line => line.Year)
            .Select(year => new CalendarInput(school, year.Key, year.Select(line => (line.Row, (SessionLine?)line.Line)).ToList()))
            .ToList();
    }

    private static RollLine ReadPupil(FileRow row, List<RowProblem> problems)
    {
        var boarder = row["boarder"] is { } text ? Truth(text) : false;
        if (boarder is null)
            problems.Add(new RowProblem(row.Line, "boarder", "boolean-invalid", "Yes or no; taken as no."));
        return new RollLine
        {
            Upn = row["upn"],
            FormerUpns = row["former_upns"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            GivenName = row["given_name"],
            FamilyName = row["family_name"],
            BirthDate = row["birth_date"],
            Sex = row["sex"],
            EntryDate = row["entry_date"],
            LeavingDate = row["leaving_date"],
            Status = row["status"],
            Boarder = boarder,
            YearGroup = row["year_group"],
            Group = row["group"],
            GroupFrom = row["group_from"],
            Siblings = row["siblings"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Contacts = row["contacts"]?.Split(';').Select(ReadContact).ToList(),
            Markers = row["markers"]?.Split(';').Select(ReadMarker).ToList(),
        };
    }

    private static ContactLine ReadContact(string text)
    {
        var parts = text.Split('|');
        return new ContactLine(Part(parts, 0), Part(parts, 1), Truth(Part(parts, 2)), Part(parts, 3), Part(parts, 4));
    }

    private static MarkerLine ReadMarker(string text)
    {
        var parts = text.Split('|');
        return new MarkerLine(Part(parts, 0), Part(parts, 2), Part(parts, 3), Part(parts, 1), Part(parts, 4));
    }

    private static string? Part(string[] parts, int place) =>
        place < parts.Length && parts[place].Trim() is { Length: > 0 } text ? text : null;

    private static bool? Truth(string? text) =>
        text?.ToLowerInvariant() switch
        {
            "true" or "yes" or "y" or "1" => true,
            "false" or "no" or "n" or "0" => false,
            _ => null,
        };

    /// <summary>The column that fills a field: birthDate is birth_date.</summary>
    private static string ColumnOf(string field)
    {
        var column = new StringBuilder(field.Length + 4);
        foreach (var c in field)
            column.Append(char.IsAsciiLetterUpper(c) ? $"_{char.ToLowerInvariant(c)}" : c);
        return column.ToString();
    }
}
