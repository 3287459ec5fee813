using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Directory;
using Attendance.Partners.Effects;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Community;

/// <summary>The log of events and campaigns, each with the trend of its area.</summary>
[QueryRoot]
internal sealed class CampaignQuery(
    CommunityAccess access,
    CampaignBook book,
    AgencyBook agencies,
    Areas areas,
    EffectFigures effects,
    SchoolClock clock
)
{
    [Description(
        "Events and campaigns in the community since the last school year began, the latest first, each with its area's attendance before and after. For agencies and who keeps the directory."
    )]
    [Cost(100)]
    public async Task<IReadOnlyList<CampaignNode>?> Campaigns(Caller caller, CancellationToken cancellation = default)
    {
        await access.RequireAsync(caller, cancellation);
        var names = (await agencies.ListAsync(cancellation)).ToDictionary(agency => agency.Id, agency => agency.Name);
        var all = await areas.ListAsync(cancellation);
        var shown = new List<CampaignNode>();
        foreach (var each in await book.ListAsync(AcademicYear.Of(clock.Today).FirstDay.AddYears(-1), cancellation))
        {
            var schools = all.Where(area => each.Area is null || area.Name == each.Area).SelectMany(area => area.Schools).ToList();
            shown.Add(
                new CampaignNode(
                    $"{each.Id}",
                    each.Title,
                    each.Kind,
                    each.Area,
                    names.GetValueOrDefault(each.Agency, each.Agency),
                    each.From,
                    each.Until,
                    each.Reached,
                    each.About,
                    BeforeAfter.Of(await effects.OfSchoolsAsync(schools, each.From))
                )
            );
        }
        return shown;
    }

    [Description("The areas of the authority, by name: those of its locality teams. For agencies and who keeps the directory.")]
    [Cost(20)]
    public async Task<IReadOnlyList<string>?> CommunityAreas(Caller caller, CancellationToken cancellation = default)
    {
        await access.RequireAsync(caller, cancellation);
        return [.. (await areas.ListAsync(cancellation)).Select(area => area.Name)];
    }
}

[Description("An event or a campaign in the community, with the trend of its area.")]
[global::GraphQL.Name("Campaign")]
internal sealed record CampaignNode(
    [property: Description("Its id."), Id] string Id,
    [property: Description("Its title.")] string Title,
    [property: Description("What it was.")] CampaignKind Kind,
    [property: Description("The area, by name; null: all of them.")] string? Area,
    [property: Description("The agency that led it.")] string Agency,
    [property: Description("The day on which it was, or began.")] DateOnly From,
    [property: Description("The last day.")] DateOnly Until,
    [property: Description("How many people were reached; null: not counted.")] int? Reached,
    [property: Description("What was done.")] string About,
    [property: Description("Attendance of the area's schools before and after it began.")] BeforeAfter Trend
);
