using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Directory;
using Attendance.Partners.Sharing;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Activities;

/// <summary>The menu of activities: open to everybody who is signed in, and about no child.</summary>
[QueryRoot]
internal sealed class ActivityQueries(ActivityBook book, AgencyBook agencies, SharedScopes scopes, SharedReader reader, SchoolClock clock)
{
    [Description("Activities that young people can be signed up for, by area and title: of every agency.")]
    [Cost(5)]
    public async Task<IReadOnlyList<ActivityNode>> Activities(
        [Description("Only in this neighbourhood.")] string? area = null,
        [Description("Only those that meet this need (\"step-free\").")] string? need = null,
        [Description("Only for those who like this.")] string? interest = null,
        CancellationToken cancellation = default
    )
    {
        var names = await NamesAsync(cancellation);
        return
        [
            .. (await book.ListAsync(cancellation))
                .Where(activity => area is null || string.Equals(activity.Area, area, StringComparison.OrdinalIgnoreCase))
                .Where(activity => need is null || activity.Needs.Contains(need, StringComparer.OrdinalIgnoreCase))
                .Where(activity => interest is null || activity.Interests.Contains(interest, StringComparer.OrdinalIgnoreCase))
                .Select(activity => ActivityNode.Of(activity, names)),
        ];
    }

    [Description(
        "Activities that fit a child whom an agreement shares, the best first, with why. The year group counts when the agreement opens it. The child is written into the ledger of disclosures."
    )]
    [Cost(20)]
    public async Task<IReadOnlyList<MatchedActivity>> MatchActivities(
        Caller caller,
        [Description("The agreement."), Id] string agreement,
        [Description("The child's id under it.")] string child,
        [Description("What the young person likes.")] IReadOnlyList<string> interests,
        [Description("What the young person needs (\"step-free\").")] IReadOnlyList<string>? needs = null,
        [Description("The neighbourhood.")] string? area = null,
        CancellationToken cancellation = default
    )
    {
        if (
            await scopes.FindAsync(caller, agreement, cancellation) is not { } scope
            || await reader.ListAsync(scope, all => all.Where(each => each.Id == child), caller, cancellation) is not [var shown]
        )
            throw Refusal.NotFound();
        int? year =
            !scope.Fields.Contains(SharedFields.YearGroup) ? null
            : shown.YearGroup is "R" ? 0
            : int.TryParse(shown.YearGroup, out var known) ? known
            : null;
        var names = await NamesAsync(cancellation);
        return
        [
            .. (await book.ListAsync(cancellation))
                .Select(activity => ActivityMatch.Of(activity, year, interests, needs ?? [], area, clock.Today))
                .OfType<ActivityMatch>()
                .OrderByDescending(match => match.Score)
                .ThenBy(match => match.Activity.Support)
                .Select(match => new MatchedActivity(ActivityNode.Of(match.Activity, names), match.Why)),
        ];
    }

    private async Task<IReadOnlyDictionary<string, string>> NamesAsync(CancellationToken cancellation) =>
        (await agencies.ListAsync(cancellation)).ToDictionary(agency => agency.Id, agency => agency.Name);
}

[Description("An activity on the menu.")]
[GraphQL.Name("Activity")]
internal sealed record ActivityNode(
    [property: Description("Its id, which signing up names."), Id] string Id,
    [property: Description("The agency's short name."), Id] string Agency,
    [property: Description("The agency's name.")] string AgencyName,
    [property: Description("What it is called.")] string Title,
    [property: Description("Where.")] string Place,
    [property: Description("The neighbourhood.")] string Area,
    [property: Description("When it is.")] ActivityTime Time,
    [property: Description("What it is for those who like it.")] IReadOnlyList<string> Interests,
    [property: Description("Needs that it meets.")] IReadOnlyList<string> Needs,
    [property: Description("The youngest year, 0 for reception.")] int FromYear,
    [property: Description("The oldest year.")] int ToYear,
    [property: Description("How many can take part.")] int Places,
    [property: Description("Places left.")] int Free,
    [property: Description("The first day.")] DateOnly From,
    [property: Description("The last day; null: open.")] DateOnly? Until
)
{
    public static ActivityNode Of(Activity activity, IReadOnlyDictionary<string, string> names) =>
        new(
            $"{activity.Support}",
            activity.Agency,
            names[activity.Agency],
            activity.Title,
            activity.Place,
            activity.Area,
            activity.Time,
            activity.Interests,
            activity.Needs,
            activity.FromYear,
            activity.ToYear,
            activity.Places,
            activity.Free,
            activity.From,
            activity.Until
        );
}

[Description("An activity that fits somebody.")]
internal sealed record MatchedActivity(
    [property: Description("The activity.")] ActivityNode Activity,
    [property: Description("Why it fits, in sentences.")] IReadOnlyList<string> Why
);
