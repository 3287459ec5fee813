using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;

namespace Attendance.Schools.GraphQL;

/// <summary>The sums read in one request: those of many schools in one query.</summary>
internal sealed class SchoolReads(SchoolFigures figures)
{
    private readonly BatchLoader<(Laestab, AcademicYear, Moment), SessionSums> _sums = new(
        async (keys, cancellation) =>
        {
            var found = new Dictionary<(Laestab, AcademicYear, Moment), SessionSums>();
            foreach (var alike in keys.GroupBy(key => (key.Item2, key.Item3)))
            {
                var (year, moment) = alike.Key;
                var sums = await figures.SumsAsync(alike.Select(key => key.Item1).ToList(), year, moment, cancellation);
                foreach (var (school, sum) in sums)
                    found[(school, year, moment)] = sum;
            }
            return found;
        }
    );

    /// <summary>The sums of one school; all zero when it has none.</summary>
    public IDataLoaderResult<SessionSums> Sums(Laestab school, AcademicYear year, Moment moment) => _sums.Load((school, year, moment));
}
