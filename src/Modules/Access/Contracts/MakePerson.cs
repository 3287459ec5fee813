using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>
/// Records a person by name and e-mail address (normalised: trimmed, lower case; unique). The person has no role and reaches nothing yet. For
/// administrators and the product itself. Errors: not-found (the caller may not), validation (name, e-mail), conflict (the address is known).
/// </summary>
public sealed record MakePerson(Caller Caller, string Name, string Email) : IRequest<Result<PersonRecord>>;

/// <summary>A person as recorded. <paramref name="LeftAt"/>: when the person left (system clock); null while here.</summary>
public sealed record PersonRecord(long Id, string Name, string Email, DateTimeOffset? LeftAt);

/// <summary>Reads a person by number. Error: not-found.</summary>
public sealed record ReadPerson(Caller Caller, long Person) : IRequest<Result<PersonRecord>>;

/// <summary>
/// Records that a person left: every role and grant of theirs stops at once. Again: nothing changes. For administrators and the product itself.
/// Error: not-found.
/// </summary>
public sealed record RecordLeaver(Caller Caller, long Person, string Reason) : IRequest<Result<PersonRecord>>;
