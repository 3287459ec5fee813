using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Directory;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Community;

/// <summary>Logging events and campaigns in the community.</summary>
[MutationRoot]
internal sealed class LogCampaignMutation(
    CommunityAccess access,
    CampaignBook book,
    AgencyBook agencies,
    Areas areas,
    IAuditTrail audit,
    IWriter writer,
    SchoolClock clock
)
{
    [Description("Logs an event or a campaign in the community for attendance: by the agency that led it, or by who keeps the directory.")]
    [Cost(10)]
    public async Task<AgreementPayload?> LogCampaign(
        Caller caller,
        [Description("What was done.")] LogCampaignInput input,
        CancellationToken cancellation = default
    )
    {
        await access.RequireAsync(caller, cancellation);
        var words = new Words();
        var campaign = new Campaign(
            GrowingNumber.Next(TimeProvider.System),
            words.Need("title", input.Title, 100),
            input.Kind,
            words.May("area", input.Area, 100),
            input.Agency,
            input.From,
            input.Until ?? input.From,
            input.Reached,
            words.Need("about", input.About, 1000)
        );
        words.Check(
            await agencies.FindAsync(input.Agency, cancellation) is not null
                && await access.LogsForAsync(caller, input.Agency, cancellation),
            "agency",
            "agency-unknown",
            "It is not an agency that you log for."
        );
        words.Check(
            campaign.Area is null || (await areas.ListAsync(cancellation)).Any(area => area.Name == campaign.Area),
            "area",
            "area-unknown",
            "There is no such area."
        );
        words.Check(
            campaign.From <= clock.Today.AddDays(366) && campaign.From >= clock.Today.AddDays(-366),
            "from",
            "date-invalid",
            "Within a year back and a year ahead."
        );
        words.Check(campaign.Until >= campaign.From, "until", "until-before-from", "The last day is before the first.");
        words.Check(campaign.Reached is null or (>= 0 and <= 1_000_000), "reached", "reached-invalid", "0 to 1,000,000 people.");
        if (words.Error is { } error)
            return AgreementPayload.Of(error);
        await audit.ChangingAsync(caller, nameof(LogCampaign), $"agency/{campaign.Agency}", campaign.Title, cancellation);
        await writer.Run(transaction => book.AddAsync(transaction, campaign, caller.Name), cancellation);
        return new AgreementPayload($"{campaign.Id}", []);
    }
}

[Description("An event or a campaign to be logged.")]
internal sealed record LogCampaignInput(
    [property: Description("Its title, 1 to 100 characters.")] string Title,
    [property: Description("What it was.")] CampaignKind Kind,
    [property: Description("The agency that led it, by short name."), Id] string Agency,
    [property: Description("The day on which it was, or began.")] DateOnly From,
    [property: Description("What was done, 1 to 1,000 characters; name no child.")] string About,
    [property: Description("The last day; the first when left out.")] DateOnly? Until = null,
    [property: Description("The area, by name; all when left out.")] string? Area = null,
    [property: Description("How many people were reached.")] int? Reached = null
);
