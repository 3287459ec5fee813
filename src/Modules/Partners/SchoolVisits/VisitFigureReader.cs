using Attendance.Partners.Effects;
using Attendance.Partners.SchoolImprovement;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.SchoolVisits;

/// <summary>Fills the attendance section of a record of visit, and says later what has changed since.</summary>
internal sealed class VisitFigureReader(IMediator mediator, SchoolList schools, EffectFigures registers, SchoolClock clock)
{
    /// <summary>The figures up to a day of a school year, as they are known at this instant.</summary>
    public async Task<VisitFigures> ReadAsync(Laestab school, DateOnly asOf, CancellationToken cancellation)
    {
        var (year, knownAt) = (AcademicYear.Of(asOf), clock.Now);
        var sums = await mediator.Send(new ReadSchoolSums(school, year, new Moment(asOf, knownAt)), cancellation);
        var before = await mediator.Send(
            new ReadSchoolSums(school, new AcademicYear(year.StartYear - 1), new Moment(asOf.AddYears(-1))),
            cancellation
        );
        var all = await schools.ListAsync(cancellation);
        var phase = all.First(line => line.School == school).Phase;
        var read = await registers.RegistersAsync(year.FirstDay, asOf);
        var alike = all.Where(line => line.Phase == phase).SelectMany(line => read[line.School]);
        return new VisitFigures(asOf, knownAt, sums.Enrolments, HalfDays.Of(sums), sums.Missing, HalfDays.Of(before), HalfDays.Sum(alike));
    }

    /// <summary>What the same half-days come to by now.</summary>
    public async Task<(HalfDays School, long Missing)> NowAsync(SchoolVisit visit, CancellationToken cancellation)
    {
        var asOf = visit.Figures.AsOf;
        var sums = await mediator.Send(new ReadSchoolSums(visit.School, AcademicYear.Of(asOf), new Moment(asOf)), cancellation);
        return (HalfDays.Of(sums), sums.Missing);
    }
}
