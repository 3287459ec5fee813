using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.YouthOffending.Posts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.YouthOffending.Transitions;

/// <summary>Makes transitions as they are shown.</summary>
internal sealed class TransitionReader(TransitionBook book, IMediator mediator, SchoolClock clock)
{
    /// <summary>Of a young person, the latest release first.</summary>
    public async Task<IReadOnlyList<YouthReleaseNode>> OfAsync(PupilId pupil, CancellationToken cancellation)
    {
        var settings = (await book.SettingsAsync(cancellation)).ToDictionary(setting => setting.Id);
        var names = (await mediator.Send(new ReadSchools(), cancellation)).ToDictionary(school => school.Laestab, school => school.Name);
        return
        [
            .. (await book.ListAsync([pupil], cancellation)).Select(each => new YouthReleaseNode(
                $"{each.Id}",
                settings[each.Setting].Id,
                settings[each.Setting].Name,
                each.WeeklyHours,
                each.ReleaseOn,
                each.School,
                each.School is { } school ? names.GetValueOrDefault(school) : null,
                each.StartsOn,
                each.FirstMark?.Date,
                each.FirstAttended?.Date,
                each.DaysToFirstMark,
                [
                    .. Enum.GetValues<PreReleaseItem>()
                        .Select(item => new YouthReleaseItemNode(item, each.Done.FirstOrDefault(done => done.Item == item)?.On)),
                ],
                each.CompleteInTime,
                each.FlagsOn(clock.Today)
            )),
        ];
    }
}

/// <summary>What a school is told of who comes to it, and the settings.</summary>
[QueryRoot]
internal sealed class TransitionQueries(IPolicy policy, TransitionBook book, YouthDesk desk, IMediator mediator, SchoolClock clock)
{
    private static readonly Caller Job = Caller.System("youth-offending");

    [Description("Secure settings in which young people are educated.")]
    [Cost(2)]
    public async Task<IReadOnlyList<CustodialSettingNode>?> CustodialSettings(Caller caller, CancellationToken cancellation = default)
    {
        await desk.RequireAsync(caller, YouthWork.Transitions, cancellation);
        return
        [
            .. (await book.SettingsAsync(cancellation)).Select(setting => new CustodialSettingNode(
                setting.Id,
                setting.Name,
                setting.Link,
                setting.Line
            )),
        ];
    }

    [Description(
        "Young people who are to come to a school by a plan of the youth offending service and have no mark there yet: who, and when. From where is not told. For the school's people who refer its children."
    )]
    [Cost(20)]
    public async Task<IReadOnlyList<SchoolArrivalNode>?> SchoolArrivals(
        Caller caller,
        [Description("The school.")] Laestab school,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.ReferChild, GrantTarget.Of(school), cancellation: cancellation))
            throw Refusal.NotFound();
        var coming = (await book.ToSchoolAsync(school, cancellation))
            .Where(each => each.FirstMark is null && each.StartsOn > clock.Today.AddDays(-60))
            .OrderBy(each => each.StartsOn)
            .ToList();
        var pupils = await mediator.Send(new ReadPupils(Job, [.. coming.Select(each => each.Pupil).Distinct()]), cancellation);
        foreach (var pupil in pupils.Keys)
            AuditScope.Current?.Show(pupil);
        return
        [
            .. coming
                .Where(each => pupils.ContainsKey(each.Pupil))
                .Select(each => new SchoolArrivalNode(
                    pupils[each.Pupil].Pupil.GivenName,
                    pupils[each.Pupil].Pupil.FamilyName,
                    pupils[each.Pupil].Pupil.BirthDate,
                    each.StartsOn!.Value,
                    each.Done.Any(done => done.Item is PreReleaseItem.ContactNamed)
                )),
        ];
    }
}

[Description("A young person's way from custody to a school.")]
[global::GraphQL.Name("YouthRelease")]
internal sealed record YouthReleaseNode(
    [property: Description("The release's id."), Id] string Id,
    [property: Description("The secure setting's short name."), Id] string Setting,
    [property: Description("Its name.")] string SettingName,
    [property: Description("Hours of education a week there.")] int WeeklyHours,
    [property: Description("The day of the release.")] DateOnly ReleaseOn,
    [property: Description("The school; null: no place yet.")] Laestab? School,
    [property: Description("Its name.")] string? SchoolName,
    [property: Description("The first day there.")] DateOnly? StartsOn,
    [property: Description("The day of the first mark that counts from the release on; null: none yet.")] DateOnly? FirstMarkOn,
    [property: Description("The day of the first half-day attended; null: none yet.")] DateOnly? FirstAttendedOn,
    [property: Description("Calendar days from the release to the first mark.")] int? DaysToFirstMark,
    [property: Description("What is done before the release.")] IReadOnlyList<YouthReleaseItemNode> Checklist,
    [property: Description("True when all of it was done before the day of the release.")] bool CompleteInTime,
    [property: Description("What is late.")] IReadOnlyList<TransitionFlag> Flags
);

[Description("An item of the checklist before a release.")]
[global::GraphQL.Name("YouthReleaseItem")]
internal sealed record YouthReleaseItemNode(
    [property: Description("What.")] PreReleaseItem Item,
    [property: Description("When it was done; null: not yet.")] DateOnly? DoneOn
);

[Description("A secure setting: a provider of education.")]
[global::GraphQL.Name("CustodialSetting")]
internal sealed record CustodialSettingNode(
    [property: Description("Its short name."), Id] string Id,
    [property: Description("Name.")] string Name,
    [property: Description("Who plans returns there: a post.")] string Link,
    [property: Description("The line of the strategy that names it; null: the authority added it.")] int? Line
);

[Description("A young person who is to come to a school.")]
[global::GraphQL.Name("SchoolArrival")]
internal sealed record SchoolArrivalNode(
    [property: Description("Given name.")] string GivenName,
    [property: Description("Family name.")] string FamilyName,
    [property: Description("Date of birth.")] DateOnly BirthDate,
    [property: Description("The first day.")] DateOnly StartsOn,
    [property: Description("True when somebody at the school is named to meet the young person.")] bool ContactNamed
);
