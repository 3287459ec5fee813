using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.Lac.Ladder;
using Attendance.Lac.Updates;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Lac.Groups;

/// <summary>Counts the looked-after children of each school in a term and the one before, while they were in care, and judges each school's group.</summary>
internal sealed class GroupMonitor(CareBook care, IMediator mediator)
{
    private const string Exclusion = "E";
    private const int SideBySide = 16;

    private static readonly Caller Job = Caller.System("lac-groups");

    /// <summary>The groups of a term, those that are flagged first, then by school.</summary>
    public async Task<IReadOnlyList<SchoolGroup>> ReadAsync(Term term, CancellationToken cancellation)
    {
        var pupils = new HashSet<PupilId>();
        foreach (var year in new[] { LacYear.Of(term.Before.FirstDay), LacYear.Of(term.LastDay) }.Distinct())
            pupils.UnionWith(await care.OfYearAsync(year, cancellation));
        var marks = new List<(PupilId Pupil, ChildSession Session)>();
        foreach (var some in (await care.ReadAsync(pupils, cancellation)).Chunk(SideBySide))
            marks.AddRange((await Task.WhenAll(some.Select(own => InCareAsync(own.Key, own.Value)))).SelectMany(own => own));
        return
        [
            .. marks
                .GroupBy(mark => mark.Session.School)
                .Select(group => Of(group.Key, [.. group]))
                .Where(group => group.Term.Possible > 0)
                .OrderBy(group => group.Flagged ? 0 : 1)
                .ThenBy(group => group.School.Value),
        ];

        async Task<IEnumerable<(PupilId, ChildSession)>> InCareAsync(PupilId pupil, IReadOnlyList<CareEpisode> episodes)
        {
            var read = await mediator.Send(new ReadSessions(Job, pupil, term.Before.FirstDay, term.LastDay), cancellation);
            return read.Error is { } error
                ? throw new InvalidOperationException($"A child's sessions could not be read: {error.Code}")
                : read
                    .Value.Sessions.Where(session => episodes.Any(episode => episode.Span.Covers(session.Session.Date)))
                    .Select(session => (pupil, session));
        }

        SchoolGroup Of(Laestab school, IReadOnlyList<(PupilId Pupil, ChildSession Session)> own)
        {
            var now = own.Where(mark => mark.Session.Session.Date >= term.FirstDay).ToList();
            var counts = Count(now);
            var before = Count(own.Where(mark => mark.Session.Session.Date < term.FirstDay));
            return new SchoolGroup(
                school,
                now.Select(mark => mark.Pupil).Distinct().Count(),
                counts,
                before,
                now.Count(mark => mark.Session.Code == Exclusion),
                GroupTest.IsUnsatisfactory(counts, before)
            );
        }
    }

    private static SessionCounts Count(IEnumerable<(PupilId Pupil, ChildSession Session)> marks)
    {
        var all = new ChildSessions(default, default, [.. marks.Select(mark => mark.Session)], []);
        return all.Count(DateOnly.MinValue, DateOnly.MaxValue);
    }
}

/// <summary>
/// The looked-after children of a school in a term: how many, their half-days, those of the term before, half-days of exclusion, and whether the group is flagged.
/// </summary>
internal sealed record SchoolGroup(Laestab School, int Children, SessionCounts Term, SessionCounts Before, int Excluded, bool Flagged);
