using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>
/// Every key that was made, by school and name, with what revokes it; never the key. Revoked ones only when asked for. For the product's own verbs, and for
/// who manages the keys of <paramref name="School"/>. Error:
/// not-found.
/// </summary>
public sealed record ListKeys(Caller Caller, Laestab? School = null, bool Revoked = false) : IRequest<Result<IReadOnlyList<ListedKey>>>;

/// <summary>A key: a school's, or (null) a loader's. Times by the system clock.</summary>
public sealed record ListedKey(
    string Id,
    Laestab? School,
    string Name,
    DateTimeOffset CreatedAt,
    DateTimeOffset? RevokedAt,
    string? CreatedBy
);
