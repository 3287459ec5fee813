using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.PublicFigures;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;

namespace Attendance.Schools.GraphQL;

/// <summary>The figures that may be shown to anybody.</summary>
[QueryRoot]
internal sealed class PublicFigureQueries(IMediator mediator)
{
    [Description(
        "The figures of a school year that may be published, up to the end of the last month that has ended: for elected members and the authority. Made once and kept. A count that is null is under 5, or would give one away. Null with NOT_FOUND when there are none for this caller, or not yet."
    )]
    [Cost(300)]
    public async Task<PublicFiguresNode?> PublicFigures(
        Caller caller,
        [Description("The school year.")] AcademicYear year,
        CancellationToken cancellation = default
    )
    {
        var figures = await mediator.Send(new ReadPublicFigures(caller, year), cancellation);
        return figures.Error is null ? PublicFiguresNode.Of(figures.Value) : throw Refusal.NotFound();
    }
}

[Description("Figures that may be published, small counts hidden.")]
[global::GraphQL.Name("PublicFigures")]
internal sealed record PublicFiguresNode(
    [property: Description("The school year.")] AcademicYear Year,
    [property: Description("The last date of sessions that count.")] DateOnly AsOf,
    [property: Description("All schools together, each phase, and each school after its phase.")] IReadOnlyList<PublicRowNode> Rows
)
{
    public static PublicFiguresNode Of(PublicTable table) =>
        new(table.Year, table.Table.AsOf, [.. table.Table.Rows.Select(row => PublicRowNode.Of(row, table))]);
}

[Description("A row of public figures. A count is null where it is hidden.")]
[global::GraphQL.Name("PublicFigureRow")]
internal sealed record PublicRowNode(
    [property: Description("The phase; null for all schools together.")] SchoolPhase? Phase,
    [property: Description("The school; null for a phase or all.")] Laestab? School,
    [property: Description("The school's name.")] string? Name,
    [property: Description("Enrolments with at least one possible session.")] int? Enrolments,
    [property: Description("Sessions at which the children could have been in school.")] long? Possible,
    [property: Description("Sessions attended.")] long? Attended,
    [property: Description("Sessions of authorised absence.")] long? Authorised,
    [property: Description("Sessions of unauthorised absence.")] long? Unauthorised,
    [property: Description("Half-days missed.")] long? Missed
)
{
    // A percentage of counts that are both shown says no more than they do.
    [Description("Attended as a percentage of possible sessions, to 1 place; null where one of them is hidden.")]
    public decimal? AttendancePercent => Percent(Attended);

    [Description("Missed as a percentage of possible sessions, to 1 place; null where one of them is hidden.")]
    public decimal? AbsencePercent => Percent(Missed);

    public static PublicRowNode Of(FigureRow row, PublicTable table) =>
        new(
            row.Phase,
            row.School,
            row.School is { } school ? table.Names.GetValueOrDefault(school) : null,
            (int?)row.Shown(FigureRow.Enrolments),
            row.Shown(FigureRow.Possible),
            row.Shown(FigureRow.Attended),
            row.Shown(FigureRow.Authorised),
            row.Shown(FigureRow.Unauthorised),
            row.Shown(FigureRow.Missed)
        );

    private decimal? Percent(long? sessions) =>
        sessions is { } some && Possible is { } possible ? AbsenceRate.Percent(some, possible, 1) : null;
}
