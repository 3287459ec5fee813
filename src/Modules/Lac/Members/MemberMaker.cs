using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.Lac.Ladder;
using Attendance.Lac.TenDays;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;
using MediatR;

namespace Attendance.Lac.Members;

/// <summary>Makes the draft of the members' report when a quarter has ended, as it was known at its end.</summary>
internal sealed class MemberMaker(Database database, MemberBook book, CareBook care, LadderOptions options, IMediator mediator)
{
    private const int Eleven = 11;

    private static readonly Caller Job = Caller.System("lac-reports");

    /// <summary>Makes the drafts of quarters that ended before today and have none, from the first one on in which care was recorded. Answers how many.</summary>
    public async Task<int> FreezeAsync(DateOnly today, CancellationToken cancellation)
    {
        if (await care.FirstRecordedAsync(cancellation) is not { } first)
            return 0;
        var known = (await book.ListAsync(cancellation)).Select(report => report.Quarter).ToHashSet();
        var made = 0;
        for (var quarter = Quarter.Of(first, options.QuartersBegin); quarter.LastDay < today; quarter = quarter.Next)
        {
            if (!known.Contains(quarter) && await book.AddAsync(quarter, await RowsAsync(quarter, cancellation), cancellation))
                made++;
        }
        return made;
    }

    private async Task<IReadOnlyList<MemberRow>> RowsAsync(Quarter quarter, CancellationToken cancellation)
    {
        var pupils = new HashSet<PupilId>();
        foreach (var year in new[] { LacYear.Of(quarter.FirstDay), LacYear.Of(quarter.LastDay) }.Distinct())
            pupils.UnionWith(await care.OfYearAsync(year, cancellation));
        var steps = await StepsAsync(quarter, cancellation);
        var children = new List<MemberChild>();
        foreach (var (pupil, episodes) in await care.ReadAsync(pupils, cancellation, quarter.End))
        {
            var own = episodes
                .Where(episode => episode.Started <= quarter.LastDay && (episode.Ended is null || episode.Ended >= quarter.FirstDay))
                .ToList();
            if (own.Count == 0)
                continue;
            var read = await mediator.Send(new ReadSessions(Job, pupil, quarter.FirstDay, quarter.LastDay, quarter.End), cancellation);
            if (read.Error is { } error)
                throw new InvalidOperationException($"A child's sessions could not be read: {error.Code}");
            var inCare = read.Value with
            {
                Sessions = [.. read.Value.Sessions.Where(session => own.Exists(episode => episode.Span.Covers(session.Session.Date)))],
            };
            children.Add(
                new MemberChild(
                    read.Value.BirthDate.AddYears(Eleven) > quarter.LastDay,
                    own[^1].Placement,
                    steps.Contains((pupil.Value, LadderStep.TenDays)),
                    steps.Contains((pupil.Value, LadderStep.TwentyFiveDays)),
                    inCare.Count(quarter.FirstDay, quarter.LastDay)
                )
            );
        }
        return MemberTable.Make(children);
    }

    /// <summary>Who reached which step in the quarter, by what was known at its end.</summary>
    private async Task<HashSet<(long Pupil, int Step)>> StepsAsync(Quarter quarter, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(long Pupil, int Step)>(
            new CommandDefinition(
                """
                select distinct pupil_id, step from lac_crossing
                where crossed_on >= @FirstDay and crossed_on <= @LastDay and recorded_at <= @End and (reversed_at is null or reversed_at > @End)
                """,
                new
                {
                    quarter.FirstDay,
                    quarter.LastDay,
                    quarter.End,
                },
                cancellationToken: cancellation
            )
        );
        return [.. rows];
    }
}
