using System.Text;
using Attendance.Access.Contracts;
using Attendance.Partners.Directory;
using Attendance.Partners.Effects;
using Attendance.Partners.Meetings;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.Community;

/// <summary>Makes the pack of an area from what the product holds at this moment. Judges nobody.</summary>
internal sealed class AreaPacks(
    Areas areas,
    IMediator mediator,
    MeetingBook meetings,
    CampaignBook campaigns,
    EffectFigures effects,
    SchoolClock clock
)
{
    /// <summary>The pack; null when there is no such area.</summary>
    public async Task<AreaPack?> MakeAsync(string name, CancellationToken cancellation)
    {
        if ((await areas.ListAsync(cancellation)).FirstOrDefault(each => each.Name == name) is not { } area)
            return null;
        var year = AcademicYear.Of(clock.Today);
        var all = await mediator.Send(new ReadHalfDays(year.FirstDay, clock.Today), cancellation);
        var own = area.Schools.ToHashSet();
        var held = (await meetings.ListAsync(new Visible("(1 = 0)", []), true, null, cancellation)).Where(meeting =>
            meeting.Kind is PartnersMeetingKind.CommunitySector && meeting.Area == name
        );
        var logged = new List<AreaCampaign>();
        foreach (var each in await campaigns.ListAsync(year.FirstDay, cancellation))
        {
            if (each.Area is null || each.Area == name)
            {
                var effect = await effects.OfSchoolsAsync(area.Schools, each.From);
                logged.Add(new AreaCampaign(each.From, each.Title, each.Reached, effect.IsHidden ? null : effect.Change));
            }
        }
        return new AreaPack(
            name,
            year,
            area.Schools.Count,
            AreaPack.TermsOf([.. all.Where(count => own.Contains(count.School))], [.. all]),
            [
                .. held.Select(meeting => new AreaMeeting(
                    DateOnly.FromDateTime(SchoolClock.Local(meeting.At)),
                    meeting.Place,
                    [.. meeting.Actions.Select(action => Encoding.UTF8.GetString(action.What))],
                    meeting.Actions.Count(action => action.DoneOn is null)
                )),
            ],
            logged,
            Link(name)
        );
    }

    /// <summary>The address of the pack on paper.</summary>
    public static string Link(string area) => $"/api/v1/areas/{Uri.EscapeDataString(area)}/pack";
}
