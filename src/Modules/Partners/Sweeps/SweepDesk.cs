using System.Collections.Concurrent;
using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Casework.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.Sweeps;

/// <summary>Compares stops with the registers as they are now, and refers the children who were out without permission.</summary>
internal sealed class SweepDesk(IMediator mediator, SweepBook book, IWriter writer, IPupilTexts texts)
{
    private const int AtOnce = 8;

    private static readonly Caller Job = Caller.System("sweeps");

    /// <summary>What the register says of a child at a moment, now.</summary>
    public async Task<StopFinding> CompareAsync(PupilId? pupil, DateTimeOffset at, CancellationToken cancellation)
    {
        if (pupil is not { } child)
            return StopFinding.NotMatched;
        var session = StopRule.SessionAt(at);
        var sessions = await mediator.Send(new ReadSessions(Job, child, session.Date, session.Date), cancellation);
        return StopRule.Of(sessions.IsOk ? sessions.Value : null, session);
    }

    /// <summary>Every stop with what the register says now. A child is read once however often it was stopped, and several children at a time.</summary>
    public async Task<IReadOnlyList<(Stop Stop, StopFinding Finding)>> CompareAsync(
        IReadOnlyList<Stop> stops,
        CancellationToken cancellation
    )
    {
        var sessions = new ConcurrentDictionary<PupilId, ChildSessions?>();
        await Parallel.ForEachAsync(
            stops.Where(stop => stop.PupilId is not null).GroupBy(stop => new PupilId(stop.PupilId!.Value)),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (child, token) =>
            {
                var days = child.Select(stop => StopRule.SessionAt(stop.StoppedAt).Date).ToList();
                var read = await mediator.Send(new ReadSessions(Job, child.Key, days.Min(), days.Max()), token);
                sessions[child.Key] = read.IsOk ? read.Value : null;
            }
        );
        return
        [
            .. stops.Select(stop =>
                (stop, StopRule.Of(PupilOf(stop) is { } child ? sessions[child] : null, StopRule.SessionAt(stop.StoppedAt)))
            ),
        ];
    }

    /// <summary>
    /// Refers the child of a stop when it was out without permission and is not referred yet: it joins the child's case, or opens one. The same stop again changes nothing.
    /// Answers whether there is a case.
    /// </summary>
    public async Task<bool> FollowUpAsync(Caller caller, Sweep sweep, Stop stop, StopFinding finding, CancellationToken cancellation)
    {
        if (stop.CaseId is not null)
            return true;
        if (PupilOf(stop) is not { } pupil || !StopRule.IsWithoutPermission(finding, sweep.ClosedAt is not null))
            return false;
        var said = stop.Said is null ? null : (await texts.OpenAsync(pupil, [stop.Said], cancellation))[0];
        var referred = await mediator.Send(
            new ReferChild(caller, pupil, sweep.Source, stop.StopKey, Concern(sweep, stop, finding, said), null, []),
            cancellation
        );
        if (referred.Error is { } refused)
            throw new InvalidOperationException($"A stop could not be referred: {refused.Code}.");
        await writer.Run(transaction => SweepBook.ReferredAsync(transaction, stop, referred.Value.Case.ToString()), cancellation);
        return true;
    }

    /// <summary>Compares every stop of a sweep that was closed once more, and refers who is still without permission.</summary>
    public async Task FinishAsync(Caller caller, Sweep closed, CancellationToken cancellation)
    {
        foreach (var (stop, finding) in await CompareAsync(await book.StopsAsync([closed.Id], cancellation), cancellation))
            await FollowUpAsync(caller, closed, stop, finding, cancellation);
    }

    public static PupilId? PupilOf(Stop stop) => stop.PupilId is { } id ? new PupilId(id) : null;

    private static string Concern(Sweep sweep, Stop stop, StopFinding finding, string? said)
    {
        var register = finding switch
        {
            StopFinding.MarkedPresent => "The register had the child in school.",
            StopFinding.WithoutLeave => "The register had the child absent without leave.",
            StopFinding.NotKnown => "When the sweep was closed the register knew no reason.",
            StopFinding.NotMatched or StopFinding.NoSchool or StopFinding.WithLeave => throw new InvalidOperationException(
                "Only a child without permission is referred."
            ),
        };
        var local = SchoolClock.Local(stop.StoppedAt);
        var when = local.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);
        var where = $"Stopped by the truancy sweep of {sweep.Area} on {when}, {stop.Place}{(stop.WithAdult ? ", with an adult" : "")}.";
        return said is null ? $"{where} {register}" : $"{where} {register} Said: {said}";
    }
}
