using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Schools.Reading;

/// <summary>
/// Which children a caller may read, until Access keeps relationships (issue 4): the loader all; a school those whose latest place it is. A school that a
/// child has left for another reads the child no more.
/// </summary>
internal static class PupilScope
{
    /// <summary>The same in SQL, for a row p of schools_pupil, a school in @scope and a date in @today.</summary>
    public const string Sql = """
        exists (
            select 1 from schools_enrolment e
            where e.school_id = @scope and e.pupil_id in (select m.pupil_id from schools_pupil m where m.pupil_id = p.pupil_id or m.merged_into = p.pupil_id)
            and (e.leaving_date is null or e.leaving_date >= @today or not exists (
                select 1 from schools_enrolment x
                where x.pupil_id in (select m.pupil_id from schools_pupil m where m.pupil_id = p.pupil_id or m.merged_into = p.pupil_id)
                and (x.leaving_date is null or x.leaving_date > e.leaving_date)
            ))
        )
        """;

    /// <summary>True when the caller may read a child with these places.</summary>
    public static bool Reads(Caller caller, IReadOnlyList<Enrolment> places, DateOnly today)
    {
        if (caller.IsLoader)
            return true;
        if (caller.School is not { } school || places.Count == 0)
            return false;
        var latest = places.Max(place => place.LeavingDate ?? DateOnly.MaxValue);
        return places.Any(place => place.School == school && (place.LeavingDate is not { } left || left >= today || left == latest));
    }

    /// <summary>True when the caller may read the figures of a school.</summary>
    public static bool Reads(Caller caller, Laestab school) => caller.IsLoader || caller.School == school;
}
