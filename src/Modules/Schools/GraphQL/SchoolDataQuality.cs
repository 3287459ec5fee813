using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.Schools.Registers;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;

namespace Attendance.Schools.GraphQL;

/// <summary>What wants looking at in a school's registers.</summary>
[Extends(typeof(SchoolNode))]
internal sealed class SchoolDataQuality(IPolicy policy, DataQuality quality, SchoolClock clock)
{
    private const int UsualDays = 28;

    [Description(
        "What wants looking at in the school's registers, kind by kind, each down to half-days and classes. Counts only: it names no child."
    )]
    [Cost(50)]
    public async Task<QualityReport> DataQuality(
        SchoolNode school,
        Caller caller,
        [Description("The first day; 27 days before the last when left out.")] DateOnly? from = null,
        [Description("The last day; today when left out. At most 62 days together.")] DateOnly? to = null,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.ReadFigures, GrantTarget.Of(school.Laestab), cancellation: cancellation))
            throw Refusal.NotFound();
        var last = to ?? clock.Today;
        var first = from ?? last.AddDays(-(UsualDays - 1));
        if (first > last || last.DayNumber - first.DayNumber >= Reading.DataQuality.MostDays)
            throw Refusal.BadInput("from", $"Ask for 1 to {Reading.DataQuality.MostDays} days.");
        var read = await quality.ReadAsync(school.Laestab, first, last, cancellation);
        return new QualityReport(
            first,
            last,
            read.Due,
            read.Good,
            read.Due == 0 ? null : read.Good * 100 / read.Due,
            [.. read.Findings.Select(finding => QualityLine.Of(finding))]
        );
    }
}

[Description("What wants looking at in a school's registers of some days.")]
internal sealed record QualityReport(
    [property: Description("The first day.")] DateOnly From,
    [property: Description("The last day.")] DateOnly To,
    [property: Description("Registers of classes that were due or posted.")] int Due,
    [property: Description("Of these, whole and posted before they closed.")] int Complete,
    [property: Description("The quality score: complete of due, in whole per cent, rounded down; null without a register due.")] int? Score,
    [property: Description("One line for each kind, also where nothing was found.")] IReadOnlyList<QualityLine> Findings
);

[Description("Something that wants looking at, and where.")]
internal sealed record QualityLine(
    [property: Description("What it is.")] QualityKind Kind,
    [property: Description("How many: registers for missing, late and all-present ones, marks elsewhere.")] int Count,
    [property: Description("Where: the latest first, at most 200.")] IReadOnlyList<QualityPlace> Registers
)
{
    private const int MostPlaces = 200;

    public static QualityLine Of(QualityFinding finding) =>
        new(finding.Kind, finding.Count, [.. finding.Where.Take(MostPlaces).Select(QualityPlace.Of)]);
}

[Description("A half-day and class of a finding.")]
internal sealed record QualityPlace(
    [property: Description("The school's local date.")] DateOnly Date,
    [property: Description("Morning or afternoon.")] HalfDay Half,
    [property: Description("The class; null where the post or the roll names none, or the whole school is meant.")] string? Group,
    [property: Description("How many there, as the kind counts: marks, children, half-days running or minutes.")] int Count
)
{
    public static QualityPlace Of(SessionCount row) =>
        new(row.Session.Date, row.Session.Half, row.Group.Length == 0 ? null : row.Group, row.Count);
}
