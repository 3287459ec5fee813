using System.Globalization;
using Attendance.SharedKernel;
using CsvHelper;

namespace Attendance.City.LookedAfter;

/// <summary>
/// A published row of looked-after children: those in care for the twelve months to 31 March of a school year, over six half terms. Pupils, half-days, and how many missed at least a tenth
/// and at least half of their own possible half-days; null where the file says <c>c</c> (confidential). Source: DfE, "Outcomes for children in need, including children looked after".
/// </summary>
internal sealed record LookedAfterRow(
    AcademicYear Year,
    string Phase,
    int Pupils,
    int Possible,
    int Authorised,
    int Unauthorised,
    int? Persistent,
    int? Severe,
    IReadOnlyDictionary<string, decimal?> Percentages
)
{
    /// <summary>The row of all phases together.</summary>
    public const string AllPhases = "Total";

    private static readonly string[] Rates =
    [
        "pt_overall",
        "pt_sess_authorised",
        "pt_sess_unauthorised",
        "pt_pupils_pa_10_exact",
        "pt_pupils_pa_50_exact",
    ];

    private const string Group = "CLA 12 months at 31 March";

    /// <summary>The file of Salford, 2018/19 to 2023/24, that comes with the program.</summary>
    public static string Salford => Path.Combine(AppContext.BaseDirectory, "figures", "salford-looked-after-201819-202324.csv");

    public int Overall => Authorised + Unauthorised;

    /// <summary>Reads the row of a year and phase. Throws <see cref="FormatException"/> when there is none, or when its half-days are not published.</summary>
    public static LookedAfterRow Read(string path, AcademicYear year, string phase)
    {
        using var reader = new StreamReader(path);
        using var csv = CsvReader.Create(reader, new CsvReaderOptions());
        while (csv.Read())
        {
            if (
                Text(csv, "time_period") != year.ToString().Replace("/", "", StringComparison.Ordinal)
                || Text(csv, "social_care_group") != Group
                || Text(csv, "phase_type_grouping") != phase
            )
                continue;
            if (Text(csv, "absence_terms") != "six half terms")
                throw new FormatException("The row does not cover six half terms.");
            var row = new LookedAfterRow(
                year,
                phase,
                Need(csv, "t_pupils"),
                Need(csv, "t_sess_possible"),
                Need(csv, "t_sess_authorised"),
                Need(csv, "t_sess_unauthorised"),
                Number(csv, "t_pupils_pa_10_exact"),
                Number(csv, "t_pupils_pa_50_exact"),
                Rates.ToDictionary(
                    column => column,
                    column => decimal.TryParse(Text(csv, column), CultureInfo.InvariantCulture, out var percent) ? percent : (decimal?)null
                )
            );
            return row.Overall == Need(csv, "t_sess_overall")
                ? row
                : throw new FormatException("t_sess_overall is not the sum of authorised and unauthorised.");
        }
        throw new FormatException($"The file has no row of looked-after children of {year}, {phase}.");
    }

    private static int Need(CsvReader csv, string column) =>
        Number(csv, column) ?? throw new FormatException($"{column} is \"{Text(csv, column)}\": from this row no children can be made.");

    private static int? Number(CsvReader csv, string column) =>
        int.TryParse(Text(csv, column), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(CsvReader csv, string column) =>
        csv.TryGetFieldIndex(column, out var index)
            ? csv.GetString(index).Trim()
            : throw new FormatException($"column {column} is missing");
}
