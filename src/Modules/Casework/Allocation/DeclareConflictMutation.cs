using System.ComponentModel;
using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Allocation;

/// <summary>A tie between a worker and a family is written down, and keeps the worker from the child's cases.</summary>
[MutationRoot]
internal sealed class DeclareConflictMutation(CaseDesk desk, IMediator mediator)
{
    [Description(
        "Says that a worker has a conflict of interest with the child's family. The worker is not proposed for the child any more."
    )]
    [Cost(10)]
    public async Task<CasePayload?> DeclareConflict(
        Caller caller,
        [Description("Who, and why.")] DeclareConflictInput input,
        CancellationToken cancellation = default
    )
    {
        var workers = await mediator.Send(new ReadWorkers(), cancellation);
        return await desk.ChangeAsync(
            caller,
            input.Case,
            Act.AllocateCase,
            nameof(DeclareConflict),
            file =>
            {
                var words = new Words();
                var reason = words.Need("reason", input.Reason, 500);
                var worker = workers.FirstOrDefault(known => known.Person.ToString(CultureInfo.InvariantCulture) == input.Worker);
                words.Check(worker is not null, "worker", "worker-unknown", "Nobody who holds cases has this number.");
                if (worker is null || file.Of<ConflictDeclared>().Any(made => made.Worker == worker.Person))
                    return words.Or();
                return words.Or(new ConflictDeclared(worker.Person, worker.Name, reason));
            },
            cancellation: cancellation
        );
    }
}

[Description("A conflict of interest.")]
internal sealed record DeclareConflictInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("The number of the worker's record."), Id] string Worker,
    [property: Description("What it is, 1 to 500 characters. Kept under the child's own key."), Personal] string Reason
);
