using System.ComponentModel;

namespace Attendance.Partners.Community;

/// <summary>An event or a campaign in the community. <paramref name="Area"/>: null for all; <paramref name="Reached"/>: people, null when they were not counted.</summary>
internal sealed record Campaign(
    long Id,
    string Title,
    CampaignKind Kind,
    string? Area,
    string Agency,
    DateOnly From,
    DateOnly Until,
    int? Reached,
    string About
);

/// <summary>What it was. Stored by name.</summary>
[Description("What was done in the community.")]
internal enum CampaignKind
{
    [Description("An event on a day.")]
    Event,

    [Description("A campaign over some time.")]
    Campaign,

    [Description("A visit to a place of worship, a club or a group.")]
    Visit,
}
