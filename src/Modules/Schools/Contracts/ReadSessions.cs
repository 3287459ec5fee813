using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>
/// A child's sessions between two days, both included, over all schools: one for each session that has a mark, in time order; a session marked at two schools
/// comes once, as it counts for the child. <paramref name="KnownAt"/>: from what was recorded by this
/// instant; null: now. For a caller who may read the child's marks and codes, by the one policy; the read is noted for
/// the audit. Error: not-found.
/// </summary>
public sealed record ReadSessions(Caller Caller, PupilId Pupil, DateOnly From, DateOnly To, DateTimeOffset? KnownAt = null)
    : IRequest<Result<ChildSessions>>;

/// <summary>
/// Sessions of one child, under the id it has now. <paramref name="Due"/>: the half-days at which a school that has the child on its roll is open to it, also
/// those to come; one without a mark is missing once its register closed.
/// </summary>
public sealed record ChildSessions(PupilId Pupil, DateOnly BirthDate, IReadOnlyList<ChildSession> Sessions, IReadOnlyList<SessionKey> Due)
{
    /// <summary>The sessions of some days, both included, counted.</summary>
    public SessionCounts Count(DateOnly from, DateOnly to)
    {
        int present = 0,
            authorised = 0,
            unauthorised = 0;
        foreach (var session in Sessions)
        {
            if (session.Session.Date < from || session.Session.Date > to)
                continue;
            if (session.Class is MarkClass.Present or MarkClass.Approved)
                present++;
            else if (session.Class is MarkClass.Authorised)
                authorised++;
            else if (session.Class is MarkClass.Unauthorised)
                unauthorised++;
        }
        return new SessionCounts(present, authorised, unauthorised);
    }
}

/// <summary>
/// The mark that counts for a child at one session, with the school that gave it. A session without one (the calendar closes it, the child was not on the
/// roll) is left out. <paramref name="Class"/> is <see cref="MarkClass.Missing"/> for "no reason yet".
/// </summary>
public readonly record struct ChildSession(SessionKey Session, Laestab School, string Code, MarkClass Class)
{
    /// <summary>Absent, authorised or not.</summary>
    public bool IsMissed => Class is MarkClass.Authorised or MarkClass.Unauthorised;
}

/// <summary>Possible sessions, in half-days: attended (present or approved activity), authorised and unauthorised absence.</summary>
public readonly record struct SessionCounts(int Attended, int Authorised, int Unauthorised)
{
    /// <summary>Sessions at which the child could have attended.</summary>
    public int Possible => Attended + Authorised + Unauthorised;

    /// <summary>Absences of both kinds.</summary>
    public int Missed => Authorised + Unauthorised;

    /// <summary>Attended of possible, in per cent; null without a possible session.</summary>
    public decimal? AttendancePercent => Possible == 0 ? null : Attended * 100m / Possible;
}
