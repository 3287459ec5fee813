using System.ComponentModel;
using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Partners.YouthOffending.Checks;
using Attendance.Partners.YouthOffending.Posts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.YouthOffending.Transitions;

/// <summary>Planning the way from custody to a school (S137, S146).</summary>
[MutationRoot]
internal sealed class TransitionMutations(
    YouthDesk desk,
    TransitionBook book,
    Rechecks rechecks,
    IWatchList watches,
    ISharedNotices notices,
    IFindSchool schools,
    IAuditTrail audit,
    IWriter writer,
    SchoolClock clock
)
{
    private const int MostHours = 40;

    private static readonly Caller Job = Caller.System("youth-offending");

    [Description(
        "Records that a young person is in custody and is released on a day; or, with an id, another day, setting or hours. From the release on the marks are looked at for the first one."
    )]
    [Cost(20)]
    public async Task<YouthPayload?> PlanYouthRelease(
        Caller caller,
        [Description("The young person, the setting and the day.")] YouthReleaseInput input,
        CancellationToken cancellation = default
    )
    {
        var person = await desk.FindAsync(caller, input.Agreement, input.Child, YouthWork.Transitions, cancellation);
        var known = input.Id is null ? null : await book.FindAsync(input.Id, cancellation);
        if (input.Id is not null && known?.Pupil != person.Pupil)
            throw Refusal.NotFound();
        var words = new Words();
        words.Check(
            (await book.SettingsAsync(cancellation)).Any(setting => setting.Id == input.Setting),
            "setting",
            "setting-unknown",
            "There is no such setting."
        );
        words.Check(
            input.WeeklyHours is >= 0 and <= MostHours,
            "weeklyHours",
            "hours-invalid",
            $"0 to {MostHours} hours of education a week."
        );
        words.Check(
            input.ReleaseOn >= clock.Today.AddDays(-60) && input.ReleaseOn <= clock.Today.AddYears(2),
            "releaseOn",
            "date-invalid",
            "At most 60 days back and two years ahead."
        );
        words.Check(
            known is not null
                || (await book.ListAsync([person.Pupil], cancellation)).All(each =>
                    each.FirstAttended is not null || each.ReleaseOn < clock.Today.AddDays(-60)
                ),
            "child",
            "release-duplicate",
            "A release of the young person is planned already: change that one."
        );
        if (words.Error is { } error)
            return YouthPayload.Of(error);
        var transition = known is null
            ? new YouthTransition(
                GrowingNumber.Next(TimeProvider.System),
                person.Scope.Agreement.Id,
                person.Pupil,
                input.Setting,
                input.WeeklyHours,
                input.ReleaseOn,
                null,
                null,
                null,
                null,
                caller.Person!.Value,
                []
            )
            : known with
            {
                Setting = input.Setting,
                WeeklyHours = input.WeeklyHours,
                ReleaseOn = input.ReleaseOn,
            };
        await audit.ChangingAsync(caller, nameof(PlanYouthRelease), person.Pupil, $"youth-transition/{transition.Id}", cancellation);
        await writer.Run(
            async transaction =>
            {
                await book.SaveAsync(transaction, transition, caller.Name);
                await watches.AddAsync(transaction, Job, person.Pupil, $"partners/youth-transition/{transition.Id}", cancellation);
                await rechecks.AskRepeatedlyAsync(transaction, person.Pupil);
            },
            cancellation
        );
        return YouthPayload.Of(transition.Id);
    }

    [Description(
        "Names the school to which a young person goes after the release, and the first day there. The school is told, and sees who comes."
    )]
    [Cost(20)]
    public async Task<YouthPayload?> PlaceYoungPerson(
        Caller caller,
        [Description("The release's id."), Id] string id,
        [Description("The school.")] Laestab school,
        [Description("The first day there: not before the release.")] DateOnly startsOn,
        CancellationToken cancellation = default
    )
    {
        var transition = await FindAsync(caller, id, cancellation);
        var words = new Words();
        words.Check(
            (await schools.UnknownAsync([school], cancellation)).Count == 0,
            "school",
            "school-unknown",
            "The number is no school's."
        );
        words.Check(
            startsOn >= transition.ReleaseOn && startsOn <= transition.ReleaseOn.AddDays(366),
            "startsOn",
            "date-invalid",
            "On the day of the release or within a year after."
        );
        if (words.Error is { } error)
            return YouthPayload.Of(error);
        await audit.ChangingAsync(caller, nameof(PlaceYoungPerson), transition.Pupil, $"school/{school}", cancellation);
        var day = startsOn.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        await writer.Run(
            async transaction =>
            {
                await book.PlaceAsync(transaction, transition.Id, school, startsOn);
                await notices.TellAsync(
                    transaction,
                    new SchoolNotice(
                        $"youth-arrival/{transition.Id}/{school}/{startsOn.DayNumber}",
                        school,
                        $"A young person is to come to your school on {day}. Meet who plans the return before then.",
                        $"/schools/{school}/agencies"
                    )
                );
                await rechecks.AskRepeatedlyAsync(transaction, transition.Pupil);
            },
            cancellation
        );
        return YouthPayload.Of(transition.Id);
    }

    [Description("Ticks an item of the checklist before a release as done today. Again changes nothing.")]
    [Cost(20)]
    public async Task<YouthPayload?> TickYouthRelease(
        Caller caller,
        [Description("The release's id."), Id] string id,
        [Description("What is done.")] PreReleaseItem item,
        CancellationToken cancellation = default
    )
    {
        var transition = await FindAsync(caller, id, cancellation);
        await audit.ChangingAsync(caller, nameof(TickYouthRelease), transition.Pupil, $"youth-transition/{id}", cancellation);
        await writer.Run(transaction => book.DoneAsync(transaction, transition.Id, item, caller.Name), cancellation);
        return YouthPayload.Of(transition.Id);
    }

    private async Task<YouthTransition> FindAsync(Caller caller, string id, CancellationToken cancellation)
    {
        var transition = await book.FindAsync(id, cancellation);
        await desk.OwnAsync(caller, transition?.Pupil, YouthWork.Transitions, cancellation);
        return transition!;
    }
}

[Description("A release from custody.")]
internal sealed record YouthReleaseInput(
    [property: Description("The agreement that shares the young person."), Id] string Agreement,
    [property: Description("The young person's id under the agreement."), Id] string Child,
    [property: Description("The secure setting, by its short name."), Id] string Setting,
    [property: Description("Hours of education a week there, 0 to 40.")] int WeeklyHours,
    [property: Description("The day of the release.")] DateOnly ReleaseOn,
    [property: Description("The release's id, to change it; null: a new one."), Id] string? Id = null
);
