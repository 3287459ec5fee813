using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>
/// Lets a worker stand in for an absent one from a school day until one on which it no longer holds, twelve months at most: for these days the worker has what
/// the absent one has as officer, manager, holder of a case or member of a team, and gains and loses it as the absent one does. Cover of a cover is not passed on. The worker must hold the
/// absent one's roles. <paramref name="Absent"/> and <paramref name="Worker"/>: e-mail addresses. Again: nothing changes. For the attendance leader, the
/// authority's loader, and who manages all schools of the absent one's teams. Answers the cover's id. Errors: not-found, validation (people, reason, days).
/// </summary>
public sealed record ArrangeCover(Caller Caller, string Absent, string Worker, string Reason, DateOnly? From, DateOnly? Until)
    : IRequest<Result<string>>;

/// <summary>
/// Ends a cover today: at once on this Host, within two seconds on others. Again: nothing changes. Judged as <see cref="ArrangeCover"/>.
/// Errors: not-found, validation (reason).
/// </summary>
public sealed record EndCover(Caller Caller, string Id, string Reason) : IRequest<Result<string>>;
