using Attendance.City.Plan;

namespace Attendance.City.Replay;

/// <summary>The registers of a year in the order in which they are taken: by session, then by school in the file's order, then by class.</summary>
internal static class RegisterOrder
{
    public static IEnumerable<Register> Of(
        IReadOnlyList<CitySchool> schools,
        int seed,
        bool wholeSchool,
        DateOnly? until,
        DateOnly? from = null
    )
    {
        var groups = schools.ToDictionary(
            school => school,
            school =>
                wholeSchool
                    ? [(Name: (string?)null, Members: (IReadOnlyList<CityEnrolment>)school.Enrolments)]
                    : school
                        .Enrolments.GroupBy(e => e.Group)
                        .Select(group => (Name: (string?)group.Key, Members: (IReadOnlyList<CityEnrolment>)group.ToList()))
                        .ToList()
        );
        var next = schools.ToDictionary(school => school, _ => 0);
        foreach (var session in schools.SelectMany(school => school.Sessions).Distinct().Order())
        {
            if (session.Date > until)
                yield break;
            foreach (var school in schools)
            {
                var at = next[school];
                if (at == school.Sessions.Length || school.Sessions[at] != session)
                    continue;
                next[school]++;
                if (session.Date < from)
                    continue;
                foreach (var (name, members) in groups[school])
                    if (members.Any(e => at >= e.FirstSession && at < e.EndSession))
                        yield return new Register(school, name, at, members, seed);
            }
        }
    }
}
