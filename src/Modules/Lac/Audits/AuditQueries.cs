using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Audits;

/// <summary>The audits of children who missed 25 days.</summary>
[QueryRoot]
internal sealed class AuditQueries(IPolicy policy, AuditReader reader, IMediator mediator, SchoolClock clock)
{
    [Description(
        "Audits of looked-after children's missed days in the caller's scope: open ones first, those due first before the others."
    )]
    [Cost(50)]
    public async Task<IReadOnlyList<AuditNode>?> MissedDayAudits(
        Caller caller,
        [Description("Only those that stand so.")] AuditState? state = null,
        CancellationToken cancellation = default
    )
    {
        var visible = await policy.VisibleAsync(caller, Act.AuditCare, "a.pupil_id", cancellation);
        if (visible.IsNobody)
            throw Refusal.Forbidden("Your role is not shown audits.");
        return await NodesAsync(caller, await reader.ListAsync(visible, state, cancellation), cancellation);
    }

    [Description("One audit. Null with NOT_FOUND when there is none in the caller's scope.")]
    [Cost(10)]
    public async Task<AuditNode?> MissedDayAudit(
        Caller caller,
        [Description("The audit's id."), Id] string id,
        CancellationToken cancellation = default
    )
    {
        var visible = await policy.VisibleAsync(caller, Act.AuditCare, "a.pupil_id", cancellation);
        var row = long.TryParse(id, out var number) ? await reader.FindAsync(visible, number, cancellation) : null;
        var nodes = row is null ? [] : await NodesAsync(caller, [row], cancellation);
        return nodes.Count == 1 ? nodes[0] : throw Refusal.NotFound();
    }

    private async Task<IReadOnlyList<AuditNode>> NodesAsync(Caller caller, IReadOnlyList<AuditRow> rows, CancellationToken cancellation)
    {
        var pupils = await mediator.Send(new ReadPupils(caller, [.. rows.Select(row => new PupilId(row.PupilId))]), cancellation);
        return
        [
            .. rows.Where(row => pupils.ContainsKey(new PupilId(row.PupilId)))
                .Select(row => AuditNode.Of(row, pupils[new PupilId(row.PupilId)], clock.Today)),
        ];
    }
}

/// <summary>What is written in an audit, read only when it is asked for.</summary>
[Extends(typeof(AuditNode))]
internal sealed class AuditTexts(AuditReader reader)
{
    [Description("What is written in it so far.")]
    [Cost(5)]
    public async Task<AuditText> Text(AuditNode audit, CancellationToken cancellation = default) =>
        AuditText.Of(await reader.FormAsync(audit.Row, cancellation));
}
