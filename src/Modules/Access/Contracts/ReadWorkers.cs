using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>
/// The welfare officers who could hold a case today, by number. For modules that divide work; the caller's right to see staff is theirs to judge, and what is answered is about
/// staff only.
/// </summary>
public sealed record ReadWorkers : IRequest<IReadOnlyList<WorkerRecord>>;

/// <summary>
/// A welfare officer. <paramref name="Teams"/>: names of the locality teams; <paramref name="Schools"/>: those that the teams look after; <paramref name="NamedFor"/>: those whose named
/// officer it is; <paramref name="IsAway"/>: somebody stands in today.
/// </summary>
public sealed record WorkerRecord(
    long Person,
    string Name,
    string Email,
    IReadOnlyList<string> Teams,
    IReadOnlySet<Laestab> Schools,
    IReadOnlySet<Laestab> NamedFor,
    bool IsAway
);

/// <summary>The names of people by number, also of those who left; of who never was, none. For showing who did what to a caller who may see that it was done.</summary>
public sealed record ReadNames(IReadOnlyCollection<long> People) : IRequest<IReadOnlyDictionary<long, string>>;

/// <summary>
/// The people who have a role today, by number. For modules that open something to everybody in it, as a case to the lawyers; what is answered is about staff only.
/// </summary>
public sealed record ReadPeopleIn(Role Role) : IRequest<IReadOnlyList<long>>;
