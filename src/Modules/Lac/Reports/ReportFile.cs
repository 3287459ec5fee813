using System.Globalization;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Documents;
using Attendance.SharedKernel.Problems;
using Microsoft.AspNetCore.Http;

namespace Attendance.Lac.Reports;

/// <summary>A report as a file.</summary>
internal static class ReportFile
{
    public const string Pdf = "application/pdf";
    public const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The report as pdf or xlsx; of another format there is none.</summary>
    public static IResult Of(ReportDocument report, string name, string format) =>
        format switch
        {
            "pdf" => Results.File(report.Pdf(), Pdf, $"{name}.pdf"),
            "xlsx" => Results.File(report.Workbook(), Workbook, $"{name}.xlsx"),
            _ => Problem.From(Error.NotFound),
        };

    /// <summary>Reads a day of an address.</summary>
    public static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
