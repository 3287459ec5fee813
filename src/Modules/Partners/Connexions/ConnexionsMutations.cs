using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Sharing;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Connexions;

/// <summary>What personal advisers record of young people whom a live agreement shows them.</summary>
[MutationRoot]
internal sealed class ConnexionsMutations(
    SharedScopes scopes,
    AgreementBook agreements,
    ConnexionsBook book,
    IAuditTrail audit,
    IWriter writer,
    IPupilTexts texts,
    SchoolClock clock
)
{
    private const int YearsAhead = 4;

    private static readonly Error Settled = new("barrier-settled", "It was overcome meanwhile.");

    [Description("Records what stands between a young person and achievement or progression.")]
    [Cost(20)]
    public async Task<AgreementPayload?> RecordBarrier(
        Caller caller,
        [Description("The young person, and what.")] BarrierInput input,
        CancellationToken cancellation = default
    )
    {
        var (scope, pupil) = await ChildAsync(caller, input.Agreement, input.Child, cancellation);
        var words = new Words();
        var said = words.Need("words", input.Words, 1000);
        var with = words.May("seenWith", input.SeenWith, 100);
        if (words.Error is { } error)
            return AgreementPayload.Of(error);
        var barrier = new Barrier(
            GrowingNumber.Next(TimeProvider.System),
            scope.Agency.Id,
            pupil,
            input.Factor,
            await texts.SealAsync(pupil, said, cancellation),
            with,
            clock.Today,
            null,
            null
        );
        await audit.ChangingAsync(caller, nameof(RecordBarrier), pupil, $"agreement/{scope.Agreement.Id}", cancellation);
        await writer.Run(transaction => ConnexionsBook.AddBarrierAsync(transaction, barrier, caller.Name), cancellation);
        return new AgreementPayload($"{barrier.Id}", []);
    }

    [Description("Says that a barrier is overcome, and what came of it.")]
    [Cost(20)]
    public async Task<AgreementPayload?> SettleBarrier(
        Caller caller,
        [Description("The barrier's id."), Id] string id,
        [Description("What came of it, 1 to 1,000 characters."), Personal] string words,
        CancellationToken cancellation = default
    )
    {
        var barrier = long.TryParse(id, out var number) ? await book.FindBarrierAsync(number, cancellation) : null;
        if (barrier is null || !await ReachesAsync(caller, barrier, cancellation))
            throw Refusal.NotFound();
        var checks = new Words();
        var said = checks.Need("words", words, 1000);
        if (checks.Error is { } error)
            return AgreementPayload.Of(error);
        var sealedWords = await texts.SealAsync(barrier.Pupil, said, cancellation);
        await audit.ChangingAsync(caller, nameof(SettleBarrier), barrier.Pupil, $"barrier/{barrier.Id}", cancellation);
        return await writer.Run(transaction => book.SettleAsync(transaction, barrier.Id, sealedWords, caller.Name), cancellation)
            ? new AgreementPayload(id, [])
            : AgreementPayload.Of(Settled);
    }

    [Description("Records where a young person goes after school, as it is known now. What was recorded before stays on record.")]
    [Cost(20)]
    public async Task<AgreementPayload?> RecordDestination(
        Caller caller,
        [Description("The young person, and where to.")] DestinationInput input,
        CancellationToken cancellation = default
    )
    {
        var (scope, pupil) = await ChildAsync(caller, input.Agreement, input.Child, cancellation);
        var words = new Words();
        var present = AcademicYear.Of(clock.Today).StartYear;
        words.Check(
            input.LeavingYear.StartYear >= present && input.LeavingYear.StartYear <= present + YearsAhead,
            "leavingYear",
            "year-invalid",
            "The present school year, or one of the four after it."
        );
        var said = words.May("words", input.Words, 500);
        if (words.Error is { } error)
            return AgreementPayload.Of(error);
        var destination = new Destination(
            GrowingNumber.Next(TimeProvider.System),
            scope.Agency.Id,
            pupil,
            input.LeavingYear,
            input.Kind,
            said is null ? null : await texts.SealAsync(pupil, said, cancellation),
            clock.Today
        );
        await audit.ChangingAsync(caller, nameof(RecordDestination), pupil, $"agreement/{scope.Agreement.Id}", cancellation);
        await writer.Run(transaction => ConnexionsBook.AddDestinationAsync(transaction, destination, caller.Name), cancellation);
        return new AgreementPayload($"{destination.Id}", []);
    }

    /// <summary>A young person of the caller's; one out of reach, below year 9 or of another school is none.</summary>
    private async Task<(SharedScope Scope, PupilId Pupil)> ChildAsync(
        Caller caller,
        string agreement,
        string child,
        CancellationToken cancellation
    ) =>
        await scopes.FindAsync(caller, agreement, cancellation) is { Role: Role.Connexions } scope
        && scope.Children.FirstOrDefault(shared => shared.PseudonymousId == child) is { } found
            ? (scope, found.Pupil)
            : throw Refusal.NotFound();

    /// <summary>Whether any live agreement of the barrier's agency still shows the caller the young person.</summary>
    private async Task<bool> ReachesAsync(Caller caller, Barrier barrier, CancellationToken cancellation)
    {
        foreach (var agreement in await agreements.ListAsync([barrier.Agency], cancellation))
        {
            if (
                await scopes.FindAsync(caller, agreement.Id, cancellation) is { Role: Role.Connexions } scope
                && scope.Children.Any(child => child.Pupil == barrier.Pupil)
            )
                return true;
        }
        return false;
    }
}
