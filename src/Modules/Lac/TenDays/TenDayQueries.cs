using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Board;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Lac.TenDays;

/// <summary>The quarter's reports on children who missed ten days.</summary>
[QueryRoot]
internal sealed class TenDayQueries(TenDayReports reports, TenDayActions actions, IMediator mediator, SchoolClock clock)
{
    [Description("The quarters of the report on children who missed ten days: the running one first, then those that were frozen.")]
    [Cost(10)]
    public async Task<IReadOnlyList<TenDayQuarter>?> TenDayQuarters(Caller caller, CancellationToken cancellation = default) =>
        await reports.QuartersAsync(caller, cancellation) ?? throw Refusal.Forbidden("Your role is not shown these reports.");

    [Description(
        "A quarter's report: the children in the caller's scope who reached ten missed days in it. Frozen at the end of the quarter; of the running quarter, as it stands. Null with NOT_FOUND when there is none."
    )]
    [Cost(100)]
    public async Task<TenDayReport?> TenDayReport(
        Caller caller,
        [Description("The quarter's first day.")] DateOnly quarter,
        CancellationToken cancellation = default
    )
    {
        if (await reports.ReadAsync(caller, quarter, cancellation) is not { } found)
            throw Refusal.NotFound();
        var pupils = await mediator.Send(
            new ReadPupils(caller, [.. found.Entries.Select(entry => new PupilId(entry.Row.PupilId))]),
            cancellation
        );
        var nodes = new List<TenDayChild>();
        foreach (var (row, entry) in found.Entries)
        {
            if (!pupils.TryGetValue(new PupilId(row.PupilId), out var at))
                continue;
            var now = await actions.ReadAsync(new PupilId(row.PupilId), entry.Year, clock.Now, cancellation);
            nodes.Add(TenDayChild.Of(at.Pupil, entry, now));
        }
        return new TenDayReport(
            found.Quarter,
            nodes,
            found.Quarter.Frozen ? ReadTenDayReport.Link(quarter, "pdf") : null,
            found.Quarter.Frozen ? ReadTenDayReport.Link(quarter, "xlsx") : null
        );
    }
}

[Description("Three months that a report on children who missed ten days is about.")]
internal sealed record TenDayQuarter(
    [property: Description("Its first day.")] DateOnly FirstDay,
    [property: Description("Its last day.")] DateOnly LastDay,
    [property: Description("The instant at which what it says was known.")] DateTimeOffset KnownAt,
    [property: Description("True when it has ended and its report stands for ever.")] bool Frozen
);

[Description("A quarter's report on looked-after children who missed ten days.")]
internal sealed record TenDayReport(
    [property: Description("The quarter.")] TenDayQuarter Quarter,
    [property: Description("The children, each once.")] IReadOnlyList<TenDayChild> Children,
    [property: Description("Where the frozen report is as a PDF; null while the quarter runs.")] string? Pdf,
    [property: Description("Where the frozen report is as a workbook (XLSX); null while the quarter runs.")] string? Workbook
);

[Description("A looked-after child that missed ten days, as the quarter's report has it.")]
internal sealed record TenDayChild(
    [property: Description("The child.")] PupilNode Pupil,
    [property: Description("The school.")] string? School,
    [property: Description("The residential unit, where the child lives at one.")] string? Unit,
    [property: Description("The social worker.")] string? SocialWorker,
    [property: Description("The year from 1 September in which the days were missed.")] AcademicYear Year,
    [property: Description("The half-day with which the tenth day was missed.")] MissedHalfDay ReachedWith,
    [property: Description("Since when it counts: that day, or the first day of care after it.")] DateOnly ReachedOn,
    [property: Description("True when the tenth day lies in an earlier quarter and was learned of in this one.")] bool Late,
    [property: Description("Half-days missed that count, to the end of the quarter.")] int HalfDaysMissed,
    [property: Description("The same in days.")] decimal DaysMissed,
    [property: Description("Half-days at which the child could have attended.")] int Possible,
    [property: Description("Which half-days are missed, in words.")] string Pattern,
    [property: Description("The reasons that schools gave, in words.")] string Reasons,
    [property: Description("What the team does about it, as the report has it; null: nothing was written by then.")] string? Action,
    [property: Description("What the team does about it by now.")] string? ActionNow
)
{
    public static TenDayChild Of(PupilNode pupil, TenDayEntry entry, string? now) =>
        new(
            pupil,
            entry.School,
            entry.Unit,
            entry.SocialWorker,
            new AcademicYear(entry.Year),
            MissedHalfDay.Of(new SessionKey(entry.ReachedWith)),
            entry.ReachedOn,
            entry.Late,
            entry.Missed,
            entry.Missed / 2m,
            entry.Possible,
            entry.Pattern,
            entry.Reasons,
            entry.Action,
            now
        );
}
