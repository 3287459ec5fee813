using System.ComponentModel;
using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Audits;

/// <summary>What the looked-after team does with an audit: takes it, writes it, signs it, or keeps it though its ground went.</summary>
[MutationRoot]
internal sealed class AuditMutations(IPolicy policy, IAuditTrail trail, AuditReader reader, AuditBook book, IWriter writer)
{
    private static readonly Error Moved = new("conflict", "The audit is not open, or somebody wrote in it meanwhile: read it again.");

    [Description("Makes an open audit the caller's own.")]
    [Cost(10)]
    public Task<AuditPayload?> TakeAudit(
        Caller caller,
        [Description("The audit's id."), Id] string id,
        CancellationToken cancellation = default
    ) =>
        RunAsync(
            caller,
            id,
            nameof(TakeAudit),
            (transaction, row) => caller.Person is { } person ? AuditBook.OwnAsync(transaction, row.Id, person) : Task.FromResult(false),
            cancellation
        );

    [Description("Writes in an open audit: the whole form. What stood before is kept.")]
    [Cost(20)]
    public async Task<AuditPayload?> WriteAudit(
        Caller caller,
        [Description("The audit, and what it says now.")] WriteAuditInput input,
        CancellationToken cancellation = default
    )
    {
        var row = await FindAsync(caller, input.Id, cancellation);
        var form = new AuditForm(
            input.Circumstances.Trim(),
            input.Pattern.Trim(),
            input.Findings.Trim(),
            [.. input.Plan.Select(line => new AuditAction(line.What.Trim(), line.Owner.Trim(), line.By))]
        );
        if (form.Problem() is { } wrong)
            return new AuditPayload(false, InputProblem.Of(wrong));
        var sealedForm = await reader.SealAsync(new PupilId(row.PupilId), form, cancellation);
        return await RunAsync(
            caller,
            row,
            nameof(WriteAudit),
            transaction => book.AppendAsync(transaction, row.Id, input.Version, sealedForm, caller.Name),
            cancellation
        );
    }

    [Description(
        "Signs an open audit as it stands: findings and an action plan must be there. It then stays, whatever is corrected later."
    )]
    [Cost(20)]
    public async Task<AuditPayload?> SignAudit(
        Caller caller,
        [Description("The audit's id."), Id] string id,
        [Description("The version that was read: what is signed is what was seen.")] int version,
        CancellationToken cancellation = default
    )
    {
        var row = await FindAsync(caller, id, cancellation);
        if ((await reader.FormAsync(row, cancellation)).Missing() is { } missing)
            return new AuditPayload(false, InputProblem.Of(missing));
        return await RunAsync(
            caller,
            row,
            nameof(SignAudit),
            transaction => book.SignAsync(transaction, row.Id, version, caller.Name),
            cancellation
        );
    }

    [Description(
        "Keeps the caller's own audit on the work list though a correction took its ground away, or may. A reversed one is open again."
    )]
    [Cost(10)]
    public Task<AuditPayload?> KeepAudit(
        Caller caller,
        [Description("The audit's id."), Id] string id,
        CancellationToken cancellation = default
    ) =>
        RunAsync(
            caller,
            id,
            nameof(KeepAudit),
            (transaction, row) => caller.Person is { } person ? AuditBook.KeepAsync(transaction, row.Id, person) : Task.FromResult(false),
            cancellation
        );

    private async Task<AuditPayload?> RunAsync(
        Caller caller,
        string id,
        string action,
        Func<DbTransaction, AuditRow, Task<bool>> change,
        CancellationToken cancellation
    )
    {
        var row = await FindAsync(caller, id, cancellation);
        return await RunAsync(caller, row, action, transaction => change(transaction, row), cancellation);
    }

    private async Task<AuditPayload> RunAsync(
        Caller caller,
        AuditRow row,
        string action,
        Func<DbTransaction, Task<bool>> change,
        CancellationToken cancellation
    )
    {
        await trail.ChangingAsync(caller, action, new PupilId(row.PupilId), $"audit/{row.Id}", cancellation);
        return await writer.Run(change, cancellation) ? new AuditPayload(true, []) : new AuditPayload(false, InputProblem.Of(Moved));
    }

    private async Task<AuditRow> FindAsync(Caller caller, string id, CancellationToken cancellation)
    {
        if (!long.TryParse(id, out var number))
            throw Refusal.NotFound();
        foreach (var act in (Act[])[Act.WorkOnCare, Act.AuditCare])
        {
            var visible = await policy.VisibleAsync(caller, act, "a.pupil_id", cancellation);
            if (await reader.FindAsync(visible, number, cancellation) is not { } row)
                continue;
            return act is Act.WorkOnCare ? row : throw Refusal.Forbidden("Your role reads audits and does not change them.");
        }
        throw Refusal.NotFound();
    }
}

[Description("What an audit says.")]
internal sealed record WriteAuditInput(
    [property: Id, Description("The audit's id.")] string Id,
    [property: Description("The version that was read.")] int Version,
    [property: Description("What the team knows of the child's days, at most 4,000 characters."), Personal] string Circumstances,
    [property: Description("Which days and sessions are missed, and why, at most 4,000 characters."), Personal] string Pattern,
    [property: Description("What has to change, at most 4,000 characters."), Personal] string Findings,
    [property: Description("The agreed action plan, at most 30 lines.")] IReadOnlyList<AuditPlanLineInput> Plan
);

[Description("One line of an action plan.")]
internal sealed record AuditPlanLineInput(
    [property: Description("What is done, 1 to 500 characters."), Personal] string What,
    [property: Description("Whose it is, 1 to 100 characters."), Personal] string Owner,
    [property: Description("By when.")] DateOnly By
);

[Description("What became of a change to an audit.")]
internal sealed record AuditPayload(
    [property: Description("False when a problem kept it from being changed.")] bool Changed,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);
