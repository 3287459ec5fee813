using Attendance.SharedKernel;

namespace Attendance.Lac.Ladder;

/// <summary>
/// How fast a child misses school, and when a step would be reached at that speed. <paramref name="Missed"/> of the last <paramref name="Possible"/> half-days at
/// which the child could have attended. Ours: the strategy asks to act before the 25th day and gives no formula. Pure.
/// </summary>
internal readonly record struct Pace(int Missed, int Possible)
{
    /// <summary>Half-days looked back on: six school weeks.</summary>
    public const int Window = 60;

    /// <summary>
    /// The day on which a step would be reached, going on like this: the half-days that are due are missed at the pace of the window. Null: already reached, nothing
    /// missed in the window, or not before the last half-day due.
    /// </summary>
    public DateOnly? Reaches(int step, int soFar, IReadOnlyList<SessionKey> due)
    {
        if (soFar >= step || Missed == 0 || Possible == 0)
            return null;
        // The half-day on which so many more will have been missed; whole numbers, so that no rounding moves the day.
        var needed = (((long)(step - soFar) * Possible) + Missed - 1) / Missed;
        return needed <= due.Count ? due[(int)needed - 1].Date : null;
    }
}
