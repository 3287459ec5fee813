using System.ComponentModel;
using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Allocation;

/// <summary>Managers decide who holds a case. The grant that opens the child to the worker changes hands in the same transaction.</summary>
[MutationRoot]
internal sealed class AllocateCaseMutation(
    CaseDesk desk,
    Candidates candidates,
    CaseGrants grants,
    CaseworkOptions options,
    SchoolClock clock
)
{
    [Description(
        "Gives a case to a key worker. One who is full, away or has a conflict of interest is refused; one who was not proposed first needs a reason; a case that somebody holds needs a hand-over note."
    )]
    [Cost(30)]
    public async Task<CasePayload?> AllocateCase(
        Caller caller,
        [Description("The case, and to whom.")] AllocateCaseInput input,
        CancellationToken cancellation = default
    )
    {
        var folder = await desk.OpenAsync(caller, input.Case, cancellation);
        var ranked = folder.Rights.May(Act.AllocateCase) ? await candidates.RankAsync(folder.File, cancellation) : [];
        return await desk.ChangeAsync(
            caller,
            input.Case,
            Act.AllocateCase,
            nameof(AllocateCase),
            file => Decide(file, ranked, input),
            (transaction, before, after) => grants.HandOverAsync(transaction, caller, folder.File, before.Worker, after.Worker),
            cancellation
        );
    }

    private Result<CaseEvent[]> Decide(CaseFile file, IReadOnlyList<Recommendation> ranked, AllocateCaseInput input)
    {
        if (!file.IsOpen)
            return CaseDesk.Closed;
        var words = new Words();
        var reason = words.May("reason", input.Reason, 500);
        var handOver = words.May("handOver", input.HandOver);
        var place = ranked.ToList().FindIndex(judged => judged.Candidate.Person.ToString(CultureInfo.InvariantCulture) == input.Worker);
        if (place < 0)
        {
            words.Wrong("worker", "worker-unknown", "Nobody who holds cases has this number.");
            return words.Or();
        }
        var chosen = ranked[place];
        var worker = chosen.Candidate.Person;
        if (file.Status.Worker == worker)
            return Array.Empty<CaseEvent>();
        words.Check(chosen.IsProposed, "worker", "worker-not-free", string.Join(' ', chosen.Reasons));
        words.Check(place == 0 || reason is not null, "reason", "reason-missing", "Say why it is not the one who was proposed first.");
        words.Check(
            file.Status.Worker is null || handOver is not null,
            "handOver",
            "hand-over-missing",
            "Say where the case stands, for who takes it over."
        );
        return words.Or(
            new CaseAllocated(
                worker,
                chosen.Candidate.Name,
                file.Status.Worker,
                place + 1,
                chosen.Reasons,
                reason,
                handOver,
                CaseworkOptions.After(clock.Today, options.AssessmentDays)
            )
        );
    }
}

[Description("To whom a case is given.")]
internal sealed record AllocateCaseInput(
    [property: Description("The case's id."), Id] string Case,
    [property: Description("The number of the worker's record."), Id] string Worker,
    [property: Description("Why, when it is not the one who was proposed first. 1 to 500 characters."), Personal] string? Reason = null,
    [property: Description("Where the case stands, for who takes it over. Needed when somebody holds it."), Personal]
        string? HandOver = null
);
