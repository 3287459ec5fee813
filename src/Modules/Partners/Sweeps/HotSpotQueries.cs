using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.Sweeps;

/// <summary>Hot spots, and the report of a term, for those who plan sweeps and those who go out.</summary>
[QueryRoot]
internal sealed class HotSpotQueries(SweepAccess access, SweepBook book, SweepDesk desk, IMediator mediator)
{
    private const int MostDays = 400;
    private const int MostSweeps = 500;

    private static readonly Caller Job = Caller.System("hot-spots");

    [Description("Where and when children were out of school between two days, both included; at most 400 days.")]
    [Cost(100)]
    public async Task<HotSpotReport?> HotSpots(
        Caller caller,
        [Description("First day.")] DateOnly from,
        [Description("Last day.")] DateOnly to,
        CancellationToken cancellation = default
    )
    {
        await access.RequireReaderAsync(caller, cancellation);
        if (to < from || to.DayNumber - from.DayNumber > MostDays)
            throw Refusal.BadInput("period-invalid", "The last day is not before the first, and at most 400 days after it.");
        return (await ReadAsync(from, to, cancellation)).Report;
    }

    [Description("The report of the term that holds a day, as it stands now.")]
    [Cost(200)]
    public async Task<SectionSeventeenReport?> SectionSeventeen(
        Caller caller,
        [Description("A day of the term.")] DateOnly on,
        CancellationToken cancellation = default
    )
    {
        await access.RequireReaderAsync(caller, cancellation);
        var (from, to) = TermOf(on);
        var (report, sweeps, stops, now) = await ReadAsync(from, to, cancellation);
        var (beforeFrom, beforeTo) = SameTermBefore(from);
        var before = await mediator.Send(new ReadHalfDays(beforeFrom, beforeTo), cancellation);
        return new SectionSeventeenReport(
            from,
            to,
            sweeps.Count(sweep => sweep.AuthorisedAt is not null),
            Sweeps.HotSpots.Told(stops.Count),
            Sweeps.HotSpots.Told(stops.Count(each => StopRule.IsWithoutPermission(each.Finding, closed: true))),
            Sweeps.HotSpots.Told(stops.Count(each => each.Stop.WithAdult)),
            Sweeps.HotSpots.Told(stops.Count(each => each.Stop.CaseId is not null)),
            now.Sum(register => register.Unauthorised),
            now.Sum(register => register.Possible),
            before.Sum(register => register.Unauthorised),
            before.Sum(register => register.Possible),
            report
        );
    }

    private async Task<TermReading> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var sweeps = await book.ListAsync(
            SchoolClock.Instant(from, TimeOnly.MinValue),
            SchoolClock.Instant(to.AddDays(1), TimeOnly.MinValue),
            MostSweeps,
            cancellation
        );
        var areas = sweeps.ToDictionary(sweep => sweep.Id, sweep => sweep.Area);
        var stops = await desk.CompareAsync(await book.StopsAsync([.. areas.Keys], cancellation), cancellation);
        var registers = await mediator.Send(new ReadHalfDays(from, to), cancellation);
        var support = await mediator.Send(
            new ReadSupport(Job, [.. registers.Select(register => register.School).Distinct()]),
            cancellation
        );
        var absence = Sweeps.HotSpots.OfRegisters(
            registers,
            school => support.GetValueOrDefault(school)?.Team?.Name ?? "Schools without a team"
        );
        var report = new HotSpotReport(
            from,
            to,
            Sweeps.HotSpots.OfStops(stops.Select(each => (areas[each.Stop.SweepId], each.Stop, each.Finding))),
            Sweeps.HotSpots.Squares(stops.Select(each => each.Stop)),
            absence,
            absence.Count == 0 ? null : new SweepProposal(absence[0].Locality, absence[0].Weekday, absence[0].Half)
        );
        return new TermReading(report, sweeps, stops, registers);
    }

    private static (DateOnly From, DateOnly To) TermOf(DateOnly on)
    {
        var year = AcademicYear.Of(on);
        var first = (HalfTerm)((int)StatisticalPeriods.TermOf(on) * 2);
        return (StatisticalPeriods.FirstDay(year, first), StatisticalPeriods.LastDay(year, first + 1));
    }

    private static (DateOnly From, DateOnly To) SameTermBefore(DateOnly from)
    {
        var year = new AcademicYear(AcademicYear.Of(from).StartYear - 1);
        var first = (HalfTerm)((int)StatisticalPeriods.TermOf(from) * 2);
        return (StatisticalPeriods.FirstDay(year, first), StatisticalPeriods.LastDay(year, first + 1));
    }

    private sealed record TermReading(
        HotSpotReport Report,
        IReadOnlyList<Sweep> Sweeps,
        IReadOnlyList<(Stop Stop, StopFinding Finding)> Stops,
        IReadOnlyList<HalfDayCounts> Registers
    );
}
