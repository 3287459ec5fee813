using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Pupils;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.Schools.Reading;

internal sealed class ReadIllnessHandler(Database database) : IRequestHandler<ReadIllness, IReadOnlyList<IllnessCounts>>
{
    private static readonly byte I = AttendanceCode.Parse("I").Id;
    private static readonly byte M = AttendanceCode.Parse("M").Id;

    public async Task<IReadOnlyList<IllnessCounts>> Handle(ReadIllness request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginReadAsync(cancellationToken);
        var rows = await transaction
            .Command(
                """
                select s.school_id, p.birth_date, s.detail from schools_enrolment_standing s
                join schools_pupil o on o.pupil_id = s.pupil_id
                join schools_pupil p on p.pupil_id = coalesce(o.merged_into, o.pupil_id)
                where s.year = @year
                """
            )
            .With("year", request.Year.StartYear)
            .ReadAsync(
                reader => (School: Laestab.From(reader.GetInt64(0)), Birth: reader.Date(1), Detail: (byte[])reader.GetValue(2)),
                cancellationToken
            );
        var sums = new SortedDictionary<(int School, int Age, HalfTerm Half), IllnessCounts>();
        foreach (var (school, birth, detail) in rows)
        {
            var age = SchoolAge.Statistical(birth, request.Year);
            foreach (var half in PackedCounts.Read(detail).GroupBy(count => count.HalfTerm))
            {
                var possible = half.Where(count => PupilView.IsPossible(count.Class)).Sum(count => count.Sessions);
                if (possible == 0)
                    continue;
                var known = sums.GetValueOrDefault((school.Value, age, half.Key), new IllnessCounts(school, age, half.Key, 0, 0, 0, 0));
                sums[(school.Value, age, half.Key)] = known with
                {
                    Children = known.Children + 1,
                    Possible = known.Possible + possible,
                    Illness = known.Illness + half.Where(count => count.Code == I).Sum(count => count.Sessions),
                    Appointments = known.Appointments + half.Where(count => count.Code == M).Sum(count => count.Sessions),
                };
            }
        }
        return [.. sums.Values];
    }
}
