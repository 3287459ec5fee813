using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.Lac.Ladder;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Lac.Years;

/// <summary>Makes the annual report: at any time as things stand, and once for ever when the year is closed (on 31 December after it, until when corrections still count).</summary>
internal sealed class YearMaker(YearBook book, CareBook care, IMediator mediator)
{
    private const int SideBySide = 16;

    private static readonly Caller Job = Caller.System("lac-reports");

    /// <summary>Makes the report of the last year that is closed, if care was recorded by then and it is not made yet. Answers how many.</summary>
    public async Task<int> FreezeAsync(DateOnly today, CancellationToken cancellation)
    {
        var current = LacYear.Of(today);
        var closed = today > Standing.YearBeforeOpenTo(current) ? current.Before : current.Before.Before;
        var year = new AcademicYear(closed.StartYear);
        var last = Standing.YearBeforeOpenTo(closed.Next);
        if (
            await care.FirstRecordedAsync(cancellation) is not { } first
            || first > last
            || await book.FindAsync(year, cancellation) is not null
        )
            return 0;
        var end = SchoolClock.Instant(last.AddDays(1), TimeOnly.MinValue).AddMilliseconds(-1);
        return await book.AddAsync(await MakeAsync(year, end, cancellation), end, cancellation) ? 1 : 0;
    }

    /// <summary>The figures of a year as they were known at an instant; null: now.</summary>
    public async Task<YearFigures> MakeAsync(AcademicYear year, DateTimeOffset? knownAt, CancellationToken cancellation)
    {
        // Whoever was in care for the twelve months to one of the two days was in care in the year.
        var pupils = new HashSet<PupilId>(await care.OfYearAsync(new LacYear(year.StartYear), cancellation));
        var children = new List<YearChild>();
        foreach (var some in (await care.ReadAsync(pupils, cancellation, knownAt)).OrderBy(own => own.Key.Value).Chunk(SideBySide))
            children.AddRange(await Task.WhenAll(some.Select(own => ReadAsync(own.Key, own.Value))));
        return YearFigures.Of(year, children);

        async Task<YearChild> ReadAsync(PupilId pupil, IReadOnlyList<CareEpisode> episodes)
        {
            var read = await mediator.Send(new ReadSessions(Job, pupil, year.FirstDay, year.LastDay, knownAt), cancellation);
            return read.Error is { } error
                ? throw new InvalidOperationException($"A child's sessions could not be read: {error.Code}")
                : new YearChild(episodes, read.Value);
        }
    }
}
