using Attendance.Access.Contracts;
using Attendance.Partners.Directory;
using Attendance.Partners.Meetings;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.Community;

/// <summary>Community work, for the strategy's rows.</summary>
internal sealed class CommunityMeasures(CampaignBook campaigns, MeetingBook meetings, SchoolClock clock) : IOutcomeMeasures
{
    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome>
        {
            ["campaigns"] = async (_, cancellation) =>
                OutcomeFigure.Of("Events and campaigns in the community this year", (await campaigns.ListAsync(Since, cancellation)).Count),
            ["sector-meetings"] = async (_, cancellation) =>
                OutcomeFigure.Of(
                    "Community sector meetings this year",
                    (await meetings.ListAsync(new Visible("(1 = 0)", []), true, null, cancellation)).Count(meeting =>
                        meeting.Kind is PartnersMeetingKind.CommunitySector && meeting.At >= SchoolClock.Instant(Since, TimeOnly.MinValue)
                    )
                ),
        };

    private DateOnly Since => AcademicYear.Of(clock.Today).FirstDay;
}
