using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Casework.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Casework.Cases;

/// <summary>
/// Where people read and change cases: judges who asks by the one policy, writes to the audit, and then lets the book do it. A case out of scope reads exactly like none.
/// </summary>
internal sealed class CaseDesk(IPolicy policy, IAuditTrail audit, CaseReader reader, CaseBook book)
{
    /// <summary>A case for who may read it, with what the caller may do with its child. Throws NOT_FOUND.</summary>
    public async Task<CaseFolder> OpenAsync(Caller caller, string id, CancellationToken cancellation)
    {
        var file = CaseId.TryParse(id, out var key) ? await reader.LoadAsync(key, cancellation) : null;
        // A case that is not there takes the same road as one out of scope: both ask about a child.
        var rights = await policy.OfAsync(caller, file?.Pupil ?? default, cancellation);
        if (file is null || !rights.May(Act.ReadCase))
            throw Refusal.NotFound();
        AuditScope.Current?.Show(file.Pupil);
        return new CaseFolder(file, rights, caller);
    }

    /// <summary>
    /// Changes a case for who may do this act with its child: what is wrong comes back as problems; out of scope is NOT_FOUND, not this role's FORBIDDEN. See
    /// <see cref="CaseBook.ChangeAsync"/>.
    /// </summary>
    public async Task<CasePayload> ChangeAsync(
        Caller caller,
        string id,
        Act act,
        string operation,
        Func<CaseFile, Result<CaseEvent[]>> decide,
        Func<DbTransaction, CaseStatus, CaseStatus, Task>? alongside = null,
        CancellationToken cancellation = default
    )
    {
        var folder = await OpenAsync(caller, id, cancellation);
        if (!folder.Rights.May(act))
        {
            AuditScope.Current?.Deny(caller.Kind.ToString(), act, GrantTarget.Of(folder.File.Pupil));
            throw Refusal.Forbidden("Your role does not do this.");
        }
        await audit.ChangingAsync(caller, operation, folder.File.Pupil, folder.File.Id.Source, cancellation);
        var changed = await book.ChangeAsync(caller, folder.File.Id, decide, alongside, cancellation);
        return changed.Error is { } error
            ? new CasePayload(null, InputProblem.Of(error))
            : new CasePayload(new CaseNode(folder with { File = changed.Value }), []);
    }

    /// <summary>The same where the case must be open.</summary>
    public Task<CasePayload> WorkAsync(
        Caller caller,
        string id,
        string operation,
        Func<CaseFile, Result<CaseEvent[]>> decide,
        CancellationToken cancellation
    ) => ChangeAsync(caller, id, Act.WorkCase, operation, file => file.IsOpen ? decide(file) : Closed, cancellation: cancellation);

    /// <summary>Nothing is done any more in a case that is closed.</summary>
    public static Error Closed { get; } = new("case-closed", "The case is closed.");
}

/// <summary>A case in the hands of who asked for it.</summary>
internal sealed record CaseFolder(CaseFile File, ChildRights Rights, Caller Caller)
{
    /// <summary>True for the one who holds the case.</summary>
    public bool IsHolder => Caller.Person is { } person && File.Status.Worker == person;

    /// <summary>The events that the caller may read.</summary>
    public IEnumerable<RecordedEvent> Readable =>
        File.Events.Where(recorded =>
            recorded.Audience switch
            {
                CaseAudience.Case => true,
                CaseAudience.Legal => IsHolder || Rights.May(Act.ReadPrivileged),
                CaseAudience.Safeguarding => IsHolder || Rights.May(Act.ReadSafeguarding),
            }
        );
}
