using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Schools.Contracts;

/// <summary>
/// The children of whose every changed mark the modules above want to be told (looked after, open plan, order condition, reintegration), by
/// <see cref="Facts.WatchedMarkChanged"/>. Written in the transaction of the module whose decision it is. A watch is in force a few seconds after the
/// commit: what the marks were until then is asked of the child, what changes after it is told.
/// </summary>
public interface IWatchList
{
    /// <summary>
    /// Watches a child for a watcher: the module and what it watches for, in 1 to 100 characters ("lac", "casework/plan/41"). Again changes nothing.
    /// Throws when there is no such child.
    /// </summary>
    Task AddAsync(DbTransaction transaction, Caller caller, PupilId pupil, string watcher, CancellationToken cancellation = default);

    /// <summary>Ends a watcher's watch; the child stays watched as long as another watcher has one. Without a watch it changes nothing.</summary>
    Task RemoveAsync(DbTransaction transaction, Caller caller, PupilId pupil, string watcher, CancellationToken cancellation = default);
}
