using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.Directory;

/// <summary>The absence of a school year by school, as the published statistics count it, read again after <see cref="Fresh"/>.</summary>
internal sealed class AbsenceFigures(IMediator mediator, SchoolClock clock, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private static readonly Caller Job = Caller.System("partner-figures");

    private readonly Lock _lock = new();
    private readonly Dictionary<int, (DateTimeOffset At, Task<IReadOnlyDictionary<Laestab, AbsenceSums>> Sums)> _years = [];

    /// <summary>The present school year.</summary>
    public AcademicYear Year => AcademicYear.Of(clock.Today);

    /// <summary>The sums of some schools, or of all when null.</summary>
    public async Task<AbsenceSums> SumAsync(AcademicYear year, IReadOnlyCollection<Laestab>? schools = null)
    {
        var sums = await BySchoolAsync(year);
        return (schools is null ? sums.Values : schools.Where(sums.ContainsKey).Select(school => sums[school])).Aggregate(
            default(AbsenceSums),
            (left, right) => left + right
        );
    }

    /// <summary>The sums of every school that has any, by number.</summary>
    public Task<IReadOnlyDictionary<Laestab, AbsenceSums>> BySchoolAsync(AcademicYear year)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_years.TryGetValue(year.StartYear, out var known) && now - known.At < Fresh && !known.Sums.IsFaulted)
                return known.Sums;
            var sums = LoadAsync(year);
            _years[year.StartYear] = (now, sums);
            return sums;
        }
    }

    private async Task<IReadOnlyDictionary<Laestab, AbsenceSums>> LoadAsync(AcademicYear year)
    {
        var report = await mediator.Send(new ReportAbsence(Job, year));
        return report
            .Value.Where(row => row.School is not null)
            .GroupBy(row => row.School!.Value)
            .ToDictionary(
                rows => rows.Key,
                rows =>
                    rows.Select(row => new AbsenceSums(1, row.Enrolments, row.Possible, row.Authorised, row.Unauthorised, row.EnrolmentsPa))
                        .Aggregate((left, right) => left + right)
            );
    }
}
