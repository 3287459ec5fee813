using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Schools.GraphQL;

/// <summary>Patterns are identified with schools (S69): the school confirms or explains each.</summary>
[MutationRoot]
internal sealed class PatternAnswerMutations(IPolicy policy, IAuditTrail audit, PatternAnswers answers)
{
    [Description(
        "A school says of an open flag of its child that it sees the pattern too, or what explains it. The flag stays; whoever sees it reads the answer. The latest answer counts, the others stay to be read."
    )]
    [Cost(10)]
    public async Task<SettlePayload?> AnswerPattern(
        Caller caller,
        [Description("The flag, and what the school says.")] AnswerPatternInput input,
        CancellationToken cancellation = default
    )
    {
        var pupil = await ChildAct.RequireAsync(
            policy,
            caller,
            input.Pupil,
            Act.ReferChild,
            "Only the child's school answers patterns.",
            cancellation
        );
        await audit.ChangingAsync(caller, nameof(AnswerPattern), pupil, null, cancellation);
        return SettlePayload.Of(
            await answers.AnswerAsync(
                caller,
                pupil,
                input.Rule,
                new SessionKey(input.OpenedOn, input.OpenedHalf),
                input.Confirmed,
                input.Text,
                cancellation
            )
        );
    }
}

/// <summary>What schools said of a child's patterns.</summary>
[Extends(typeof(PupilNode))]
internal sealed class PupilPatternAnswers(PupilReads reads, PatternAnswers answers, IMediator mediator)
{
    [Description("What schools said of patterns in the child's marks, the latest first. Empty for a role that is not shown who did what.")]
    [Cost(5)]
    public IDataLoaderResult<IReadOnlyList<PatternAnswer>> PatternAnswers(PupilNode pupil, Caller caller) =>
        reads.LoadSaid(mediator, pupil, caller, answers.ReadAsync, row => row.By, PatternAnswer.Of);
}

[Description("A child's open flag, and what the school says of it.")]
internal sealed record AnswerPatternInput(
    [property: Description("The child's id."), Id] string Pupil,
    [property: Description("The rule, by its stable id.")] string Rule,
    [property: Description("The date of the session at which the flag opened.")] DateOnly OpenedOn,
    [property: Description("The half of the session at which the flag opened.")] HalfDay OpenedHalf,
    [property: Description("True: the school sees the pattern too. False: it explains it.")] bool Confirmed,
    [property: Description("What the school sees, or the explanation, 1 to 1,000 characters. Kept under the child's own key."), Personal]
        string Text
);

[Description("What a school said of a pattern.")]
internal sealed record PatternAnswer(
    [property: Description("The rule, by its stable id.")] string Rule,
    [property: Description("The rule in plain words.")] string Title,
    [property: Description("The session at which the flag opened.")] HalfDaySession Opened,
    [property: Description("True: the school sees the pattern too. False: it explains it.")] bool Confirmed,
    [property: Description("What the school said; null when the child's texts were erased.")] string? Text,
    [property: Description("When.")] DateTimeOffset RecordedAt,
    [property: Description("Who.")] string By
)
{
    public static PatternAnswer Of(AnsweredPattern row, string by) =>
        new(row.Rule, FlagRules.TitleOf(row.Rule), HalfDaySession.Of(row.Episode), row.Confirmed, row.Text, row.RecordedAt, by);
}
