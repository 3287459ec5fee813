using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Casework.Plans;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.GraphQL;
using MediatR;

namespace Attendance.Casework.Records;

/// <summary>What the child's school sees of a case: the same case in another rendering, without what was said in confidence (S76).</summary>
[Extends(typeof(PupilNode))]
internal sealed class PupilCaseFeedback(CaseReader reader, CaseLists lists, IPolicy policy, IMediator mediator)
{
    [Description("What the school is told of the child's open case; null without one, and for everybody but the school.")]
    [Cost(10)]
    public async Task<CaseFeedback?> CaseFeedback(PupilNode pupil, Caller caller, CancellationToken cancellation = default)
    {
        var rights = await policy.OfAsync(caller, pupil.Key, cancellation);
        if (
            !rights.May(Act.ReferChild)
            || await lists.OpenOfAsync(pupil.Key, cancellation) is not { } id
            || await reader.LoadAsync(id, cancellation) is not { } file
        )
            return null;
        var names = await mediator.Send(new ReadNames([file.Status.Worker ?? 0]), cancellation);
        var plan = PlanState.Of(file);
        return new CaseFeedback(
            file.Status.Stage,
            names.GetValueOrDefault(file.Status.Worker ?? 0),
            [
                .. (plan?.Plan.Actions ?? [])
                    .Where(action => action.Party is Party.School && !plan!.Settled.ContainsKey(action.Number))
                    .Select(action => $"{action.What}, by {action.DueOn:d MMMM yyyy}."),
            ],
            file.Status.Dues.Where(due => due.Key.StartsWith("review/", StringComparison.Ordinal))
                .Select(due => (DateOnly?)due.Value.On)
                .Min(),
            [
                .. file
                    .Events.Where(recorded => recorded.Audience is CaseAudience.Case)
                    .Select(recorded => (recorded.At, Text: recorded.Event?.TellSchool()))
                    .Where(told => told.Text is not null)
                    .Select(told => new FeedbackEntry(told.At, told.Text!)),
            ]
        );
    }
}

[Description("What a school is told of a child's case.")]
internal sealed record CaseFeedback(
    [property: Description("How far it has come.")] CaseStage Stage,
    [property: Description("The key worker's name; null while it waits for one.")] string? WorkerName,
    [property: Description("What the plan asks of the school and is not settled yet.")] IReadOnlyList<string> SchoolActions,
    [property: Description("The next review; null when none is set.")] DateOnly? NextReview,
    [property: Description("What happened, as the school may know it, the first first.")] IReadOnlyList<FeedbackEntry> Entries
);

[Description("Something that a school is told.")]
internal sealed record FeedbackEntry(
    [property: Description("When it was recorded.")] DateTimeOffset At,
    [property: Description("What, in plain words.")] string Text
);
