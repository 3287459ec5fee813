using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Documents;
using Attendance.SharedKernel.Time;

namespace Attendance.Lac.Years;

/// <summary>Reads annual reports for a caller.</summary>
internal sealed class YearReports(IPolicy policy, YearBook book, YearMaker maker, SchoolClock clock)
{
    /// <summary>The report of a year: as it was closed, or as it stands. Null: the caller may not, or the year has not begun.</summary>
    public async Task<YearReport?> ReadAsync(Caller caller, AcademicYear year, CancellationToken cancellation)
    {
        if (
            year == default
            || year.FirstDay > clock.Today
            || !await policy.MayAsync(caller, Act.ReadCareFigures, CareBook.Register, cancellation: cancellation)
        )
            return null;
        if (await book.FindAsync(year, cancellation) is { } closed)
            return new YearReport(closed.Figures, closed.KnownAt, Closed: true);
        var now = clock.Now;
        return new YearReport(await maker.MakeAsync(year, null, cancellation), now, Closed: false);
    }
}

/// <summary>An annual report, and the instant at which what it says was known.</summary>
internal sealed record YearReport(YearFigures Figures, DateTimeOffset KnownAt, bool Closed)
{
    /// <summary>On paper and as a workbook.</summary>
    public ReportDocument Document()
    {
        var (published, oc2) = (Figures.Published, Figures.Oc2);
        var culture = CultureInfo.InvariantCulture;
        return new ReportDocument(
            $"Looked-after children: attendance in {Figures.Year}",
            [
                $"As it was known on {SchoolClock.Local(KnownAt).ToString("d MMMM yyyy 'at' HH:mm", culture)}.{(Closed ? "" : " The year is not closed: corrections still change it.")}",
                $"Children in care for the twelve months to {YearFigures.PublishedOn(Figures.Year).ToString("d MMMM yyyy", culture)}, in the half terms that the national figures count. For OC2: children of school age in care for the twelve months to {YearFigures.Oc2On(Figures.Year).ToString("d MMMM yyyy", culture)}.",
            ],
            [
                Table(
                    "Absence",
                    [
                        ["Children", published.Pupils, null],
                        ["Possible half-days", published.Possible, null],
                        ["Absence", published.Overall, published.OverallPercent],
                        ["Authorised absence", published.Authorised, published.AuthorisedPercent],
                        ["Unauthorised absence", published.Unauthorised, published.UnauthorisedPercent],
                        ["Persistently absent (a tenth or more)", published.Persistent, published.PersistentPercent],
                        ["Severely absent (half or more)", published.Severe, published.SeverePercent],
                    ]
                ),
                Table(
                    "OC2",
                    [
                        ["Children of school age", oc2.Pupils, null],
                        ["Missed 25 days or more", oc2.MissedTwentyFiveDays, oc2.Percent],
                        ["England in 2005", null, YearFigures.Benchmark],
                    ]
                ),
                Table(
                    "Terms",
                    [.. Figures.Terms.Select(term => (IReadOnlyList<object?>)[$"{term.Term} term, absence", term.Missed, term.Percent])]
                ),
            ],
            KnownAt
        );

        static ReportTable Table(string title, IReadOnlyList<IReadOnlyList<object?>> rows) =>
            new(title, title, [new ReportColumn("", 0.6), new ReportColumn("Number", 0.2), new ReportColumn("%", 0.2)], rows, "");
    }
}
