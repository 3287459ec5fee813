using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>
/// Recomputes every chain of the audit and holds it against the signed checkpoints, and against one kept outside (<paramref name="Checkpoint"/>, the text of
/// its file) where given: only that one shows a cut tail, a chain written anew, or an old copy put back. For the product itself. Error: not-found.
/// </summary>
public sealed record VerifyAudit(Caller Caller, string? Checkpoint = null) : IRequest<Result<AuditReport>>;

/// <summary>What was checked, and what is wrong: empty when all is as it was written.</summary>
public sealed record AuditReport(long Records, int Writers, int Checkpoints, IReadOnlyList<string> Problems);

/// <summary>Signs the heads of all chains now and answers the checkpoint as text, to be kept where the database's administrators cannot write.</summary>
public sealed record MakeCheckpoint(Caller Caller) : IRequest<Result<string>>;
