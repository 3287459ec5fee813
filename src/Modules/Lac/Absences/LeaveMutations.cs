using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Absences;

/// <summary>Asking for leave, and answering.</summary>
[MutationRoot]
internal sealed class LeaveMutations(CareDesk desk, IAuditTrail trail, LeaveBook book)
{
    private const int LongestDays = 31;

    [Description(
        "Asks the looked-after team for leave to take a child out of school in term time. For those who look after the child, and the team itself."
    )]
    [Cost(10)]
    public async Task<DonePayload?> RequestLeave(
        Caller caller,
        [Description("The child, the days and why.")] LeaveInput input,
        CancellationToken cancellation = default
    )
    {
        var pupil = await desk.ChildAsync(caller, input.Pupil, cancellation, Act.WorkAtUnit);
        if (input.LastDay < input.FirstDay || input.LastDay.DayNumber - input.FirstDay.DayNumber > LongestDays)
            return DonePayload.Refused(
                Error.Validation(
                    "/lastDay",
                    "date-order",
                    $"The last day is not before the first, and at most {LongestDays} days after it."
                )
            );
        if (CareDesk.Check("/why", input.Why, 1_000) is { } wrong)
            return DonePayload.Refused(wrong);
        await trail.ChangingAsync(caller, nameof(RequestLeave), pupil, null, cancellation);
        await book.AskAsync(caller, pupil, input, cancellation);
        return DonePayload.Of(true);
    }

    [Description("Answers a request for leave, with a note for those who asked.")]
    [Cost(10)]
    public async Task<DonePayload?> AnswerLeave(
        Caller caller,
        [Description("The request's id."), Id] string id,
        [Description("True: the team agrees.")] bool agreed,
        [Description("Why, 1 to 500 characters."), Personal] string note,
        CancellationToken cancellation = default
    )
    {
        var row = await desk.FindAsync(caller, id, "l.pupil_id", book.FindAsync, cancellation);
        if (CareDesk.Check("/note", note, 500) is { } wrong)
            return DonePayload.Refused(wrong);
        await trail.ChangingAsync(caller, nameof(AnswerLeave), new PupilId(row.PupilId), agreed ? "agreed" : "refused", cancellation);
        return await book.AnswerAsync(caller, row, agreed, note, cancellation)
            ? DonePayload.Of(true)
            : DonePayload.Refused(new Error("conflict", "It was answered before."));
    }
}

[Description("A request to take a child out of school in term time.")]
internal sealed record LeaveInput(
    [property: Id, Description("The child's id.")] string Pupil,
    [property: Description("The first day.")] DateOnly FirstDay,
    [property: Description("The last day, at most 31 days later.")] DateOnly LastDay,
    [property: Description("Why, 1 to 1,000 characters."), Personal] string Why
);
