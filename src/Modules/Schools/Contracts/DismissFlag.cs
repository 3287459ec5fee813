using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>
/// Dismisses an open flag of a child with a reason, 1 to 500 characters: it stays open, but counts for no list, until a worse level shows it again.
/// <paramref name="Episode"/> is the number of the session that opened it, as facts name it. For a caller who may dismiss the child's flags, by the one policy. Answers
/// whether anything changed. Errors: not-found (also no such open flag), validation.
/// </summary>
public sealed record DismissFlag(Caller Caller, PupilId Pupil, string Rule, int Episode, string Reason) : IRequest<Result<bool>>;

/// <summary>Takes the dismissal of an open flag back, with a reason. Errors as for <see cref="DismissFlag"/>; false when it was not dismissed.</summary>
public sealed record RestoreFlag(Caller Caller, PupilId Pupil, string Rule, int Episode, string Reason) : IRequest<Result<bool>>;
