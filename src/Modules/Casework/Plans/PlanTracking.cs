using Attendance.Schools.Contracts;

namespace Attendance.Casework.Plans;

/// <summary>Holds targets against the marks. Pure.</summary>
internal static class PlanTracking
{
    /// <summary>
    /// Where a target stands after these half-days of its half term. <paramref name="left"/>: half-days of it that the calendar still has to come. Whole numbers: attended of possible
    /// against per cent, never rounded.
    /// </summary>
    public static TargetState Judge(int percent, SessionCounts counts, int left, bool isOver)
    {
        if (counts.Possible == 0)
            return TargetState.Ahead;
        var met = counts.Attended * 100 >= percent * counts.Possible;
        if (isOver)
            return met ? TargetState.Reached : TargetState.Missed;
        if (met)
            return TargetState.OnTrack;
        var best = (counts.Attended + left) * 100 >= percent * (counts.Possible + left);
        return best ? TargetState.Behind : TargetState.OutOfReach;
    }
}
