using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>
/// Ends a key: at once on this Host, within two seconds on others. A loader may, and who manages the keys of <paramref name="School"/>; revoking again changes nothing. When
/// <paramref name="School"/> is given the key must be that school's. Error: not-found.
/// </summary>
public sealed record RevokeKey(Caller Caller, string Id, Laestab? School = null) : IRequest<Result<RevokedKey>>;

/// <summary>The key that is no longer valid, and since when (system clock).</summary>
public sealed record RevokedKey(string Id, DateTimeOffset RevokedAt);
