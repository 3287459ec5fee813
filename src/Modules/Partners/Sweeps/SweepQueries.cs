using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Sweeps;

/// <summary>Sweeps, for those who plan them and those who go out.</summary>
[QueryRoot]
internal sealed class SweepQueries(SweepAccess access, SweepBook book, SchoolClock clock)
{
    private const int Most = 100;

    [Description("The latest truancy sweeps, planned ones too, the latest first; at most 100.")]
    [Cost(10)]
    public async Task<IReadOnlyList<SweepNode>?> Sweeps(Caller caller, CancellationToken cancellation = default)
    {
        await access.RequireReaderAsync(caller, cancellation);
        var sweeps = await book.ListAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Most, cancellation);
        return [.. sweeps.Select(sweep => SweepNode.Of(sweep, clock.Now))];
    }

    [Description("One sweep. Null with NOT_FOUND when there is none.")]
    [Cost(5)]
    public async Task<SweepNode?> Sweep(
        Caller caller,
        [Description("The sweep's id."), Id] string id,
        CancellationToken cancellation = default
    ) => SweepNode.Of(await access.FindAsync(caller, id, cancellation), clock.Now);
}

/// <summary>What came of a sweep, read only when it is asked for.</summary>
[Extends(typeof(SweepNode))]
internal sealed class SweepStops(SweepAccess access, SweepBook book, SweepDesk desk, IMediator mediator)
{
    private static readonly Caller Job = Caller.System("sweeps");

    [Description("Whether the caller signed on for it and it is not closed.")]
    [Cost(2)]
    public Task<bool> IsMine(SweepNode sweep, Caller caller, CancellationToken cancellation = default) =>
        access.IsOfficerAsync(caller, sweep.Row, cancellation);

    [Description("How many signed on for it.")]
    [Cost(2)]
    public async Task<int> Officers(SweepNode sweep, CancellationToken cancellation = default) =>
        (await book.OfficersAsync(sweep.Row.Id, cancellation)).Count;

    [Description("Who was stopped, in the order of the stops.")]
    [Cost(50)]
    public async Task<IReadOnlyList<SweepStop>> Stops(SweepNode sweep, Caller caller, CancellationToken cancellation = default)
    {
        var compared = await ComparedAsync(sweep, cancellation);
        var officer = await access.IsOfficerAsync(caller, sweep.Row, cancellation);
        var matched = compared.Select(each => SweepDesk.PupilOf(each.Stop)).OfType<PupilId>().Distinct().ToList();
        var pupils = await mediator.Send(new ReadPupils(officer ? Job : caller, matched), cancellation);
        return [.. compared.Select(each => Node(each.Stop, each.Finding, officer, pupils))];
    }

    [Description("What came of it, counted.")]
    [Cost(50)]
    public async Task<SweepResults> Results(SweepNode sweep, CancellationToken cancellation = default)
    {
        var compared = await ComparedAsync(sweep, cancellation);
        return new SweepResults(
            compared.Count,
            [
                .. compared
                    .GroupBy(each => each.Finding)
                    .OrderBy(group => group.Key)
                    .Select(group => new FindingCount(group.Key, group.Count())),
            ],
            [
                .. compared
                    .GroupBy(each => each.Stop.TakenTo)
                    .OrderBy(group => group.Key)
                    .Select(group => new TakenToCount(group.Key, group.Count())),
            ],
            compared.Count(each => each.Stop.CaseId is not null)
        );
    }

    /// <summary>The stops and the results of one answer are compared once, and tell the same.</summary>
    private Task<IReadOnlyList<(Stop Stop, StopFinding Finding)>> ComparedAsync(SweepNode sweep, CancellationToken cancellation) =>
        sweep.CompareOnce(async () => await desk.CompareAsync(await book.StopsAsync([sweep.Row.Id], cancellation), cancellation));

    private static SweepStop Node(Stop stop, StopFinding finding, bool officer, IReadOnlyDictionary<PupilId, PupilAtSchool> pupils)
    {
        StoppedChild? child = null;
        if (SweepDesk.PupilOf(stop) is { } id)
            child = pupils.GetValueOrDefault(id) is { } at ? Child(at) : null;
        else if (officer)
            child = new StoppedChild(stop.GivenName!, stop.FamilyName!, null);
        return new SweepStop(
            stop.StopKey,
            stop.StoppedAt,
            stop.Place,
            stop.WithAdult,
            stop.TakenTo,
            finding,
            stop.FirstFinding,
            stop.CaseId is not null,
            child
        );
    }

    internal static StoppedChild Child(PupilAtSchool at) => new(at.Pupil.GivenName, at.Pupil.FamilyName, at.SchoolName);
}
