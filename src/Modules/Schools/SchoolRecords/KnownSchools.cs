using Attendance.Access.Contracts;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;

namespace Attendance.Schools.SchoolRecords;

/// <summary>Answers Access: which numbers no school has.</summary>
internal sealed class KnownSchools(SchoolFigures schools) : IFindSchool
{
    public async Task<IReadOnlyCollection<Laestab>> UnknownAsync(IReadOnlyCollection<Laestab> asked, CancellationToken cancellation)
    {
        var known = (await schools.SchoolsAsync(cancellation)).Select(school => school.Laestab).ToHashSet();
        return asked.Where(school => !known.Contains(school)).ToHashSet();
    }
}
