using System.Data.Common;
using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Lac.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Files;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Lac.Children;

/// <summary>Reads an SSDA903 file and records each child's times in care as by hand.</summary>
internal sealed class ImportLookedAfterHandler(
    IPolicy policy,
    IAuditTrail audit,
    IFindPupil pupils,
    CareFamily family,
    UnitBook units,
    CareBook book,
    IWriter writer,
    SchoolClock clock
) : IRequestHandler<ImportLookedAfter, Result<ImportReport>>
{
    private const int MostProblems = 1_000;

    private static readonly string[] Required = ["upn", "decom", "ls", "place"];

    private static readonly string[] Optional =
    [
        "child",
        "sex",
        "dob",
        "ethnic",
        "mother",
        "mc_dob",
        "rne",
        "cin",
        "place_provider",
        "dec",
        "rec",
        "reason_place_change",
        "home_post",
        "pl_post",
        "urn",
        "la",
        "unit",
        "social_worker",
    ];

    public async Task<Result<ImportReport>> Handle(ImportLookedAfter request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.RecordCare, CareBook.Register, cancellation: cancellationToken))
            return Error.NotFound;
        var file = await CsvFile.ReadAsync(request.File, Required, Optional, cancellationToken);
        if (file.Error is { } error)
            return error;
        var (rows, broken) = file.Value;
        var problems = broken.ToList();
        var children = Read(rows, problems, out var without);
        if (request.Strict && problems.Count > 0)
            return Rejected(problems);
        var known = new List<(PupilId Pupil, IReadOnlyList<CareRow> Rows)>();
        foreach (var (upn, own) in children)
        {
            if (await pupils.FindAsync(upn, cancellationToken) is { } pupil)
                known.Add((await family.KeptUnderAsync(pupil, cancellationToken), own));
            else
                problems.AddRange(
                    own.Select(row => new RowProblem(row.Line, "upn", "unknown-pupil", "Nobody on a roll here has or had this UPN."))
                );
        }
        if (request.Strict && problems.Count > 0)
            return Rejected(problems);
        await audit.ChangingAsync(request.Caller, nameof(ImportLookedAfter), "looked-after", $"{rows.Count} rows", cancellationToken);
        var named = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var unit in known.SelectMany(child => child.Rows).Select(row => row.Unit).OfType<string>().Distinct())
            named[unit] = await units.FindOrMakeAsync(request.Caller, unit, cancellationToken);
        // One commit for each child, or one for all when strict.
        var (changed, unchanged, done) = (0, without, 0);
        foreach (var some in known.Chunk(request.Strict ? Math.Max(1, known.Count) : 1))
        {
            try
            {
                var (news, olds, wrong) = await writer.Run(
                    async transaction =>
                    {
                        var stored = await SaveAsync(transaction, request.Caller, some, named, cancellationToken);
                        return request.Strict && stored.Problems.Count > 0 ? throw new RejectedException(stored.Problems) : stored;
                    },
                    cancellationToken
                );
                changed += news;
                unchanged += olds;
                problems.AddRange(wrong);
            }
            catch (RejectedException rejected)
            {
                return Rejected(rejected.Problems);
            }
            request.Progress?.Report((done += some.Length, known.Count));
        }
        return Report(rows.Count + broken.Count, changed, unchanged, problems);
    }

    /// <summary>
    /// The rows by child, each child's in order of time. An episode that ends on the day on which the next begins ends the day before.
    /// </summary>
    private SortedDictionary<Upn, List<CareRow>> Read(IReadOnlyList<FileRow> rows, List<RowProblem> problems, out int without)
    {
        without = 0;
        var children = new SortedDictionary<Upn, List<CareRow>>();
        foreach (var row in rows)
        {
            if (row["upn"] is ['U', 'N', >= '1' and <= '5'])
                without++;
            else if (!Upn.TryParse(row["upn"], out var upn))
                problems.Add(new RowProblem(row.Line, "upn", "upn-invalid", "Neither a UPN nor one of UN1 to UN5."));
            else if (Parse(row, problems) is { } episode)
            {
                if (!children.TryGetValue(upn, out var own))
                    children[upn] = own = [];
                own.Add(episode);
            }
        }
        foreach (var own in children.Values)
        {
            own.Sort((one, other) => one.Episode.Started.CompareTo(other.Episode.Started));
            for (var i = 0; i + 1 < own.Count; i++)
            {
                if (own[i].Episode.Ended == own[i + 1].Episode.Started)
                    own[i] = own[i] with { Episode = own[i].Episode with { Ended = own[i].Episode.Ended!.Value.AddDays(-1) } };
            }
        }
        return children;
    }

    private CareRow? Parse(FileRow row, List<RowProblem> problems)
    {
        if (!TryDate(row["decom"], out var started))
            return Wrong("decom", "date-invalid", "A date is written dd/mm/yyyy or yyyy-mm-dd.");
        DateOnly? ended = null;
        if (row["dec"] is { } text)
        {
            if (!TryDate(text, out var last))
                return Wrong("dec", "date-invalid", "A date is written dd/mm/yyyy or yyyy-mm-dd.");
            ended = last;
        }
        var episode = new CareEpisode(
            started,
            ended,
            row["ls"] ?? "",
            row["place"] ?? "",
            null,
            row["la"] ?? book.Authority,
            row["social_worker"]
        );
        if (RecordCareHandler.Check(episode, clock.Today) is { Fields: [var field, ..] })
            return Wrong(Column(field.Pointer), field.Code, field.Detail ?? "Not valid.");
        return new CareRow(row.Line, episode, row["unit"]);

        CareRow? Wrong(string column, string code, string detail)
        {
            problems.Add(new RowProblem(row.Line, column, code, detail));
            return null;
        }
    }

    private async Task<(int Changed, int Unchanged, List<RowProblem> Problems)> SaveAsync(
        DbTransaction transaction,
        Caller caller,
        IEnumerable<(PupilId Pupil, IReadOnlyList<CareRow> Rows)> some,
        Dictionary<string, long> named,
        CancellationToken cancellation
    )
    {
        var (changed, unchanged) = (0, 0);
        var problems = new List<RowProblem>();
        foreach (var (pupil, own) in some)
        foreach (var row in own)
        {
            var episode = row.Unit is { } unit ? row.Episode with { Unit = named[unit] } : row.Episode;
            var saved = await book.SaveAsync(transaction, caller, pupil, episode, withdrawn: false, cancellation);
            if (saved.Error is { } refused)
                problems.Add(new RowProblem(row.Line, "decom", refused.Code, refused.Message));
            else if (saved.Value)
                changed++;
            else
                unchanged++;
        }
        return (changed, unchanged, problems);
    }

    private static bool TryDate(string? text, out DateOnly date) =>
        DateOnly.TryParseExact(text, ["yyyy-MM-dd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static string Column(string pointer) =>
        pointer switch
        {
            "/started" => "decom",
            "/ended" => "dec",
            "/legalStatus" => "ls",
            "/placement" => "place",
            "/responsible" => "la",
            _ => "social_worker",
        };

    private static Error Rejected(List<RowProblem> problems) =>
        new(
            "import-rejected",
            "Nothing was stored, because rows are wrong.",
            [
                .. problems
                    .Take(MostProblems)
                    .Select(problem => new FieldError($"/{problem.Row}/{problem.Field}", problem.Code, problem.Detail)),
            ]
        );

    private static ImportReport Report(int read, int changed, int unchanged, List<RowProblem> problems) =>
        new(
            read,
            changed,
            unchanged,
            [
                .. problems
                    .OrderBy(problem => problem.Row)
                    .Take(MostProblems)
                    .Select(problem => new ImportProblem(problem.Row, problem.Field, problem.Code, problem.Detail)),
            ]
        );

    private sealed record CareRow(int Line, CareEpisode Episode, string? Unit);

#pragma warning disable CA1032, CA1064 // Never seen outside: it makes the writer roll back.
    private sealed class RejectedException(List<RowProblem> problems) : Exception
#pragma warning restore CA1032, CA1064
    {
        public List<RowProblem> Problems { get; } = problems;
    }
}
