using Attendance.Access.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Partners.Health;

/// <summary>
/// A medical care plan at school: the condition and what staff do, both under the child's data key. <paramref name="Until"/>: the last day; null: still.
/// </summary>
internal sealed record CarePlan(long Id, PupilId Pupil, byte[] Condition, byte[] Actions, DateOnly From, DateOnly? Until, DateOnly ReviewOn)
{
    /// <summary>Who the marker of a plan names as its source.</summary>
    public const string Source = "school nursing";

    /// <summary>Whether it holds on a day.</summary>
    public bool Covers(DateOnly day) => From <= day && (Until is null || Until >= day);

    /// <summary>Whether its review was to be before a day, and it still holds.</summary>
    public bool IsOverdue(DateOnly day) => Covers(day) && ReviewOn < day;

    /// <summary>Whether rights over a child let its plans be written and read by its own id: its school's people.</summary>
    public static bool Opens(ChildRights rights) => rights.May(Act.ReferChild);
}
