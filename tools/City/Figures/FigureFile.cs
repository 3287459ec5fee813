using System.Globalization;
using Attendance.SharedKernel;
using CsvHelper;

namespace Attendance.City.Figures;

/// <summary>A file of published school rows, of any school year: the rows that can be used, in the file's order, and those refused by name.</summary>
internal sealed record FigureFile(IReadOnlyList<FigureRow> Rows, IReadOnlyList<RefusedRow> Refused)
{
    /// <summary>The reason columns of authorised absence and the register code each stands for.</summary>
    private static readonly (string Column, char Code)[] AuthorisedColumns =
    [
        ("sess_auth_illness", 'I'),
        ("sess_auth_appointments", 'M'),
        ("sess_auth_religious", 'R'),
        ("sess_auth_study", 'S'),
        ("sess_auth_traveller", 'T'),
        ("sess_auth_holiday", 'H'),
        ("sess_auth_ext_holiday", 'F'),
        ("sess_auth_excluded", 'E'),
        ("sess_auth_other", 'C'),
    ];

    private static readonly (string Column, char Code)[] UnauthorisedColumns =
    [
        ("sess_unauth_holiday", 'G'),
        ("sess_unauth_late", 'U'),
        ("sess_unauth_other", 'O'),
        ("sess_unauth_noyet", 'N'),
    ];

    /// <summary>The authority's own rows of the same year, by phase.</summary>
    public static string Authority2006 => Path.Combine(AppContext.BaseDirectory, "figures", "salford-la-200607.csv");

    /// <summary>The file of Salford's 103 schools in 2006/07 that comes with the program.</summary>
    public static string Salford2006 => Path.Combine(AppContext.BaseDirectory, "figures", "salford-schools-200607.csv");

    /// <summary>Reads a file. Rows that are not of a school (no LAESTAB) are passed over; a row that cannot be used is refused and the others go on.</summary>
    public static FigureFile Read(string path)
    {
        using var reader = new StreamReader(path);
        return Read(reader);
    }

    /// <summary>Reads the text of a file.</summary>
    public static FigureFile Read(TextReader text)
    {
        using var csv = CsvReader.Create(text, new CsvReaderOptions { TrackLineNumbers = true });
        var rows = new List<FigureRow>();
        var refused = new List<RefusedRow>();
        var seen = new HashSet<Laestab>();
        while (csv.Read())
        {
            var name = csv.TryGetFieldIndex("laestab", out var column) ? csv.GetString(column) : "";
            if (name.Length == 0)
                continue;
            var line = (int)csv.LineNumber;
            try
            {
                var row = Parse(csv, name);
                if (seen.Add(row.School))
                    rows.Add(row);
                else
                    refused.Add(new RefusedRow(line, name, "the school has a row already"));
            }
            catch (FormatException wrong)
            {
                refused.Add(new RefusedRow(line, name, wrong.Message));
            }
        }
        return new FigureFile(rows, refused);
    }

    private static FigureRow Parse(CsvReader csv, string name)
    {
        if (!Laestab.TryParse(name, out var school))
            throw new FormatException("laestab is not seven digits");
        var period = Text(csv, "time_period");
        if (period.Length != 6 || !AcademicYear.TryParse($"{period.AsSpan(0, 4)}/{period.AsSpan(4)}", out var year))
            throw new FormatException("time_period is not a school year such as 200607");
        var halfTerms = Text(csv, "year_breakdown").ToLowerInvariant() switch
        {
            "five half terms" => 5,
            "six half terms" => 6,
            var other => throw new FormatException($"year_breakdown \"{other}\" is neither five nor six half terms"),
        };
        var all = Totals(csv, "");
        var persistent = Totals(csv, "_pa_10_exact");
        var row = new FigureRow(
            school,
            Number(csv, "urn"),
            PhaseOf(Text(csv, "school_type"), Text(csv, "all_through")),
            year,
            halfTerms,
            all,
            persistent,
            Reasons(csv, AuthorisedColumns, "sess_authorised", all.Authorised, 'C'),
            Reasons(csv, UnauthorisedColumns, "sess_unauthorised", all.Unauthorised, 'O')
        );
        if (all.Enrolments == 0)
            throw new FormatException("no enrolments");
        var others = row.Others;
        if (others.Enrolments < 0 || others.Possible < 0 || others.Authorised < 0 || others.Unauthorised < 0)
            throw new FormatException("the persistent-absence group is larger than the whole");
        return row;
    }

    private static GroupTotals Totals(CsvReader csv, string suffix)
    {
        var totals = new GroupTotals(
            Number(csv, "enrolments" + suffix),
            Number(csv, "sess_possible" + suffix),
            Number(csv, "sess_authorised" + suffix),
            Number(csv, "sess_unauthorised" + suffix)
        );
        if (Number(csv, "sess_overall" + suffix) != totals.Overall)
            throw new FormatException($"sess_overall{suffix} is not the sum of authorised and unauthorised");
        if (totals.Overall > totals.Possible)
            throw new FormatException($"more absence than possible sessions{suffix}");
        return totals;
    }

    /// <summary>
    /// One side's sessions by code. Where the reasons add up to less than the side's total the rest has no known reason and gets <paramref name="rest"/>.
    /// </summary>
    private static Dictionary<char, int> Reasons(
        CsvReader csv,
        (string Column, char Code)[] columns,
        string totalColumn,
        int total,
        char rest
    )
    {
        var byCode = columns.ToDictionary(column => column.Code, column => Number(csv, column.Column));
        var sum = byCode.Values.Sum();
        if (sum > total)
            throw new FormatException($"the reasons add up to {sum}, more than {totalColumn} {total}");
        byCode[rest] += total - sum;
        return byCode;
    }

    private static string PhaseOf(string schoolType, string allThrough) =>
        schoolType.ToLowerInvariant() switch
        {
            _ when allThrough is "1" or "Yes" => "all-through",
            var type when type.Contains("primary") => "primary",
            var type when type.Contains("secondary") => "secondary",
            var type when type.Contains("special") => "special",
            var type when type.Contains("referral") || type.Contains("alternative") => "alternative-provision",
            var type => throw new FormatException($"school_type \"{type}\" is not known"),
        };

    private static string Text(CsvReader csv, string column) =>
        csv.TryGetFieldIndex(column, out var index)
            ? csv.GetString(index).Trim()
            : throw new FormatException($"column {column} is missing");

    private static int Number(CsvReader csv, string column) =>
        int.TryParse(Text(csv, column), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{column} is \"{Text(csv, column)}\", not a number");
}
