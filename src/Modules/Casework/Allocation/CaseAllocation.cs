using System.ComponentModel;
using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;
using MediatR;

namespace Attendance.Casework.Allocation;

/// <summary>Who could hold a case, and who held it.</summary>
[Extends(typeof(CaseNode))]
internal sealed class CaseAllocation(Candidates candidates, CaseReads reads)
{
    [Description(
        "The officers as the recommender ranks them for this case, each with the reasons; null for a role that does not allocate."
    )]
    [Cost(20)]
    public async Task<IReadOnlyList<WorkerRecommendation>?> Recommendations(CaseNode node, CancellationToken cancellation = default) =>
        node.Folder.Rights.May(Act.AllocateCase) && node.Folder.File.IsOpen
            ? [.. (await candidates.RankAsync(node.Folder.File, cancellation)).Select(WorkerRecommendation.Of)]
            : null;

    [Description("Who held the case, the first one first.")]
    [Cost(1)]
    public IReadOnlyList<AllocationNode> Allocations(CaseNode node) =>
        [.. node.Folder.File.Recorded<CaseAllocated>().Select(made => new AllocationNode(made.Recorded, made.Event, reads))];
}

[Description("An officer's place for a case.")]
internal sealed record WorkerRecommendation(
    [property: Description("The officer.")] CaseWorker Worker,
    [property: Description("False for one who is full, away or has a conflict of interest.")] bool Proposed,
    [property: Description("What speaks for the officer, added up; 0 when not proposed.")] int Points,
    [property: Description("Why, as sentences.")] IReadOnlyList<string> Reasons,
    [property: Description("Open cases held now.")] int Open,
    [property: Description("Open cases held at most.")] int Capacity
)
{
    public static WorkerRecommendation Of(Recommendation judged) =>
        new(
            new CaseWorker(judged.Candidate.Person.ToString(CultureInfo.InvariantCulture), judged.Candidate.Name),
            judged.IsProposed,
            judged.Points,
            judged.Reasons,
            judged.Candidate.Open,
            judged.Candidate.Capacity
        );
}

/// <summary>One time that the case was given to somebody.</summary>
[Description("One time that a case was given to a key worker.")]
[GraphQL.Name("CaseAllocation")]
internal sealed class AllocationNode(RecordedEvent recorded, CaseAllocated made, CaseReads reads)
{
    [Description("When.")]
    public DateTimeOffset At => recorded.At;

    [Description("By whom.")]
    [Cost(1)]
    public IDataLoaderResult<string> By() => reads.By(recorded.By);

    [Description("The worker's name then.")]
    public string WorkerName => made.WorkerName;

    [Description("The worker's place among those who were proposed, from 1.")]
    public int Place => made.Place;

    [Description("What spoke for the worker.")]
    public IReadOnlyList<string> Why => made.Why;

    [Description("The manager's own reason.")]
    public string? Reason => made.Reason;

    [Description("Where the case stood, as told to who took it over.")]
    public string? HandOver => made.HandOver;
}

/// <summary>Who holds how many cases.</summary>
[QueryRoot]
internal sealed class WorkerQueries(IMediator mediator, CaseLists lists, WorkerStore store, WorkerRights rights)
{
    [Description(
        "The welfare officers whom the caller manages, with how many cases each holds and can hold. Empty for a caller who manages none."
    )]
    [Cost(20)]
    public async Task<IReadOnlyList<WorkerLoad>> CaseWorkers(Caller caller, CancellationToken cancellation = default)
    {
        var workers = new List<WorkerRecord>();
        foreach (var worker in await mediator.Send(new ReadWorkers(), cancellation))
        {
            if (await rights.ManagesAsync(caller, worker, cancellation))
                workers.Add(worker);
        }
        var loads = await lists.LoadsAsync(cancellation);
        var settings = await store.ReadAsync([.. workers.Select(worker => worker.Person)], cancellation);
        return
        [
            .. workers.Select(worker => new WorkerLoad(
                new CaseWorker(worker.Person.ToString(CultureInfo.InvariantCulture), worker.Name),
                worker.Teams,
                loads.GetValueOrDefault(worker.Person),
                settings[worker.Person].Capacity,
                [.. settings[worker.Person].Specialisms.Order(StringComparer.Ordinal)],
                worker.IsAway
            )),
        ];
    }
}

[Description("How many cases a welfare officer holds, and can hold.")]
internal sealed record WorkerLoad(
    [property: Description("The officer.")] CaseWorker Worker,
    [property: Description("The locality teams, by name.")] IReadOnlyList<string> Teams,
    [property: Description("Open cases held now.")] int Open,
    [property: Description("Open cases held at most.")] int Capacity,
    [property: Description("What the officer knows best.")] IReadOnlyList<string> Specialisms,
    [property: Description("True when somebody stands in today.")] bool Away
);
