using Attendance.SharedKernel;

namespace Attendance.Lac.Ladder;

/// <summary>
/// The missed half-days of one looked-after child in one year, and the steps they reach. A half-day is missed when the child was absent, authorised or not, for
/// any reason, at any school; a session marked at two schools is one. Counted are those of the whole year up to the end of care, those before care included;
/// with <c>onlyInCare</c> those in care alone. Pure. Source: RULES 5.2.
/// </summary>
internal sealed record MissedDays(LacYear Year, IReadOnlyList<SessionKey> Sessions, IReadOnlyList<Crossing> Crossings)
{
    /// <summary>Half-days missed.</summary>
    public int HalfDays => Sessions.Count;

    /// <summary>Days missed, in halves.</summary>
    public decimal Days => HalfDays / 2m;

    /// <summary>
    /// Counts. <paramref name="missed"/>: the half-days missed, in time order. Nothing is counted, and no step reached, for a child that was not looked after in the
    /// year.
    /// </summary>
    public static MissedDays Count(
        LacYear year,
        IEnumerable<SessionKey> missed,
        IReadOnlyCollection<LookedAfterSpan> care,
        bool onlyInCare = false
    )
    {
        var spans = care.Where(span => span.From <= year.LastDay && (span.To is null || span.To >= year.FirstDay))
            .OrderBy(span => span.From)
            .ToList();
        if (spans.Count == 0)
            return new MissedDays(year, [], []);
        var last = spans.Max(span => span.To ?? DateOnly.MaxValue);
        var counted = missed
            .Where(session =>
                session.Date >= year.FirstDay
                && session.Date <= year.LastDay
                && session.Date <= last
                && (!onlyInCare || spans.Exists(span => span.Covers(session.Date)))
            )
            .ToList();
        return new MissedDays(
            year,
            counted,
            [.. LadderStep.All.Where(step => step <= counted.Count).Select(step => Reached(step, counted[step - 1], spans))]
        );
    }

    /// <summary>A step reached before care, or between two times in care, is a duty from the first day of the care that follows.</summary>
    private static Crossing Reached(int step, SessionKey session, List<LookedAfterSpan> spans)
    {
        if (spans.Exists(span => span.Covers(session.Date)))
            return new Crossing(step, session, session.Date);
        return new Crossing(step, session, spans.First(span => span.From > session.Date).From);
    }
}

/// <summary>
/// A step that was reached: with which half-day, and since when it counts (that day, or the first day of care after it).
/// </summary>
internal readonly record struct Crossing(int Step, SessionKey Session, DateOnly On);
