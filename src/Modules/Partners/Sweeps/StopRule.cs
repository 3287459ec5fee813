using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.Sweeps;

/// <summary>Compares a stop with the register. Pure. Source: S130, RULES 6 (a child out of school without permission and stopped gets a Personal Attendance Plan).</summary>
internal static class StopRule
{
    /// <summary>From this time of day on the afternoon's register is the one that counts.</summary>
    public static readonly TimeOnly Afternoon = new(12, 30);

    /// <summary>The half-day of an instant.</summary>
    public static SessionKey SessionAt(DateTimeOffset instant)
    {
        var local = SchoolClock.Local(instant);
        return new SessionKey(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local) < Afternoon ? HalfDay.AM : HalfDay.PM);
    }

    /// <summary>What the register says; <paramref name="child"/>: the child's sessions of the day, null when no child was matched.</summary>
    public static StopFinding Of(ChildSessions? child, SessionKey session)
    {
        if (child is null)
            return StopFinding.NotMatched;
        foreach (var marked in child.Sessions)
        {
            if (marked.Session == session)
                return marked.Class switch
                {
                    MarkClass.Present => StopFinding.MarkedPresent,
                    MarkClass.Approved or MarkClass.Authorised => StopFinding.WithLeave,
                    MarkClass.Unauthorised => StopFinding.WithoutLeave,
                    MarkClass.NotPossible or MarkClass.Administrative => StopFinding.NoSchool,
                    MarkClass.Missing => StopFinding.NotKnown,
                };
        }
        return child.Due.Contains(session) ? StopFinding.NotKnown : StopFinding.NoSchool;
    }

    /// <summary>
    /// Whether the child was out without permission, so that the case that leads to a Personal Attendance Plan is opened. Who has no known reason when the sweep is closed had no
    /// permission.
    /// </summary>
    public static bool IsWithoutPermission(StopFinding finding, bool closed) =>
        finding is StopFinding.WithoutLeave or StopFinding.MarkedPresent || (closed && finding is StopFinding.NotKnown);
}
