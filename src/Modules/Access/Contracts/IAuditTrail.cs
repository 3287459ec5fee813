namespace Attendance.Access.Contracts;

/// <summary>Writes the audit. Each call returns when what it was given is durable; it throws when it cannot be, and then nothing may be shown or changed.</summary>
public interface IAuditTrail
{
    /// <summary>Writes what a request has shown and been refused since it was last written.</summary>
    Task WriteAsync(AuditScope scope, CancellationToken cancellation = default);

    /// <summary>
    /// Writes, before it is made, a change of roles, grants, keys or set-up. <paramref name="resource"/>: what is changed ("person/12");
    /// <paramref name="detail"/>: how, without names of children.
    /// </summary>
    Task ChangingAsync(Caller who, string action, string resource, string? detail, CancellationToken cancellation = default);
}
