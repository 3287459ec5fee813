using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;

namespace Attendance.Casework.Reintegration;

/// <summary>The return of a child after a long absence, held against the register.</summary>
[Extends(typeof(CaseNode))]
internal sealed class CaseReintegration(IMediator mediator)
{
    [Description("The planned return, and how it goes; null when none is planned.")]
    [Cost(5)]
    public async Task<ReintegrationNode?> Reintegration(CaseNode node, CancellationToken cancellation = default)
    {
        var file = node.Folder.File;
        if (file.Of<ReintegrationPlanned>().LastOrDefault() is not { } plan)
            return null;
        var read = await mediator.Send(
            new ReadSessions(Caller.System("casework"), file.Pupil, plan.From, plan.FullTimeFrom.AddDays(-1)),
            cancellation
        );
        var sessions = read.IsOk ? read.Value : new ChildSessions(file.Pupil, default, [], []);
        var check = file.Of<FirstDayChecked>().LastOrDefault(made => made.On >= plan.From);
        return new ReintegrationNode(
            plan.From,
            plan.FullTimeFrom,
            plan.ContactPerson,
            plan.FirstDay,
            plan.ChildView,
            check?.Came,
            check?.Note,
            [
                .. plan.Weeks.Select(week =>
                {
                    var counted = PhasedReturn.Count(plan, week, sessions);
                    return new ReturnWeekNode(
                        counted.Monday,
                        [.. week.Sessions.Select(session => new ReturnSessionNode(session.Day, session.Half))],
                        counted.Attended,
                        counted.Missed,
                        [
                            .. counted.WrongCodes.Select(session =>
                                $"{session.Date:dddd d MMMM yyyy}, {session.Half}: a half-day outside the timetable is marked {PhasedReturn.CodeOutside(session.Date).Text}."
                            ),
                        ]
                    );
                }),
            ]
        );
    }
}

[Description("How a child comes back after a long absence, and how it goes.")]
[GraphQL.Name("Reintegration")]
internal sealed record ReintegrationNode(
    [property: Description("The first day.")] DateOnly From,
    [property: Description("The first day full time.")] DateOnly FullTimeFrom,
    [property: Description("To whom the child can turn.")] string ContactPerson,
    [property: Description("What happens on the first day.")] string FirstDay,
    [property: Description("What the child says.")] string? ChildView,
    [property: Description("Whether the child came on the first day; null before it was looked at.")] bool? Came,
    [property: Description("How the first day went.")] string? FirstDayNote,
    [property: Description("The weeks part time.")] IReadOnlyList<ReturnWeekNode> Weeks
);

[Description("A week part time, as planned and as the register has it.")]
[GraphQL.Name("ReturnWeek")]
internal sealed record ReturnWeekNode(
    [property: Description("Its Monday.")] DateOnly Monday,
    [property: Description("The half-days at which the child is expected.")] IReadOnlyList<ReturnSessionNode> Sessions,
    [property: Description("Of these attended so far.")] int Attended,
    [property: Description("Of these missed so far.")] int Missed,
    [property: Description("Half-days outside the timetable with another code than they should have, as sentences.")]
        IReadOnlyList<string> WrongCodes
);

[Description("A half-day of the week.")]
[GraphQL.Name("ReturnSession")]
internal sealed record ReturnSessionNode(
    [property: Description("Monday to Friday.")] SchoolDay Day,
    [property: Description("Morning or afternoon.")] HalfDay Half
);
