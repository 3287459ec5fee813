using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>
/// Starts working out the whole authority's figures of a school year as they were known at an instant (null: now), for sessions up to and with a date (null:
/// all). Stores the position of every school's journal, so that the answer never changes. Takes seconds for a city; ask <see cref="ReadFreeze"/> how far it is.
/// For the authority. Errors: not-found (the caller may not), queue-full (20 are under way).
/// </summary>
public sealed record StartFreeze(Caller Caller, AcademicYear Year, DateOnly? AsOf = null, DateTimeOffset? KnownAt = null)
    : IRequest<Result<FreezeView>>;

/// <summary>How far a freeze is, and its figures when it is done. Error: not-found.</summary>
public sealed record ReadFreeze(Caller Caller, string Id) : IRequest<Result<FreezeView>>;

/// <summary>
/// A freeze. <paramref name="State"/>: running, done or failed; <paramref name="Done"/> of <paramref name="Schools"/> are counted.
/// <paramref name="Positions"/>: the last number of every school's journal that counts, by LAESTAB. <paramref name="Figures"/>: all schools together first, then
/// by phase; null until done.
/// </summary>
public sealed record FreezeView(
    string Id,
    string Year,
    DateOnly? AsOf,
    DateTimeOffset KnownAt,
    string State,
    int Done,
    int Schools,
    IReadOnlyDictionary<string, long> Positions,
    IReadOnlyList<FrozenFigures>? Figures
);

/// <summary>Sessions added up over the enrolments of a phase, or of all (null). Half-days.</summary>
public sealed record FrozenFigures(
    string? Phase,
    int Schools,
    int Enrolments,
    long Possible,
    long Attended,
    long Authorised,
    long Unauthorised,
    long Missing
);
