using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Microsoft.AspNetCore.Http;

namespace Attendance.Host.Tests.GraphQL;

/// <summary>The library's door: everybody is let in until it is shut. Nothing in it is a child, so nothing is written to its audit.</summary>
internal sealed class LibraryDoor : ICredentials, IAuditTrail
{
    /// <summary>True when nobody is let in any more.</summary>
    public bool IsShut { get; set; }

    public ValueTask<CredentialState> JudgeAsync(HttpContext request) =>
        ValueTask.FromResult(IsShut ? CredentialState.Ended : CredentialState.Good);

    public Task WriteAsync(AuditScope scope) => Task.CompletedTask;

    public Task ChangingAsync(Caller who, string action, string resource, string? detail, CancellationToken cancellation = default) =>
        Task.CompletedTask;

    public Task ChangingAsync(Caller who, string action, PupilId child, string? detail, CancellationToken cancellation = default) =>
        Task.CompletedTask;

    public Task RunningAsync(string verb, bool changes, string detail, CancellationToken cancellation = default) => Task.CompletedTask;
}
