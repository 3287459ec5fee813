using Attendance.Access.Contracts;
using Attendance.Partners.Directory;
using Attendance.Partners.Meetings;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.Health;

/// <summary>Child protection meetings, for the strategy's table of school nursing.</summary>
internal sealed class ProtectionMeasures(MeetingBook meetings, SchoolClock clock) : IOutcomeMeasures
{
    private static readonly Visible Everywhere = new("(1 = 1)", []);

    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome>
        {
            ["protection-meetings"] = async (_, cancellation) =>
            {
                var since = SchoolClock.Instant(AcademicYear.Of(clock.Today).FirstDay, TimeOnly.MinValue);
                var held = (await meetings.ListAsync(Everywhere, false, null, cancellation))
                    .Where(meeting => MeetingKinds.IsProtection(meeting.Kind) && meeting.Minutes is not null && meeting.At >= since)
                    .ToList();
                return OutcomeFigure.Of(
                    "Child protection meetings this year, minuted with what was said of attendance",
                    held.Count(meeting => meeting.Attendance is not null),
                    held.Count
                );
            },
        };
}
