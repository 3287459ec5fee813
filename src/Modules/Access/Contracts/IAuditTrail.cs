using Attendance.SharedKernel;

namespace Attendance.Access.Contracts;

/// <summary>Writes the audit. Each call returns when what it was given is durable; it throws <see cref="AuditUnavailableException"/> when it cannot be, and then nothing may be shown or changed.</summary>
public interface IAuditTrail
{
    /// <summary>
    /// Writes what a request has shown and been refused since it was last written. Nobody can cancel it: whoever asked may have left, and what was read and
    /// refused is on record all the same.
    /// </summary>
    Task WriteAsync(AuditScope scope);

    /// <summary>
    /// Writes, before it is made, a change of roles, grants, keys or set-up. <paramref name="resource"/>: what is changed ("person/12");
    /// <paramref name="detail"/>: how, without names of children.
    /// </summary>
    Task ChangingAsync(Caller who, string action, string resource, string? detail, CancellationToken cancellation = default);

    /// <summary>The same for a change that is about a child: who asks who looked at the child sees it.</summary>
    Task ChangingAsync(Caller who, string action, PupilId child, string? detail, CancellationToken cancellation = default);

    /// <summary>Writes, before it does anything, that a verb runs on the command line. <paramref name="detail"/>: who at the machine.</summary>
    Task RunningAsync(string verb, bool changes, string detail, CancellationToken cancellation = default);
}

/// <summary>The audit could not be written, so that nothing may be shown or changed: the caller is asked to come back.</summary>
public sealed class AuditUnavailableException(Exception inner) : Exception("The audit could not be written.", inner);
