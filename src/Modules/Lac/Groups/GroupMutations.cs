using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.Lac.Updates;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Lac.Groups;

/// <summary>Answers flagged groups.</summary>
[MutationRoot]
internal sealed class GroupMutations(IPolicy policy, IAuditTrail trail, GroupMonitor monitor, GroupAnswers answers)
{
    private const int Longest = 2_000;

    [Description(
        "Records why the looked-after children of a school attend badly in a term, and what is done about it. What stood before is kept."
    )]
    [Cost(100)]
    public async Task<GroupAnswerPayload?> AnswerLookedAfterGroup(
        Caller caller,
        [Description("The group, and the answer.")] GroupAnswerInput input,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.WorkOnCare, CareBook.Register, cancellation: cancellation))
            throw Refusal.NotFound();
        var (reason, action) = (input.Reason.Trim(), input.Action.Trim());
        if (reason.Length is 0 or > Longest || action.Length is 0 or > Longest)
            return Wrong("/reason", "text-invalid", $"A reason and an action have 1 to {Longest} characters each.");
        var term = Term.On(input.Term);
        if (!(await monitor.ReadAsync(term, cancellation)).Any(group => group.School == input.School && group.Flagged))
            return Wrong("/school", "not-flagged", "That school's group is not flagged in that term.");
        await trail.ChangingAsync(caller, nameof(AnswerLookedAfterGroup), $"school/{input.School}", null, cancellation);
        await answers.WriteAsync(input.School, term.FirstDay, reason, action, caller.Name, cancellation);
        return new GroupAnswerPayload(true, []);
    }

    private static GroupAnswerPayload Wrong(string field, string code, string message) =>
        new(false, InputProblem.Of(Error.Validation(field, code, message)));
}

[Description("Why a group attends badly, and what is done.")]
internal sealed record GroupAnswerInput(
    [property: Description("The school's number.")] Laestab School,
    [property: Description("A day of the term.")] DateOnly Term,
    [property: Description("Why, 1 to 2,000 characters. No child is named.")] string Reason,
    [property: Description("What is done, 1 to 2,000 characters. No child is named.")] string Action
);

[Description("What became of an answer.")]
internal sealed record GroupAnswerPayload(
    [property: Description("False when a problem kept it from being recorded.")] bool Changed,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);
