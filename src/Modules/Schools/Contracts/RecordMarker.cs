using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>
/// Marks a child for a time (<see cref="MarkerKinds"/>), with the source that says so: 1 to 60 characters. Kind, source and first day are the marker's
/// identity; the same again changes nothing, another last day or detail (up to 60 characters) is a new version. For a caller who may record markers of the child, by the one policy. Answers whether anything changed; the child is folded again. Errors: not-found, validation.
/// </summary>
public sealed record RecordMarker(
    Caller Caller,
    PupilId Pupil,
    string Kind,
    string Source,
    DateOnly From,
    DateOnly? To = null,
    string? Detail = null
) : IRequest<Result<bool>>;

/// <summary>Ends a marker with its last day, or moves the end. Errors: not-found (also no such marker), validation (before the first day).</summary>
public sealed record EndMarker(Caller Caller, PupilId Pupil, string Kind, string Source, DateOnly From, DateOnly To)
    : IRequest<Result<bool>>;

/// <summary>Takes a marker back as recorded by mistake: it counts as never there. Errors: not-found (also no such marker).</summary>
public sealed record WithdrawMarker(Caller Caller, PupilId Pupil, string Kind, string Source, DateOnly From) : IRequest<Result<bool>>;
