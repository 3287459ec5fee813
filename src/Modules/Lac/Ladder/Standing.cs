using Attendance.Lac.Children;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Lac.Ladder;

/// <summary>
/// Where a looked-after child stands in its year, and how today's register has it. Made from the marks whenever one changes, and once a day. Pure.
/// </summary>
internal sealed record Standing(
    PupilId Pupil,
    MissedDays Missed,
    SessionCounts Counts,
    Pace Pace,
    DateOnly? ReachesTen,
    DateOnly? ReachesTwentyFive,
    DayOfRegister Today,
    MissedDays? Before
)
{
    /// <summary>
    /// The last day on which corrections still change the steps of the year before: the annual report is made by then. Ours.
    /// </summary>
    public static DateOnly YearBeforeOpenTo(LacYear year) => new(year.StartYear, 12, 31);

    /// <summary>Counts a child. <paramref name="sessions"/> are those of the year and the one before, and what is still due.</summary>
    public static Standing Of(ChildSessions sessions, IReadOnlyCollection<CareEpisode> care, DateOnly today, bool onlyInCare)
    {
        var year = LacYear.Of(today);
        var absences = sessions.Sessions.Where(session => session.IsMissed).Select(session => session.Session).ToList();
        var spans = care.Select(episode => episode.Span).ToList();
        var missed = MissedDays.Count(year, absences, spans, onlyInCare);
        var possible = sessions
            .Sessions.Where(session =>
                session.Class is >= MarkClass.Present and <= MarkClass.Unauthorised && session.Session.Date >= year.FirstDay
            )
            .TakeLast(Pace.Window)
            .ToList();
        var pace = new Pace(possible.Count(session => session.IsMissed), possible.Count);
        var last = sessions.Sessions.Count == 0 ? default : sessions.Sessions[^1].Session;
        var due = sessions.Due.Where(session => session > last && session.Date >= today).ToList();
        return new Standing(
            sessions.Pupil,
            missed,
            sessions.Count(year.FirstDay, year.LastDay),
            pace,
            pace.Reaches(LadderStep.TenDays, missed.HalfDays, due),
            pace.Reaches(LadderStep.TwentyFiveDays, missed.HalfDays, due),
            DayOfRegister.Of(sessions, today),
            today <= YearBeforeOpenTo(year) ? MissedDays.Count(year.Before, absences, spans, onlyInCare) : null
        );
    }
}

/// <summary>
/// A child's day: at which half-days it is due, how each is marked (null: not yet), and the first half-day that is missed without a reason that anybody agreed to.
/// </summary>
internal sealed record DayOfRegister(DateOnly Day, bool DueAm, bool DuePm, MarkClass? Am, MarkClass? Pm, SessionKey? Unexplained)
{
    /// <summary>Reads one day.</summary>
    public static DayOfRegister Of(ChildSessions sessions, DateOnly day)
    {
        var am = new SessionKey(day, HalfDay.AM);
        var pm = new SessionKey(day, HalfDay.PM);
        var marks = sessions.Sessions.Where(session => session.Session.Date == day).ToDictionary(session => session.Session);
        // "No reason yet" is Missing; an unauthorised absence is one that nobody agreed to.
        var unexplained = marks
            .Values.Where(session => session.Class is MarkClass.Missing or MarkClass.Unauthorised)
            .Select(session => session.Session)
            .Order()
            .ToList();
        return new DayOfRegister(
            day,
            sessions.Due.Contains(am),
            sessions.Due.Contains(pm),
            marks.TryGetValue(am, out var morning) ? morning.Class : null,
            marks.TryGetValue(pm, out var afternoon) ? afternoon.Class : null,
            unexplained.Count == 0 ? null : unexplained[0]
        );
    }
}
