using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.YouthOffending.Posts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.YouthOffending.Placements;

/// <summary>Looking for an alternative placement, and what becomes of it (S142).</summary>
[MutationRoot]
internal sealed class PlacementMutations(
    YouthDesk desk,
    PlacementBook book,
    IFindSchool schools,
    IAuditTrail audit,
    IPupilTexts texts,
    IWriter writer,
    SchoolClock clock
)
{
    [Description("Begins the search for an alternative placement of a young person.")]
    [Cost(20)]
    public async Task<YouthPayload?> SeekYouthPlacement(
        Caller caller,
        [Description("The agreement that shares the young person."), Id] string agreement,
        [Description("The young person's id under the agreement."), Id] string child,
        [Description("Why, 1 to 2,000 characters."), Personal] string why,
        CancellationToken cancellation = default
    )
    {
        var person = await desk.FindAsync(caller, agreement, child, YouthWork.Placements, cancellation);
        var words = new Words();
        var said = words.Need("why", why, 2000);
        words.Check(
            (await book.ListAsync(person.Pupil, cancellation)).All(each => each.Outcome is not null),
            "child",
            "placement-duplicate",
            "A search or placement of the young person is open already."
        );
        if (words.Error is { } error)
            return YouthPayload.Of(error);
        var id = GrowingNumber.Next(TimeProvider.System);
        var sealedWhy = await texts.SealAsync(person.Pupil, said, cancellation);
        await audit.ChangingAsync(caller, nameof(SeekYouthPlacement), person.Pupil, $"youth-placement/{id}", cancellation);
        await writer.Run(transaction => book.AddAsync(transaction, id, agreement, person.Pupil, sealedWhy, caller.Name), cancellation);
        return YouthPayload.Of(id);
    }

    [Description("Notes that a provider was asked for a place, or what it answered. A provider keeps registers here by its own number.")]
    [Cost(20)]
    public async Task<YouthPayload?> AskYouthProvider(
        Caller caller,
        [Description("The placement's id."), Id] string id,
        [Description("The provider's number.")] Laestab provider,
        [Description("Whether it offers a place; null: asked, no answer yet.")] bool? offered = null,
        CancellationToken cancellation = default
    )
    {
        var placement = await FindAsync(caller, id, cancellation);
        var words = new Words();
        words.Check(
            (await schools.UnknownAsync([provider], cancellation)).Count == 0,
            "provider",
            "school-unknown",
            "The number is no provider's."
        );
        words.Check(placement.Provider is null && placement.Outcome is null, "id", "placement-settled", "The search is over.");
        if (words.Error is { } error)
            return YouthPayload.Of(error);
        await audit.ChangingAsync(caller, nameof(AskYouthProvider), placement.Pupil, $"school/{provider}", cancellation);
        await writer.Run(transaction => book.AskAsync(transaction, placement.Id, provider, offered), cancellation);
        return YouthPayload.Of(placement.Id);
    }

    [Description(
        "Records that the young person begins at a provider that offered a place, and how the pupil's own school marks the half-days there."
    )]
    [Cost(20)]
    public async Task<YouthPayload?> StartYouthPlacement(
        Caller caller,
        [Description("The placement's id."), Id] string id,
        [Description("The provider's number.")] Laestab provider,
        [Description("How the pupil's own school marks the half-days there.")] PlacementCode code,
        [Description("The first day.")] DateOnly from,
        CancellationToken cancellation = default
    )
    {
        var placement = await FindAsync(caller, id, cancellation);
        var words = new Words();
        words.Check(
            placement.Asked.Any(asked => asked.Provider == provider && asked.Offered is true),
            "provider",
            "place-not-offered",
            "The provider has not offered a place."
        );
        words.Check(
            from >= placement.SoughtOn.AddDays(-31) && from <= clock.Today.AddYears(1),
            "from",
            "date-invalid",
            "At most a month before the search and a year ahead."
        );
        if (words.Error is { } error)
            return YouthPayload.Of(error);
        await audit.ChangingAsync(caller, nameof(StartYouthPlacement), placement.Pupil, $"school/{provider}", cancellation);
        return YouthPayload.Of(
            placement.Id,
            await writer.Run(transaction => PlacementBook.StartAsync(transaction, placement.Id, provider, code, from), cancellation)
        );
    }

    [Description("Ends a placement, or a search that found nothing, with what came of it.")]
    [Cost(20)]
    public async Task<YouthPayload?> EndYouthPlacement(
        Caller caller,
        [Description("The placement's id."), Id] string id,
        [Description("The last day, by today.")] DateOnly until,
        [Description("What came of it.")] PlacementOutcome outcome,
        [Description("In words, 1 to 2,000 characters."), Personal] string words,
        CancellationToken cancellation = default
    )
    {
        var placement = await FindAsync(caller, id, cancellation);
        var checks = new Words();
        var said = checks.Need("words", words, 2000);
        checks.Check(
            until <= clock.Today && until >= (placement.From ?? placement.SoughtOn),
            "until",
            "date-invalid",
            "From the first day on, by today."
        );
        checks.Check(
            outcome is PlacementOutcome.NotFound == placement.Provider is null,
            "outcome",
            "outcome-invalid",
            "A search that found no provider ends with that, and a placement with something else."
        );
        if (checks.Error is { } error)
            return YouthPayload.Of(error);
        var sealedWords = await texts.SealAsync(placement.Pupil, said, cancellation);
        await audit.ChangingAsync(caller, nameof(EndYouthPlacement), placement.Pupil, outcome.ToString(), cancellation);
        return YouthPayload.Of(
            placement.Id,
            await writer.Run(transaction => PlacementBook.EndAsync(transaction, placement.Id, until, outcome, sealedWords), cancellation)
        );
    }

    private async Task<YouthPlacement> FindAsync(Caller caller, string id, CancellationToken cancellation)
    {
        var placement = await book.FindAsync(id, cancellation);
        await desk.OwnAsync(caller, placement?.Pupil, YouthWork.Placements, cancellation);
        return placement!;
    }
}
