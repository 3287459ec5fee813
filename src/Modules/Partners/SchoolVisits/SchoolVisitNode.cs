using System.ComponentModel;
using Attendance.Partners.Effects;
using Attendance.SharedKernel.GraphQL;
using GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.SchoolVisits;

[Description("A record of visit. Never changed afterwards.")]
[Name("SchoolVisit")]
internal sealed record SchoolVisitNode(
    [property: Description("The record's id."), Id] string Id,
    [property: Description("Why the school was visited.")] VisitKind Kind,
    [property: Description("The day of the visit.")] DateOnly VisitedOn,
    [property: Description("Attendance as it was known when the record was written; null under five children.")]
        SchoolVisitFigures? Figures,
    [property: Description("What was found, for senior staff; null in the governors' copy.")] string? Findings,
    [property: Description("What was agreed with senior staff; null in the governors' copy.")] string? Agreed,
    [property: Description("What governors are told beside the figures.")] string ForGovernors,
    [property: Description("Who wrote it; null in the governors' copy.")] string? WrittenBy,
    [property: Description("When it was written.")] DateTimeOffset WrittenAt
)
{
    /// <summary>The record itself.</summary>
    [Ignore]
    public required SchoolVisit Source { get; init; }

    /// <summary>The whole record, or (<paramref name="by"/> null) the governors' copy.</summary>
    public static SchoolVisitNode Of(SchoolVisit visit, string? by) =>
        new(
            $"{visit.Id}",
            visit.Kind,
            visit.VisitedOn,
            visit.Figures.IsHidden ? null : SchoolVisitFigures.Of(visit.Figures),
            by is null ? null : visit.Findings,
            by is null ? null : visit.Agreed,
            visit.ForGovernors,
            by,
            visit.WrittenAt
        )
        {
            Source = visit,
        };
}

/// <summary>What has changed in the registers since a record was written, counted only when it is asked for.</summary>
[Extends(typeof(SchoolVisitNode))]
internal sealed class SchoolVisitChanges(VisitFigureReader reader)
{
    [Description(
        "The half-days of the record's figures that count otherwise by now, because registers were completed or corrected after it; null under five children."
    )]
    [Cost(10)]
    public async Task<VisitChange?> Since(SchoolVisitNode visit, CancellationToken cancellation = default)
    {
        if (visit.Source.Figures.IsHidden)
            return null;
        var (then, (now, missing)) = (visit.Source.Figures, await reader.NowAsync(visit.Source, cancellation));
        return new VisitChange(
            HalfDaysNode.Of(now),
            now != then.School || missing != then.Missing,
            now.Possible - then.School.Possible,
            now.Authorised - then.School.Authorised,
            now.Unauthorised - then.School.Unauthorised,
            missing - then.Missing
        );
    }
}

[Description("Attendance in a record of visit: half-days of the school year up to a day, as recorded by an instant.")]
internal sealed record SchoolVisitFigures(
    [property: Description("Sessions up to and with this day.")] DateOnly AsOf,
    [property: Description("As recorded by this instant.")] DateTimeOffset KnownAt,
    [property: Description("Children with a possible half-day.")] int Children,
    [property: Description("The school.")] HalfDaysNode School,
    [property: Description("Half-days without a reason: in no sum yet.")] long Missing,
    [property: Description("The school a year before, to the same day.")] HalfDaysNode LastYear,
    [property: Description("All schools of its phase, to the same day.")] HalfDaysNode Alike
)
{
    public static SchoolVisitFigures Of(VisitFigures figures) =>
        new(
            figures.AsOf,
            figures.KnownAt,
            figures.Children,
            HalfDaysNode.Of(figures.School),
            figures.Missing,
            HalfDaysNode.Of(figures.LastYear),
            HalfDaysNode.Of(figures.Alike)
        );
}

[Description("What the same half-days come to now, and by how much that differs.")]
internal sealed record VisitChange(
    [property: Description("The school's half-days up to the same day, as they count now.")] HalfDaysNode Now,
    [property: Description("True when anything differs.")] bool Changed,
    [property: Description("More possible half-days than then.")] long Possible,
    [property: Description("More half-days missed with leave.")] long Authorised,
    [property: Description("More half-days missed without leave.")] long Unauthorised,
    [property: Description("More half-days without a reason.")] long Missing
);
