using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Lac.Years;

/// <summary>Annual reports on looked-after children's attendance.</summary>
[QueryRoot]
internal sealed class YearQueries(YearReports reports)
{
    [Description(
        "The annual report on looked-after children's attendance: as it was closed on 31 December after the year, or as it stands. Null with NOT_FOUND when there is none for this caller."
    )]
    [Cost(300)]
    public async Task<LookedAfterYear?> LookedAfterYear(
        Caller caller,
        [Description("The school year.")] AcademicYear year,
        CancellationToken cancellation = default
    ) => await reports.ReadAsync(caller, year, cancellation) is { } report ? Years.LookedAfterYear.Of(report) : throw Refusal.NotFound();
}

[Description("The annual report on looked-after children's attendance. Percentages to 1 place.")]
internal sealed record LookedAfterYear(
    [property: Description("The school year.")] AcademicYear Year,
    [property: Description("True when it is closed and stands.")] bool Closed,
    [property: Description("The instant at which what it says was known.")] DateTimeOffset KnownAt,
    [property: Description(
        "Children in care for the twelve months to 31 March, of an age and with a half-day that national figures count."
    )]
        int Pupils,
    [property: Description("Their possible half-days.")] long Possible,
    [property: Description("Half-days of authorised absence.")] long Authorised,
    [property: Description("Half-days of unauthorised absence.")] long Unauthorised,
    [property: Description("Absence in per cent of possible half-days.")] decimal? OverallPercent,
    [property: Description("Authorised absence in per cent.")] decimal? AuthorisedPercent,
    [property: Description("Unauthorised absence in per cent.")] decimal? UnauthorisedPercent,
    [property: Description("Children who missed at least a tenth of their own possible half-days.")] int Persistent,
    [property: Description("The same in per cent of the children.")] decimal? PersistentPercent,
    [property: Description("Children who missed at least half.")] int Severe,
    [property: Description("The same in per cent of the children.")] decimal? SeverePercent,
    [property: Description("OC2: children of school age in care for the twelve months to the 30 September after the year.")] int Oc2Pupils,
    [property: Description("OC2: those of them who missed 25 days or more.")] int Oc2MissedTwentyFiveDays,
    [property: Description("OC2: the same in per cent.")] decimal? Oc2Percent,
    [property: Description("OC2: England's percentage of 2005, to compare with.")] decimal Oc2Benchmark,
    [property: Description("Absence by term.")] IReadOnlyList<LookedAfterTerm> Terms,
    [property: Description("Where it is as a PDF.")] string Pdf,
    [property: Description("Where it is as a workbook (XLSX).")] string Workbook
)
{
    public static LookedAfterYear Of(YearReport report)
    {
        var (figures, published, oc2) = (report.Figures, report.Figures.Published, report.Figures.Oc2);
        return new LookedAfterYear(
            figures.Year,
            report.Closed,
            report.KnownAt,
            published.Pupils,
            published.Possible,
            published.Authorised,
            published.Unauthorised,
            published.OverallPercent,
            published.AuthorisedPercent,
            published.UnauthorisedPercent,
            published.Persistent,
            published.PersistentPercent,
            published.Severe,
            published.SeverePercent,
            oc2.Pupils,
            oc2.MissedTwentyFiveDays,
            oc2.Percent,
            YearFigures.Benchmark,
            [.. figures.Terms.Select(term => new LookedAfterTerm(term.Term, term.Possible, term.Missed, term.Percent))],
            ReadYearReport.Link(figures.Year, "pdf"),
            ReadYearReport.Link(figures.Year, "xlsx")
        );
    }
}

[Description("Absence of looked-after children in one term.")]
internal sealed record LookedAfterTerm(
    [property: Description("The term.")] SchoolTerm Term,
    [property: Description("Possible half-days.")] long Possible,
    [property: Description("Half-days missed.")] long Missed,
    [property: Description("Missed in per cent of possible.")] decimal? AbsencePercent
);
