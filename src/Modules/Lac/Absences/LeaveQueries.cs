using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Absences;

/// <summary>Requests for leave in term time.</summary>
[QueryRoot]
internal sealed class LeaveQueries(CareDesk desk, LeaveBook book, IMediator mediator)
{
    [Description(
        "Requests to take looked-after children in the caller's scope out of school, those not answered first, with the half-days of school that each would cost."
    )]
    [Cost(50)]
    public async Task<IReadOnlyList<LeaveRequest>?> LeaveRequests(Caller caller, CancellationToken cancellation = default)
    {
        var visible = await desk.VisibleAsync(caller, "l.pupil_id", cancellation, Act.WorkAtUnit);
        var rows = await book.ReadAsync(visible, number: null, cancellation);
        var pupils = await mediator.Send(
            new ReadPupils(caller, [.. rows.Select(row => new PupilId(row.PupilId)).Distinct()]),
            cancellation
        );
        var found = new List<LeaveRequest>();
        foreach (var row in rows.Where(row => pupils.ContainsKey(new PupilId(row.PupilId))))
        {
            // How many half-days it costs follows from calendars, which are about no child: who may not read codes is told it too.
            var read = await mediator.Send(
                new ReadSessions(Caller.System("lac-leave"), new PupilId(row.PupilId), row.FirstDay, row.LastDay),
                cancellation
            );
            var due = read.Error is null
                ? read.Value.Due.Count(session => session.Date >= row.FirstDay && session.Date <= row.LastDay)
                : (int?)null;
            var (why, note) = await book.TextsAsync(row, cancellation);
            found.Add(
                new LeaveRequest(
                    CareDesk.NodeId(row.Id),
                    pupils[new PupilId(row.PupilId)].Pupil,
                    row.FirstDay,
                    row.LastDay,
                    due,
                    why ?? "",
                    row.Agreed,
                    note,
                    row.DecidedAt
                )
            );
        }
        return found;
    }
}

[Description("A request to take a child out of school in term time.")]
internal sealed record LeaveRequest(
    [property: Id, Description("Its id.")] string Id,
    [property: Description("The child.")] PupilNode Pupil,
    [property: Description("The first day.")] DateOnly FirstDay,
    [property: Description("The last day.")] DateOnly LastDay,
    [property: Description("Half-days of school in it; null: not known.")] int? HalfDays,
    [property: Description("Why it is asked for.")] string Why,
    [property: Description("What the team said; null: not yet.")] bool? Agreed,
    [property: Description("The team's note.")] string? Note,
    [property: Description("When it was answered.")] DateTimeOffset? AnsweredAt
);
