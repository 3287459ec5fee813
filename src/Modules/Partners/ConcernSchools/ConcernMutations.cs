using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.SchoolImprovement;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.ConcernSchools;

/// <summary>Termly meetings, and the values of their criteria.</summary>
[MutationRoot]
internal sealed class ConcernMutations(
    SchoolDesk desk,
    IAuditTrail audit,
    IWriter writer,
    ConcernBook book,
    SchoolPictures pictures,
    SchoolClock clock
)
{
    private const int MostSchools = 200;

    [Description(
        "Writes a termly meeting with what it decided of schools. With each decision the criteria that the school meets now are kept, with their arithmetic."
    )]
    [Cost(50)]
    public async Task<SchoolWorkPayload?> RecordConcernMeeting(
        Caller caller,
        [Description("The meeting.")] RecordConcernMeetingInput input,
        CancellationToken cancellation = default
    )
    {
        await desk.RequireAllAsync(caller, Act.ImproveSchool, cancellation);
        var words = new Words();
        words.Check(
            input.HeldOn <= clock.Today && input.HeldOn > clock.Today.AddDays(-92),
            "heldOn",
            "date-invalid",
            "A day of the last three months, today at the latest."
        );
        var present = words.Need("present", input.Present, 500);
        words.Check(
            input.Decisions.Count is > 0 and <= MostSchools
                && input.Decisions.Select(decision => decision.School).Distinct().Count() == input.Decisions.Count,
            "decisions",
            "decisions-invalid",
            $"1 to {MostSchools} schools, each once."
        );
        words.Check(
            input.Decisions.Count > MostSchools
                || !await desk.AnyUnknownAsync(input.Decisions.Select(decision => decision.School), cancellation),
            "decisions",
            "school-unknown",
            "One of the numbers is no school's."
        );
        var decided = new List<ConcernDecision>();
        foreach (var (at, decision) in input.Decisions.Index())
        {
            var concern = decision.State is ConcernState.Concern;
            var strategy = concern
                ? words.Need($"decisions/{at}/strategy", decision.Strategy)
                : words.May($"decisions/{at}/strategy", decision.Strategy);
            var follower = concern
                ? words.Need($"decisions/{at}/followedBy", decision.FollowedBy, 200)
                : words.May($"decisions/{at}/followedBy", decision.FollowedBy, 200);
            words.Check(
                concern
                    ? decision.FollowUpBy is { } day && day > input.HeldOn && day <= input.HeldOn.AddDays(184)
                    : decision.FollowUpBy is null,
                $"decisions/{at}/followUpBy",
                "follow-up-invalid",
                "A concern is followed up by a day within six months of the meeting; nothing else is."
            );
            decided.Add(new ConcernDecision(0, decision.School, decision.State, strategy ?? "", follower ?? "", decision.FollowUpBy, []));
        }
        if (words.Error is { } error)
            return SchoolWorkPayload.Of(error);
        var options = await book.OptionsAsync(cancellation);
        var grounds = (await pictures.ReadAsync(cancellation)).ToDictionary(
            each => each.School.School,
            each => ConcernCriteria.Of(each.Picture, options).Where(criterion => criterion.Met).Select(criterion => criterion.Arithmetic)
        );
        var id = GrowingNumber.Next(TimeProvider.System);
        var meeting = new ConcernMeeting(
            id,
            input.HeldOn,
            present,
            caller.Name,
            clock.Now,
            [.. decided.Select(decision => decision with { Meeting = id, Grounds = [.. grounds[decision.School]] })]
        );
        await audit.ChangingAsync(caller, nameof(RecordConcernMeeting), $"concern-meeting/{id}", null, cancellation);
        await writer.Run(transaction => ConcernBook.AddAsync(transaction, meeting), cancellation);
        return SchoolWorkPayload.Of(id);
    }

    [Description("Sets a value by which schools are judged. Decisions that were made keep the arithmetic of their time.")]
    [Cost(10)]
    public async Task<SchoolWorkPayload?> SetConcernOption(
        Caller caller,
        [Description("Which value.")] ConcernOption option,
        [Description("In tenths of a point or per cent: 0 to 1,000.")] int tenths,
        CancellationToken cancellation = default
    )
    {
        await desk.RequireAllAsync(caller, Act.ImproveSchool, cancellation);
        var words = new Words();
        words.Check(tenths is >= 0 and <= ConcernOptions.Most, "tenths", "value-invalid", "0 to 100 points.");
        if (words.Error is { } error)
            return SchoolWorkPayload.Of(error);
        await audit.ChangingAsync(caller, nameof(SetConcernOption), $"concern-option/{option}", $"{tenths}", cancellation);
        await writer.Run(transaction => ConcernBook.SetAsync(transaction, option, tenths, caller.Name, clock.Now), cancellation);
        return new SchoolWorkPayload(option.ToString(), []);
    }
}

[Description("A termly meeting as it is written.")]
internal sealed record RecordConcernMeetingInput(
    [property: Description("The day: within the last three months.")] DateOnly HeldOn,
    [property: Description("Who was there, 1 to 500 characters.")] string Present,
    [property: Description("What was decided, of 1 to 200 schools.")] IReadOnlyList<ConcernDecisionInput> Decisions
);

[Description("What a meeting decided of a school.")]
internal sealed record ConcernDecisionInput(
    [property: Description("The school.")] Laestab School,
    [property: Description("Where it stands now.")] ConcernState State,
    [property: Description("What is done; needed for a concern, at most 4,000 characters.")] string? Strategy = null,
    [property: Description("Who follows it with the head teacher; needed for a concern, at most 200 characters.")]
        string? FollowedBy = null,
    [property: Description("The last day of the follow-up visit; needed for a concern, within six months.")] DateOnly? FollowUpBy = null
);
