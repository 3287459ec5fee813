using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>
/// The children of a school today who have an open flag of concern or action that nobody dismissed, as far as the caller may read their flags, with what the school last said of each. In order of
/// child and flag. Each child is noted for the audit.
/// </summary>
public sealed record ReadFlaggedChildren(Caller Caller, Laestab School) : IRequest<IReadOnlyList<FlaggedChild>>;

/// <summary>
/// An open flag of a child. <paramref name="Confirmed"/>: the school sees the pattern too (true) or explained it (false); null: it has said nothing.
/// </summary>
public sealed record FlaggedChild(PupilId Pupil, string Rule, string Title, FlagSeverity Severity, SessionKey Opened, bool? Confirmed);
