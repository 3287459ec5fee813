using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Schools.Contracts;

/// <summary>
/// Markers written in the transaction of the module whose decision they follow from, so that the two never differ. The module judges who may ask. A marker is
/// in force a few seconds after the commit, when the child has been folded again.
/// </summary>
public interface IMarkers
{
    /// <summary>
    /// Replaces all markers of a kind that a source gave a child by these spans; the same again writes nothing. Throws when there is no such child.
    /// </summary>
    Task ReplaceAsync(
        DbTransaction transaction,
        Caller caller,
        PupilId pupil,
        string kind,
        string source,
        IReadOnlyCollection<MarkedSpan> spans,
        CancellationToken cancellation = default
    );
}

/// <summary>When a marker holds: from its first to its last day, both included; null: still. The detail has up to 60 characters.</summary>
public sealed record MarkedSpan(DateOnly From, DateOnly? To, string? Detail = null);
