using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Lac.Carers;

/// <summary>What the team records of carers.</summary>
[MutationRoot]
internal sealed class TrainingMutations(CareDesk desk, IAuditTrail trail, CarerBook book, SchoolClock clock)
{
    [Description("Adds a foster carer, somebody of a unit's staff or a social worker.")]
    [Cost(10)]
    public async Task<DonePayload?> AddCarer(
        Caller caller,
        [Description("The name, 1 to 100 characters."), Personal] string name,
        [Description("What they are.")] CarerKind kind,
        CancellationToken cancellation = default
    )
    {
        await desk.TeamAsync(caller, cancellation);
        if (CareDesk.Check("/name", name, 100) is { } wrong)
            return DonePayload.Refused(wrong);
        await trail.ChangingAsync(caller, nameof(AddCarer), "carers", null, cancellation);
        return DonePayload.Of(await book.AddAsync(caller, name.Trim(), kind, cancellation));
    }

    [Description("Records that somebody had a training. The same again changes nothing.")]
    [Cost(10)]
    public async Task<DonePayload?> RecordTraining(
        Caller caller,
        [Description("The carer's id."), Id] string carer,
        [Description("What it was about.")] TrainingTopic topic,
        [Description("On which day.")] DateOnly on,
        CancellationToken cancellation = default
    )
    {
        await desk.TeamAsync(caller, cancellation);
        if (on > clock.Today)
            return DonePayload.Refused(Error.Validation("/on", "too-late", "A training is recorded when it was held."));
        if (!long.TryParse(carer, out var number) || (await book.ListAsync(cancellation)).All(row => row.Id != number))
            return DonePayload.Refused(Error.Validation("/carer", "unknown-carer", "There is no such carer."));
        await trail.ChangingAsync(caller, nameof(RecordTraining), "carers", null, cancellation);
        return DonePayload.Of(await book.TrainAsync(caller, number, topic, on, cancellation));
    }
}
