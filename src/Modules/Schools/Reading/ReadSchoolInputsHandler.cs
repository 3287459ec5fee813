using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Schools.Reading;

internal sealed class ReadSchoolInputsHandler(Database database, SchoolFigures figures, Concerns concerns, SchoolClock clock)
    : IRequestHandler<ReadSchoolInputs, IReadOnlyList<SchoolInput>>
{
    public async Task<IReadOnlyList<SchoolInput>> Handle(ReadSchoolInputs request, CancellationToken cancellationToken)
    {
        var schools = await figures.SchoolsAsync(cancellationToken);
        var numbers = schools.Select(school => school.Laestab).ToList();
        var sums = await figures.SumsAsync(numbers, AcademicYear.Of(clock.Today), Moment.Now, cancellationToken);
        var open = await concerns.CountAsync(numbers, new Visible("(1 = 1)", []), cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginReadAsync(cancellationToken);
        var rolls = (
            await transaction
                .Command(
                    """
                    select l.target_id, count(distinct l.pupil) from access_place l
                    where l.target = 'school' and l.from_date <= @today and (l.until_date is null or l.until_date > @today) group by l.target_id
                    """
                )
                .With("today", clock.Today)
                .ReadAsync(reader => (School: Laestab.From(reader.GetInt64(0)), Count: (int)reader.GetInt64(1)), cancellationToken)
        ).ToDictionary(row => row.School, row => row.Count);
        return
        [
            .. schools.Select(school =>
            {
                var sum = sums.GetValueOrDefault(school.Laestab);
                var counts = open.GetValueOrDefault(school.Laestab);
                return new SchoolInput(
                    school.Laestab,
                    school.Name,
                    school.Phase,
                    rolls.GetValueOrDefault(school.Laestab),
                    (int)(sum.Authorised + sum.Unauthorised),
                    counts.Action + counts.Concern
                );
            }),
        ];
    }
}
