using System.ComponentModel;
using Attendance.SharedKernel;

namespace Attendance.Partners.Transport;

/// <summary>
/// What was recorded of a child's way to school. <paramref name="Note"/>: under the child's data key. <paramref name="Route"/>: null without a place on one. <paramref name="Until"/>: the last day; null: still.
/// </summary>
internal sealed record TransportRecord(
    long Id,
    PupilId Pupil,
    WayToSchool Way,
    TransportBasis Basis,
    byte[]? Note,
    long? Route,
    DateOnly From,
    DateOnly? Until
)
{
    /// <summary>Whether it holds on a day.</summary>
    public bool Covers(DateOnly day) => From <= day && (Until is null || Until >= day);
}

/// <summary>A route from home to school.</summary>
internal sealed record TransportRoute(long Id, string Name, string Operator);

/// <summary>A service that failed at a half-day. <paramref name="MinutesLate"/>: of one that came late.</summary>
internal sealed record TransportFailure(
    long Id,
    long Route,
    SessionKey Session,
    TransportFailureKind Kind,
    int? MinutesLate,
    string What,
    DateTimeOffset ReportedAt
);

/// <summary>What explains a child's mark: <paramref name="Code"/> is <paramref name="Before"/> where the mark stayed.</summary>
internal sealed record TransportExplained(long Failure, PupilId Pupil, Laestab School, string Before, string Code, DateTimeOffset At);

/// <summary>How a service failed. Stored by name.</summary>
[Description("How a service failed.")]
internal enum TransportFailureKind
{
    [Description("It came late.")]
    Late,

    [Description("It did not run.")]
    DidNotRun,

    [Description("It broke down, or had an accident, on the way.")]
    BrokeDown,

    [Description("It left children behind: full, or past the stop.")]
    LeftBehind,
}
