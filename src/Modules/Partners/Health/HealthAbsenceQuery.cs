using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Directory;
using Attendance.Partners.Sharing;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.Health;

/// <summary>Absence for health, for school nursing and the authority.</summary>
[QueryRoot]
internal sealed class HealthAbsenceQuery(OwnActs acts, IMediator mediator, Areas areas, SchoolClock clock)
{
    [Description(
        "Half-days missed for illness and medical appointments in a school year: by school, by age and by area, with the trend by half term. Nothing is told of fewer than five children."
    )]
    [Cost(50)]
    public async Task<HealthAbsenceReport?> HealthAbsence(
        Caller caller,
        [Description("The school year; this one when left out.")] AcademicYear? year = null,
        CancellationToken cancellation = default
    )
    {
        await acts.RequireAsync(caller, Act.ReadHealthFigures, cancellation);
        var of = year ?? AcademicYear.Of(clock.Today);
        var counts = await mediator.Send(new ReadIllness(of), cancellation);
        var names = (await mediator.Send(new ReadSchoolInputs(), cancellation)).ToDictionary(
            school => school.School,
            school => school.Name
        );
        var areaOf = await areas.OfAsync([.. names.Keys], cancellation);
        return new HealthAbsenceReport(
            of,
            Health.HealthAbsence.All("All schools", counts),
            Health.HealthAbsence.By(
                counts,
                count => count.School.Value,
                key => ($"{key}", names.GetValueOrDefault(Laestab.From(key), $"{key}"), areaOf(Laestab.From(key)))
            ),
            Health.HealthAbsence.By(counts, count => count.Age, age => ($"{age}", $"Aged {age}", null)),
            Health.HealthAbsence.By(counts, count => areaOf(count.School), area => (area, area, null))
        );
    }
}

[Description("Absence for health in a school year.")]
internal sealed record HealthAbsenceReport(
    [property: Description("The school year.")] AcademicYear Year,
    [property: Description("All schools.")] HealthGroup All,
    [property: Description("By school.")] IReadOnlyList<HealthGroup> Schools,
    [property: Description("By age at the beginning of the school year.")] IReadOnlyList<HealthGroup> Ages,
    [property: Description("By the area of the locality team.")] IReadOnlyList<HealthGroup> Areas
);
