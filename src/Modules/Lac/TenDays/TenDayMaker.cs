using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.Lac.Ladder;
using Attendance.Lac.Reports;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;
using MediatR;

namespace Attendance.Lac.TenDays;

/// <summary>
/// Makes the quarter's report: a child has one entry, in the quarter in which it reached ten missed days. A tenth day that was learned of after its quarter was closed (a late
/// correction, care recorded late) has its entry in the quarter in which it was learned of.
/// </summary>
internal sealed class TenDayMaker(
    Database database,
    ReportBook reports,
    CareBook care,
    UnitBook units,
    TenDayActions actions,
    LadderOptions options,
    IMediator mediator
)
{
    private static readonly Caller Job = Caller.System("lac-reports");

    /// <summary>The quarter that holds a date.</summary>
    public Quarter QuarterOf(DateOnly date) => Quarter.Of(date, options.QuartersBegin);

    /// <summary>Makes the reports of quarters that ended before today and have none, from the first one on in which a tenth day was recorded. Answers how many.</summary>
    public async Task<int> FreezeAsync(DateOnly today, CancellationToken cancellation)
    {
        if (await FirstAsync(cancellation) is not { } first)
            return 0;
        var known = (await reports.ListAsync(ReportKind.TenDays, cancellation)).Select(report => report.FirstDay).ToHashSet();
        var made = 0;
        for (var quarter = QuarterOf(first); quarter.LastDay < today; quarter = quarter.Next)
        {
            if (known.Contains(quarter.FirstDay))
                continue;
            var entries = new List<EntryRow>();
            foreach (var (row, entry) in await MakeAsync(quarter, quarter.End, cancellation))
                entries.Add(await reports.SealAsync(row, entry, cancellation));
            var report = new ReportRow
            {
                Id = GrowingNumber.Next(TimeProvider.System),
                FirstDay = quarter.FirstDay,
                LastDay = quarter.LastDay,
                KnownAt = quarter.End,
            };
            if (await reports.AddAsync(ReportKind.TenDays, report, entries, cancellation))
                made++;
        }
        return made;
    }

    /// <summary>The entries of a quarter as they are known at an instant, in the order of the children.</summary>
    public async Task<IReadOnlyList<(EntryRow Row, TenDayEntry Entry)>> MakeAsync(
        Quarter quarter,
        DateTimeOffset knownAt,
        CancellationToken cancellation
    )
    {
        var reached = await ReachedAsync(quarter, knownAt, cancellation);
        var pupils = reached.ConvertAll(row => new PupilId(row.PupilId));
        var episodes = await care.ReadAsync(pupils, cancellation, knownAt);
        var names = await mediator.Send(new ReadPupils(Job, pupils), cancellation);
        var homes = (await units.ListAsync(cancellation)).ToDictionary(unit => unit.Id, unit => unit.Name);
        var entries = new List<(EntryRow, TenDayEntry)>();
        foreach (var row in reached)
        {
            var pupil = new PupilId(row.PupilId);
            if (!names.TryGetValue(pupil, out var at) || episodes.GetValueOrDefault(pupil) is not { Count: > 0 } own)
                continue;
            var year = new LacYear(row.Year);
            var to = quarter.LastDay < year.LastDay ? quarter.LastDay : year.LastDay;
            var read = await mediator.Send(new ReadSessions(Job, pupil, year.FirstDay, to, knownAt), cancellation);
            if (read.Error is { } error)
                throw new InvalidOperationException($"A child's sessions could not be read: {error.Code}");
            var counted = MissedDays
                .Count(
                    year,
                    read.Value.Sessions.Where(session => session.IsMissed).Select(session => session.Session),
                    [.. own.Select(episode => episode.Span)],
                    options.OnlyInCare
                )
                .HalfDays;
            var counts = read.Value.Count(year.FirstDay, to);
            var last = own.LastOrDefault(episode => episode.Started <= quarter.LastDay) ?? own[0];
            entries.Add(
                (
                    new EntryRow
                    {
                        PupilId = row.PupilId,
                        Year = row.Year,
                        Crossing = row.Number,
                    },
                    new TenDayEntry(
                        $"{at.Pupil.GivenName} {at.Pupil.FamilyName}",
                        at.Pupil.Upn.Value,
                        at.SchoolName,
                        last.Unit is { } unit ? homes.GetValueOrDefault(unit) : null,
                        last.Placement,
                        last.SocialWorker,
                        row.Year,
                        row.Session,
                        row.CrossedOn,
                        row.CrossedOn < quarter.FirstDay,
                        counts.Possible,
                        counts.Authorised,
                        counts.Unauthorised,
                        counted,
                        AbsencePattern.Of(read.Value.Sessions),
                        AbsencePattern.Reasons(read.Value.Sessions),
                        await actions.ReadAsync(pupil, row.Year, knownAt, cancellation)
                    )
                )
            );
        }
        return entries;
    }

    /// <summary>The day on which the first tenth day was recorded; null: none ever was.</summary>
    private async Task<DateOnly?> FirstAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var first = await connection.QueryFirstOrDefaultAsync<Reached>(
            new CommandDefinition(
                $"select recorded_at from lac_crossing where step = {LadderStep.TenDays} order by recorded_at limit 1",
                cancellationToken: cancellation
            )
        );
        return first is null ? null : DateOnly.FromDateTime(SchoolClock.Local(first.RecordedAt));
    }

    /// <summary>Who reached the tenth day, by what was known; each child once, by its newest year.</summary>
    private async Task<List<Reached>> ReachedAsync(Quarter quarter, DateTimeOffset knownAt, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Reached>(
            new CommandDefinition(
                $"""
                select c.pupil_id, c.year, c.number, c.session, c.crossed_on, c.recorded_at from lac_crossing c
                where c.step = {LadderStep.TenDays} and c.crossed_on <= @last and c.recorded_at <= @known
                    and (c.reversed_at is null or c.reversed_at > @known)
                    and (c.crossed_on >= @first or c.recorded_at > @closed)
                    and not exists (select 1 from lac_report_entry e join lac_report r on r.id = e.report_id
                        where r.kind = @kind and r.first_day < @first and e.pupil_id = c.pupil_id and e.year = c.year and e.crossing = c.number)
                order by c.pupil_id, c.year desc
                """,
                new
                {
                    first = quarter.FirstDay,
                    last = quarter.LastDay,
                    known = knownAt,
                    closed = quarter.Before.End,
                    kind = ReportKind.TenDays.ToString(),
                },
                cancellationToken: cancellation
            )
        );
        return [.. rows.DistinctBy(row => row.PupilId)];
    }

    private sealed class Reached
    {
        public long PupilId { get; init; }
        public int Year { get; init; }
        public int Number { get; init; }
        public int Session { get; init; }
        public DateOnly CrossedOn { get; init; }
        public DateTimeOffset RecordedAt { get; init; }
    }
}
