using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.YouthOffending.Posts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.YouthOffending.Mentors;

/// <summary>Keeping the register of volunteer mentors and matching them with young people (S145).</summary>
[MutationRoot]
internal sealed class MentorMutations(
    YouthDesk desk,
    MentorBook book,
    IAuditTrail audit,
    IPupilTexts texts,
    IWriter writer,
    SchoolClock clock
)
{
    [Description("Adds a volunteer mentor to the register, or changes what is kept of one: recruited, trained, checked until when, left.")]
    [Cost(10)]
    public async Task<YouthPayload?> SaveMentor(
        Caller caller,
        [Description("The mentor.")] MentorInput input,
        CancellationToken cancellation = default
    )
    {
        await desk.RequireAsync(caller, YouthWork.Mentors, cancellation);
        if (input.Id is not null && (await book.ListAsync(cancellation)).All(each => $"{each.Id}" != input.Id))
            throw Refusal.NotFound();
        var words = new Words();
        var today = clock.Today;
        words.Check(input.RecruitedOn <= today, "recruitedOn", "date-in-future", "What happened did so by today.");
        words.Check(
            input.TrainedOn is null || (input.TrainedOn >= input.RecruitedOn && input.TrainedOn <= today),
            "trainedOn",
            "date-invalid",
            "From the recruitment on, by today."
        );
        words.Check(
            (input.CheckNumber is null) == (input.CheckUntil is null),
            "checkUntil",
            "check-incomplete",
            "A check has a number and a day from which it no longer holds."
        );
        words.Check(input.LeftOn is null || input.LeftOn >= input.RecruitedOn, "leftOn", "date-invalid", "Not before the recruitment.");
        var mentor = new Mentor(
            input.Id is null
                ? GrowingNumber.Next(TimeProvider.System)
                : long.Parse(input.Id, System.Globalization.CultureInfo.InvariantCulture),
            words.Need("name", input.Name, 100),
            input.RecruitedOn,
            input.TrainedOn,
            words.May("checkNumber", input.CheckNumber, 40),
            input.CheckUntil,
            input.LeftOn
        );
        if (words.Error is { } error)
            return YouthPayload.Of(error);
        await audit.ChangingAsync(caller, nameof(SaveMentor), $"mentor/{mentor.Id}", null, cancellation);
        await writer.Run(transaction => book.SaveAsync(transaction, mentor, caller.Name), cancellation);
        return YouthPayload.Of(mentor.Id);
    }

    [Description(
        "Matches a mentor with a young person. Refused for a mentor who is not trained, not checked, whose check no longer holds, or who left."
    )]
    [Cost(20)]
    public async Task<YouthPayload?> MatchMentor(
        Caller caller,
        [Description("The mentor's id."), Id] string mentor,
        [Description("The agreement that shares the young person."), Id] string agreement,
        [Description("The young person's id under the agreement."), Id] string child,
        [Description("The first day, today or within a year.")] DateOnly from,
        CancellationToken cancellation = default
    )
    {
        var person = await desk.FindAsync(caller, agreement, child, YouthWork.Mentors, cancellation);
        var known = (await book.ListAsync(cancellation)).FirstOrDefault(each => $"{each.Id}" == mentor) ?? throw Refusal.NotFound();
        var words = new Words();
        words.Check(from >= clock.Today && from <= clock.Today.AddYears(1), "from", "date-invalid", "Today or within a year.");
        words.Check(
            !(await book.MatchesAsync(person.Pupil, cancellation)).Any(match => match.Mentor == known.Id && match.Outcome is null),
            "mentor",
            "match-duplicate",
            "The mentor works with the young person already."
        );
        if (words.Error is { } error)
            return YouthPayload.Of(error);
        var match = new MentorMatch(
            GrowingNumber.Next(TimeProvider.System),
            known.Id,
            person.Scope.Agreement.Id,
            person.Pupil,
            from,
            null,
            null,
            null
        );
        await audit.ChangingAsync(caller, nameof(MatchMentor), person.Pupil, $"mentor/{known.Id}", cancellation);
        // Judged where it is written: a check that was taken back meanwhile counts.
        var state = await writer.Run(
            async transaction =>
            {
                var now = await book.FindAsync(transaction, known.Id);
                var judged = now?.On(clock.Today) is { } today and not MentorState.Ready ? today : now?.On(from) ?? MentorState.Left;
                if (judged is MentorState.Ready)
                    await MentorBook.AddAsync(transaction, match, caller.Name);
                return judged;
            },
            cancellation
        );
        return Refused(state) is { } refused ? YouthPayload.Of(refused) : YouthPayload.Of(match.Id);
    }

    [Description("Ends the work of a mentor with a young person, with what came of it.")]
    [Cost(20)]
    public async Task<YouthPayload?> EndMentorMatch(
        Caller caller,
        [Description("The match's id."), Id] string id,
        [Description("The last day, by today.")] DateOnly until,
        [Description("What came of it.")] MatchOutcome outcome,
        [Description("In words, 1 to 2,000 characters."), Personal] string words,
        CancellationToken cancellation = default
    )
    {
        var match = (await book.MatchesAsync(null, cancellation)).FirstOrDefault(each => $"{each.Id}" == id);
        await desk.OwnAsync(caller, match?.Pupil, YouthWork.Mentors, cancellation);
        var checks = new Words();
        var said = checks.Need("words", words, 2000);
        checks.Check(until <= clock.Today && until >= match!.From, "until", "date-invalid", "From the first day on, by today.");
        if (checks.Error is { } error)
            return YouthPayload.Of(error);
        var sealedWords = await texts.SealAsync(match!.Pupil, said, cancellation);
        await audit.ChangingAsync(caller, nameof(EndMentorMatch), match.Pupil, outcome.ToString(), cancellation);
        return YouthPayload.Of(
            match.Id,
            await writer.Run(transaction => MentorBook.EndAsync(transaction, match.Id, until, outcome, sealedWords), cancellation)
        );
    }

    private static Error? Refused(MentorState state) =>
        state switch
        {
            MentorState.Ready => null,
            MentorState.Untrained => new Error("mentor-untrained", "The mentor is not trained."),
            MentorState.Unchecked => new Error("mentor-unchecked", "The mentor is not checked."),
            MentorState.CheckExpired => new Error(
                "mentor-check-expired",
                "The mentor's check no longer holds, or does not on the first day."
            ),
            MentorState.Left => new Error("mentor-left", "The person is no mentor any more, or is not on the first day."),
        };
}

[Description("A volunteer mentor as the register keeps the person.")]
internal sealed record MentorInput(
    [property: Description("Name, 1 to 100 characters."), Personal] string Name,
    [property: Description("When recruited.")] DateOnly RecruitedOn,
    [property: Description("When trained; null: not yet.")] DateOnly? TrainedOn = null,
    [property: Description("The number of the criminal records check; null: none."), Personal] string? CheckNumber = null,
    [property: Description("The first day on which the check no longer holds.")] DateOnly? CheckUntil = null,
    [property: Description("The first day on which the person is no mentor any more.")] DateOnly? LeftOn = null,
    [property: Description("The mentor's id, to change one; null: a new one."), Id] string? Id = null
);
