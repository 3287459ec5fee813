using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Units;

/// <summary>What a unit does about attendance.</summary>
[MutationRoot]
internal sealed class UnitMutations(CareDesk desk, IAuditTrail trail, UnitBook units, UnitActionBook book)
{
    [Description("Adds an issue of a residential unit with what is done about it, by who works there or for the looked-after team.")]
    [Cost(10)]
    public async Task<DonePayload?> AddUnitAction(
        Caller caller,
        [Description("The issue and the action.")] UnitActionInput input,
        CancellationToken cancellation = default
    )
    {
        await RequireAsync(caller, await units.ExistsAsync(input.Unit, cancellation) ? input.Unit : null, cancellation);
        if (
            (
                CareDesk.Check("/issue", input.Issue, 500)
                ?? CareDesk.Check("/what", input.What, 500)
                ?? CareDesk.Check("/owner", input.Owner, 100)
            ) is
            { } wrong
        )
            return DonePayload.Refused(wrong);
        await trail.ChangingAsync(caller, nameof(AddUnitAction), $"unit/{input.Unit}", null, cancellation);
        return DonePayload.Of(await book.AddAsync(caller, input, cancellation) == 1);
    }

    [Description("Settles an action of a residential unit with what came of it.")]
    [Cost(10)]
    public async Task<DonePayload?> SettleUnitAction(
        Caller caller,
        [Description("The action's id."), Id] string id,
        [Description("What came of it, 1 to 500 characters."), Personal] string note,
        CancellationToken cancellation = default
    )
    {
        var unit = long.TryParse(id, out var action) ? await book.UnitOfAsync(action, cancellation) : null;
        await RequireAsync(caller, unit, cancellation);
        if (CareDesk.Check("/note", note, 500) is { } wrong)
            return DonePayload.Refused(wrong);
        await trail.ChangingAsync(caller, nameof(SettleUnitAction), $"unit/{unit}", null, cancellation);
        return await book.SettleAsync(caller, action, note.Trim(), cancellation)
            ? DonePayload.Of(true)
            : DonePayload.Refused(new Error("conflict", "It is settled already."));
    }

    private async Task RequireAsync(Caller caller, long? unit, CancellationToken cancellation)
    {
        if (unit is not { } known)
            throw Refusal.NotFound();
        if (await desk.AtUnitAsync(caller, known, reads: false, cancellation))
            return;
        throw await desk.AtUnitAsync(caller, known, reads: true, cancellation)
            ? Refusal.Forbidden("Your role reads this and does not change it.")
            : Refusal.NotFound();
    }
}

[Description("An issue of a residential unit, and what is done about it. It names no child.")]
internal sealed record UnitActionInput(
    [property: Description("The unit's number.")] long Unit,
    [property: Description("What stands in the way of attendance, 1 to 500 characters."), Personal] string Issue,
    [property: Description("What is done, 1 to 500 characters."), Personal] string What,
    [property: Description("Whose it is, 1 to 100 characters."), Personal] string Owner,
    [property: Description("By when.")] DateOnly By
);
