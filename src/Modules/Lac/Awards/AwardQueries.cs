using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Board;
using Attendance.Lac.Children;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;

namespace Attendance.Lac.Awards;

/// <summary>Award lists.</summary>
[QueryRoot]
internal sealed class AwardQueries(CareDesk desk, BoardReader board, IMediator mediator)
{
    private const int LongestSpan = 200;
    private const int SideBySide = 16;

    [Description(
        "Who of the looked-after children in the caller's scope is in line for an attendance award between two days, both included: the best, and those who improved most against as many days before. At most 200 days."
    )]
    [Cost(100)]
    public async Task<AttendanceAwards?> AttendanceAwards(
        Caller caller,
        [Description("First day.")] DateOnly from,
        [Description("Last day.")] DateOnly to,
        CancellationToken cancellation = default
    )
    {
        var days = to.DayNumber - from.DayNumber + 1;
        if (days is < 1 or > LongestSpan)
            throw Refusal.BadInput("days-invalid", $"The last day is not before the first, and at most {LongestSpan} days after it.");
        var children = await board.ReadAsync(await desk.VisibleAsync(caller, "s.pupil_id", cancellation), cancellation);
        var pupils = await mediator.Send(new ReadPupils(caller, [.. children.Select(row => new PupilId(row.PupilId))]), cancellation);
        var lines = new List<AwardLine>();
        foreach (var some in pupils.Keys.Chunk(SideBySide))
            lines.AddRange((await Task.WhenAll(some.Select(LineAsync))).OfType<AwardLine>());
        lines.Sort((one, other) => one.Pupil.Key.Value.CompareTo(other.Pupil.Key.Value));
        return new AttendanceAwards(
            [.. AwardList.Best(lines, line => line.Now)],
            [.. AwardList.MostImproved(lines, line => line.Now, line => line.Earlier)]
        );

        async Task<AwardLine?> LineAsync(PupilId child)
        {
            var read = await mediator.Send(new ReadSessions(caller, child, from.AddDays(-days), to), cancellation);
            return read.Error is null
                ? AwardLine.Of(pupils[child], read.Value.Count(from, to), read.Value.Count(from.AddDays(-days), from.AddDays(-1)))
                : null;
        }
    }
}

[Description("Who is in line for an attendance award.")]
internal sealed record AttendanceAwards(
    [property: Description("The best attendance first, at most 10.")] IReadOnlyList<AwardLine> Best,
    [property: Description("Those who improved most, at most 10.")] IReadOnlyList<AwardLine> MostImproved
);

[Description("A child in line for an attendance award.")]
internal sealed record AwardLine(
    [property: Description("The child.")] PupilNode Pupil,
    [property: Description("The child's school today; null: on no roll.")] string? School,
    [property: Description("Half-days at which the child could have attended.")] int Possible,
    [property: Description("Of them attended.")] int Attended,
    [property: Description("Attended of possible, in per cent; null without a possible half-day.")] decimal? Percent,
    [property: Description("The same over as many days before; null without a possible half-day.")] decimal? PercentBefore
)
{
    /// <summary>The days of the award.</summary>
    [GraphQL.Ignore]
    public required SessionCounts Now { get; init; }

    /// <summary>As many days before.</summary>
    [GraphQL.Ignore]
    public required SessionCounts Earlier { get; init; }

    public static AwardLine Of(PupilAtSchool at, SessionCounts now, SessionCounts earlier) =>
        new(at.Pupil, at.SchoolName, now.Possible, now.Attended, now.AttendancePercent, earlier.AttendancePercent)
        {
            Now = now,
            Earlier = earlier,
        };
}
