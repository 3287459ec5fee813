using System.ComponentModel;
using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using MediatR;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Attendance.Host.Verbs;

/// <summary><c>report absence --year 2006/07</c>: the published absence statistics, with the column names of the DfE files.</summary>
internal sealed class ReportAbsenceVerb : Verb<ReportAbsenceVerb.Settings>
{
    // Reasons as the files name them, with the codes that they collect.
    private static readonly (string Column, string[] Codes)[] Reasons =
    [
        ("sess_auth_illness", ["I"]),
        ("sess_auth_appointments", ["M"]),
        ("sess_auth_religious", ["R"]),
        ("sess_auth_study", ["S"]),
        ("sess_auth_traveller", ["T"]),
        ("sess_auth_holiday", ["H"]),
        ("sess_auth_ext_holiday", ["F"]),
        ("sess_auth_excluded", ["E"]),
        ("sess_auth_other", ["C", "C1", "C2", "J1"]),
        ("sess_unauth_holiday", ["G"]),
        ("sess_unauth_late", ["U"]),
        ("sess_unauth_other", ["O"]),
        ("sess_unauth_noyet", ["N"]),
    ];

    private static readonly (string Name, Func<AbsenceRow, AcademicYear, string> Value)[] Columns =
    [
        ("time_period", (_, year) => $"{year.StartYear}{(year.StartYear + 1) % 100:00}"),
        ("geographic_level", (row, _) => row.Level),
        ("laestab", (row, _) => row.School?.ToString() ?? ""),
        ("urn", (row, _) => row.Urn?.ToString(CultureInfo.InvariantCulture) ?? ""),
        ("school_type", (row, _) => row.SchoolType),
        ("num_schools", (row, _) => Text(row.Schools)),
        ("enrolments", (row, _) => Text(row.Enrolments)),
        ("sess_possible", (row, _) => Text(row.Possible)),
        ("sess_overall", (row, _) => Text(row.Overall)),
        ("sess_authorised", (row, _) => Text(row.Authorised)),
        ("sess_unauthorised", (row, _) => Text(row.Unauthorised)),
        ("sess_overall_percent", (row, _) => Percent(row.Overall, row.Possible)),
        ("sess_authorised_percent", (row, _) => Percent(row.Authorised, row.Possible)),
        ("sess_unauthorised_percent", (row, _) => Percent(row.Unauthorised, row.Possible)),
        ("enrolments_pa_10_exact", (row, _) => Text(row.EnrolmentsPa)),
        ("enrolments_pa_10_exact_percent", (row, _) => Percent(row.EnrolmentsPa, row.Enrolments)),
        ("sess_possible_pa_10_exact", (row, _) => Text(row.PossiblePa)),
        ("sess_overall_pa_10_exact", (row, _) => Text(row.AuthorisedPa + row.UnauthorisedPa)),
        ("sess_authorised_pa_10_exact", (row, _) => Text(row.AuthorisedPa)),
        ("sess_unauthorised_pa_10_exact", (row, _) => Text(row.UnauthorisedPa)),
        .. Reasons.Select(reason =>
            (
                reason.Column,
                (Func<AbsenceRow, AcademicYear, string>)((row, _) => Text(reason.Codes.Sum(code => row.ByCode.GetValueOrDefault(code))))
            )
        ),
    ];

    internal sealed class Settings : DataSettings
    {
        [CommandOption("--year <YEAR>")]
        [Description("School year, like 2006/07.")]
        public string Year { get; init; } = "";

        [CommandOption("--school <LAESTAB>")]
        [Description("One school only.")]
        public string? School { get; init; }

        [CommandOption("--format <FORMAT>")]
        [Description("table (default) or csv.")]
        public string Format { get; init; } = "table";

        public override ValidationResult Validate()
        {
            if (!AcademicYear.TryParse(Year, out _))
                return ValidationResult.Error("--year needs a school year like 2006/07.");
            if (School is not null && !Laestab.TryParse(School, out _))
                return ValidationResult.Error("--school needs the seven digits of a LAESTAB.");
            return Format is "table" or "csv" ? ValidationResult.Success() : ValidationResult.Error("--format is table or csv.");
        }
    }

    protected override VerbRecord OnRecord(Settings settings) => new("report absence", Changes: false);

    protected override async Task<int> RunAsync(Settings settings, IServiceProvider services, CancellationToken cancellation)
    {
        if (!AcademicYear.TryParse(settings.Year, out var year))
            return 1;
        Laestab? school = Laestab.TryParse(settings.School, out var laestab) ? laestab : null;
        var result = await services
            .GetRequiredService<IMediator>()
            .Send(new ReportAbsence(Caller.System("report"), year, school), cancellation);
        if (result.Error is { } error)
            return Refuse(error);
        if (settings.Format == "csv")
        {
            Console.WriteLine(string.Join(',', Columns.Select(column => column.Name)));
            foreach (var row in result.Value)
                Console.WriteLine(string.Join(',', Columns.Select(column => column.Value(row, year))));
            return 0;
        }
        var table = new Table();
        string[] shown =
        [
            "geographic_level",
            "laestab",
            "school_type",
            "enrolments",
            "sess_possible",
            "sess_overall_percent",
            "sess_authorised_percent",
            "sess_unauthorised_percent",
            "enrolments_pa_10_exact",
            "enrolments_pa_10_exact_percent",
        ];
        var columns = Columns.Where(column => shown.Contains(column.Name)).ToList();
        foreach (var column in columns)
            table.AddColumn(column.Name);
        foreach (var row in result.Value)
            table.AddRow(columns.Select(column => Markup.Escape(column.Value(row, year))).ToArray());
        AnsiConsole.Write(table);
        return 0;
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Percent(long part, long whole) =>
        AbsenceRate.Percent(part, whole)?.ToString("0.#####", CultureInfo.InvariantCulture) ?? "";
}
