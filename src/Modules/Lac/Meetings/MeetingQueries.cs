using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Meetings;

/// <summary>Meetings about children, and what is missing among them.</summary>
[QueryRoot]
internal sealed class MeetingQueries(IPolicy policy, MeetingReader reader, TimetableReader timetable, IMediator mediator, SchoolClock clock)
{
    private const int LongestSpan = 400;

    [Description("Meetings between two days, both included, about children in the caller's scope, in order of time. At most 400 days.")]
    [Cost(50)]
    public async Task<IReadOnlyList<MeetingNode>?> CareMeetings(
        Caller caller,
        [Description("First day.")] DateOnly from,
        [Description("Last day.")] DateOnly to,
        [Description("Only those about this child."), Id] string? pupil = null,
        CancellationToken cancellation = default
    )
    {
        if (to.DayNumber - from.DayNumber is < 0 or > LongestSpan)
            throw Refusal.BadInput("days-invalid", $"The last day is not before the first, and at most {LongestSpan} days after it.");
        PupilId? child = null;
        if (pupil is not null)
            child = PupilId.TryParse(pupil, out var id) ? id : throw Refusal.NotFound();
        return await NodesAsync(
            caller,
            await reader.ListAsync(await VisibleAsync(caller, "m.pupil_id", cancellation), from, to, child, cancellation),
            cancellation
        );
    }

    [Description("One meeting. Null with NOT_FOUND when there is none in the caller's scope.")]
    [Cost(10)]
    public async Task<MeetingNode?> CareMeeting(
        Caller caller,
        [Description("The meeting's id."), Id] string id,
        CancellationToken cancellation = default
    )
    {
        var visible = await policy.VisibleAsync(caller, Act.AuditCare, "m.pupil_id", cancellation);
        var row = long.TryParse(id, out var number) ? await reader.FindAsync(visible, number, cancellation) : null;
        var nodes = row is null ? [] : await NodesAsync(caller, [row], cancellation);
        return nodes.Count == 1 ? nodes[0] : throw Refusal.NotFound();
    }

    [Description(
        "For every child in the caller's scope who is in care or has a child protection plan today: the next and last dates, and what is missing."
    )]
    [Cost(50)]
    public async Task<IReadOnlyList<ChildTimetable>?> CareTimetable(Caller caller, CancellationToken cancellation = default)
    {
        var children = await timetable.ReadAsync(await VisibleAsync(caller, "c.pupil_id", cancellation), cancellation);
        var pupils = await mediator.Send(new ReadPupils(caller, [.. children.Keys]), cancellation);
        return
        [
            .. children
                .Where(child => pupils.ContainsKey(child.Key))
                .Select(child => ChildTimetable.Of(pupils[child.Key], child.Value, clock.Today))
                .OrderByDescending(child => child.Missing.Count)
                .ThenBy(child => child.Pupil.FamilyName, StringComparer.Ordinal)
                .ThenBy(child => child.Pupil.GivenName, StringComparer.Ordinal),
        ];
    }

    private async Task<Visible> VisibleAsync(Caller caller, string pupil, CancellationToken cancellation)
    {
        var visible = await policy.VisibleAsync(caller, Act.AuditCare, pupil, cancellation);
        return visible.IsNobody ? throw Refusal.Forbidden("Your role is not shown meetings about children.") : visible;
    }

    private async Task<IReadOnlyList<MeetingNode>> NodesAsync(Caller caller, IReadOnlyList<MeetingRow> rows, CancellationToken cancellation)
    {
        var pupils = await mediator.Send(
            new ReadPupils(caller, [.. rows.Select(row => new PupilId(row.PupilId)).Distinct()]),
            cancellation
        );
        return
        [
            .. rows.Where(row => pupils.ContainsKey(new PupilId(row.PupilId)))
                .Select(row => MeetingNode.Of(row, pupils[new PupilId(row.PupilId)], clock.Today)),
        ];
    }
}
