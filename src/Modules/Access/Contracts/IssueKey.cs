using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>
/// Makes a new bearer key: a school's when <paramref name="School"/> is given, else a loader's. A loader may, and who manages the school's keys. Keys of the same school and name
/// live side by side until revoked, so that a system can change over. <paramref name="Name"/> is the system that will hold it, 1 to 60 letters, digits,
/// spaces, dots, hyphens and underscores; it names the client in the journal. Errors: not-found (the caller may not), validation (the name).
/// </summary>
public sealed record IssueKey(Caller Caller, Laestab? School, string Name) : IRequest<Result<IssuedKey>>;

/// <summary>A key as it is told once; afterwards only its hash is known. <paramref name="Id"/> is what revokes it.</summary>
public sealed record IssuedKey(string Id, string Key, string Name);
