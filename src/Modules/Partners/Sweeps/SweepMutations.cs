using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Sweeps;

/// <summary>Planning and authorising a sweep, signing on, looking a child up, recording stops, closing.</summary>
[MutationRoot]
internal sealed class SweepMutations(
    SweepAccess access,
    SweepBook book,
    SweepDesk desk,
    IWriter writer,
    IAuditTrail audit,
    IMediator mediator,
    IPupilTexts texts,
    SchoolClock clock
)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    // A phone's clock may be so far ahead.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    [Description(
        "Plans a sweep: area, period of at most 12 hours that is not over, and premises. Nobody is stopped before it is authorised."
    )]
    [Cost(10)]
    public async Task<SweepPayload?> PlanSweep(
        Caller caller,
        [Description("The sweep.")] PlanSweepInput input,
        CancellationToken cancellation = default
    )
    {
        await access.RequireAsync(caller, Act.PlanSweep, cancellation);
        var words = new Words();
        var area = words.Need("area", input.Area, 100);
        words.Check(input.Ends > input.Begins, "ends", "ends-before-begins", "The end is not after the beginning.");
        words.Check(input.Ends - input.Begins <= Longest, "ends", "too-long", "A sweep has at most 12 hours.");
        words.Check(input.Ends > clock.Now, "ends", "over", "The period is over.");
        words.Check(input.Premises.Count is > 0 and <= 10, "premises", "premises-missing", "Name 1 to 10 designated premises.");
        var premises = input.Premises.Take(10).Select(one => words.Need("premises", one.ReplaceLineEndings(" "), 200)).ToList();
        if (words.Error is { } wrong)
            return new SweepPayload(null, InputProblem.Of(wrong));
        await audit.ChangingAsync(caller, nameof(PlanSweep), "sweep", area, cancellation);
        var id = await writer.Run(
            transaction => book.PlanAsync(transaction, area, input.Begins, input.Ends, input.Level, string.Join('\n', premises), caller),
            cancellation
        );
        return await AnswerAsync(id, cancellation);
    }

    [Description("Enters that an officer of superintendent's rank or above authorised a sweep, before its period is over.")]
    [Cost(10)]
    public async Task<SweepPayload?> AuthoriseSweep(
        Caller caller,
        [Description("The sweep, and who authorised it.")] AuthoriseSweepInput input,
        CancellationToken cancellation = default
    )
    {
        await access.RequireAsync(caller, Act.AuthoriseSweep, cancellation);
        var sweep = await access.FindAsync(caller, input.Sweep, cancellation);
        var words = new Words();
        var officer = words.Need("officer", input.Officer, 100);
        words.Check(sweep.StateAt(clock.Now) is SweepState.Planned, "sweep", "not-planned", "The sweep was authorised before, or is over.");
        if (words.Error is { } wrong)
            return new SweepPayload(null, InputProblem.Of(wrong));
        await audit.ChangingAsync(caller, nameof(AuthoriseSweep), sweep.Source, input.Rank.ToString(), cancellation);
        await writer.Run(transaction => book.AuthoriseAsync(transaction, sweep.Id, officer, input.Rank, caller), cancellation);
        return await AnswerAsync(sweep.Id, cancellation);
    }

    [Description("Signs the caller on for a sweep, as one of its officers until it is closed.")]
    [Cost(10)]
    public async Task<SweepPayload?> JoinSweep(
        Caller caller,
        [Description("The sweep's id."), Id] string id,
        CancellationToken cancellation = default
    )
    {
        await access.RequireAsync(caller, Act.WorkOnSweep, cancellation);
        var sweep = await access.FindAsync(caller, id, cancellation);
        if (caller.Person is not { } person || sweep.StateAt(clock.Now) is SweepState.Over or SweepState.Closed)
            return new SweepPayload(null, Problem("sweep-over", "The sweep is over."));
        await audit.ChangingAsync(caller, nameof(JoinSweep), sweep.Source, null, cancellation);
        await writer.Run(transaction => book.JoinAsync(transaction, sweep.Id, person), cancellation);
        return await AnswerAsync(sweep.Id, cancellation);
    }

    [Description(
        "Looks one child up during a sweep, by whole names and birth date: name, school and what the register says now. Each look is in the audit under the sweep, also one that finds nobody."
    )]
    [Cost(20)]
    public async Task<SweepLookPayload?> LookInSweep(
        Caller caller,
        [Description("Whom.")] SweepLookInput input,
        CancellationToken cancellation = default
    )
    {
        var sweep = await access.OwnAsync(caller, input.Sweep, cancellation);
        if (sweep.StateAt(clock.Now) is not SweepState.Open)
            return new SweepLookPayload(null, null, Problem("sweep-not-open", "Children are looked up while the sweep is open."));
        var found = await mediator.Send(new MatchPupil(input.GivenName, input.FamilyName, input.BirthDate), cancellation);
        await NoteAsync(caller, nameof(LookInSweep), found?.Pupil.Key, sweep, cancellation);
        var finding = await desk.CompareAsync(found?.Pupil.Key, clock.Now, cancellation);
        return new SweepLookPayload(found is null ? null : SweepStops.Child(found), finding, []);
    }

    [Description(
        "Records a child who was stopped. The same stop sent again changes nothing, so that a phone may send until it is answered. A child out of school without permission is referred at once: the case leads to a Personal Attendance Plan. What a child said is kept only with a child who was matched."
    )]
    [Cost(20)]
    public async Task<SweepStopPayload?> RecordSweepStop(
        Caller caller,
        [Description("The stop.")] SweepStopInput input,
        CancellationToken cancellation = default
    )
    {
        var sweep = await access.OwnAsync(caller, input.Sweep, cancellation);
        var words = new Words();
        words.Check(Guid.TryParse(input.Id, out var key), "id", "id-invalid", "The stop's own name is a UUID.");
        words.Check(
            sweep.AuthorisedAt is not null && input.StoppedAt >= sweep.Begins && input.StoppedAt <= sweep.Ends,
            "stoppedAt",
            "outside-the-sweep",
            "The stop is not within the period of an authorised sweep."
        );
        words.Check(input.StoppedAt <= clock.Now + Ahead, "stoppedAt", "in-the-future", "The stop is in the future.");
        words.Check(clock.Now <= sweep.Ends + Sweep.Late, "stoppedAt", "too-late", "Stops come in at most a day after the end.");
        words.Check(
            input is { Latitude: null, Longitude: null } or { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 },
            "latitude",
            "position-invalid",
            "Latitude and longitude are degrees, both or neither."
        );
        var place = words.Need("place", input.Place, 200);
        var given = words.Need("givenName", input.GivenName, 100);
        var family = words.Need("familyName", input.FamilyName, 100);
        var said = words.May("said", input.Said, 500);
        if (words.Error is { } wrong)
            return new SweepStopPayload(null, InputProblem.Of(wrong));

        var found = input.BirthDate is { } born ? await mediator.Send(new MatchPupil(given, family, born), cancellation) : null;
        var pupil = found?.Pupil.Key;
        var finding = await desk.CompareAsync(pupil, input.StoppedAt, cancellation);
        var stop = new Stop
        {
            SweepId = sweep.Id,
            StopKey = key.ToString(),
            StoppedAt = input.StoppedAt,
            Place = place,
            North = Square(input.Latitude),
            East = Square(input.Longitude),
            WithAdult = input.WithAdult,
            TakenTo = input.TakenTo,
            Said = pupil is { } child && said is not null ? await texts.SealAsync(child, said, cancellation) : null,
            GivenName = pupil is null ? given : null,
            FamilyName = pupil is null ? family : null,
            BirthDate = pupil is null ? input.BirthDate : null,
            PupilId = pupil?.Value,
            FirstFinding = finding,
        };
        await NoteAsync(caller, nameof(RecordSweepStop), pupil, sweep, cancellation);
        await writer.Run(transaction => book.RecordAsync(transaction, stop, caller), cancellation);
        // As it stands: the one that was there before, when this one comes again.
        var kept = (await book.StopsAsync([sweep.Id], cancellation)).Single(each => each.StopKey == stop.StopKey);
        var followed = await desk.FollowUpAsync(
            caller,
            sweep,
            kept,
            await desk.CompareAsync(SweepDesk.PupilOf(kept), kept.StoppedAt, cancellation),
            cancellation
        );
        return new SweepStopPayload(
            new SweepStop(
                kept.StopKey,
                kept.StoppedAt,
                kept.Place,
                kept.WithAdult,
                kept.TakenTo,
                finding,
                kept.FirstFinding,
                followed,
                    // Closed meanwhile by somebody else: the stop is taken, and nobody is named any more.
                    sweep.ClosedAt
                        is not null
                        ? null
                    : found is null ? new StoppedChild(given, family, null)
                    : SweepStops.Child(found)
            ),
            []
        );
    }

    [Description(
        "Closes a sweep: its stops are compared once more, and who still has no known reason is referred. Its officers see no names after."
    )]
    [Cost(50)]
    public async Task<SweepPayload?> CloseSweep(
        Caller caller,
        [Description("The sweep's id."), Id] string id,
        CancellationToken cancellation = default
    )
    {
        await access.RequireReaderAsync(caller, cancellation);
        var sweep = await access.FindAsync(caller, id, cancellation);
        if (sweep.StateAt(clock.Now) is not (SweepState.Over or SweepState.Closed))
            return new SweepPayload(null, Problem("not-over", "The sweep's period is not over yet."));
        await audit.ChangingAsync(caller, nameof(CloseSweep), sweep.Source, null, cancellation);
        await writer.Run(transaction => book.CloseAsync(transaction, sweep.Id, caller), cancellation);
        // Again after a crash in the middle: closing what is closed ends what was begun.
        await desk.FinishAsync(caller, (await book.FindAsync(sweep.Id, cancellation))!, cancellation);
        return await AnswerAsync(sweep.Id, cancellation);
    }

    private Task NoteAsync(Caller caller, string action, PupilId? pupil, Sweep sweep, CancellationToken cancellation) =>
        pupil is { } child
            ? audit.ChangingAsync(caller, action, child, sweep.Source, cancellation)
            : audit.ChangingAsync(caller, action, sweep.Source, "nobody", cancellation);

    private async Task<SweepPayload> AnswerAsync(long id, CancellationToken cancellation) =>
        new(SweepNode.Of((await book.FindAsync(id, cancellation))!, clock.Now), []);

    private static int? Square(double? degrees) => degrees is { } at ? (int)Math.Floor(at * 200) : null;

    private static IReadOnlyList<InputProblem> Problem(string code, string message) => InputProblem.Of(new Error(code, message));
}
