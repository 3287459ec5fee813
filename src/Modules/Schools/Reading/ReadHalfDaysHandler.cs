using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.Schools.Reading;

internal sealed class ReadHalfDaysHandler(Database database) : IRequestHandler<ReadHalfDays, IReadOnlyList<HalfDayCounts>>
{
    public async Task<IReadOnlyList<HalfDayCounts>> Handle(ReadHalfDays request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginReadAsync(cancellationToken);
        var tallies = await transaction
            .Command(
                """
                select school_id, date, session, code, sum(count) from schools_session_tally
                where date >= @from and date <= @to group by school_id, date, session, code
                """
            )
            .With("from", request.From)
            .With("to", request.To)
            .ReadAsync(
                reader =>
                    (
                        School: Laestab.From(reader.GetInt64(0)),
                        Session: new SessionKey(reader.Date(1), reader.GetString(2) == "PM" ? HalfDay.PM : HalfDay.AM),
                        Class: AttendanceCode.Parse(reader.GetString(3)).ClassOn(reader.Date(1)),
                        Count: (int)reader.GetInt64(4)
                    ),
                cancellationToken
            );
        return
        [
            .. tallies
                .GroupBy(tally => (tally.School, tally.Session))
                .OrderBy(register => register.Key.School.Value)
                .ThenBy(register => register.Key.Session)
                .Select(register => new HalfDayCounts(
                    register.Key.School,
                    register.Key.Session,
                    Sum(register, MarkClass.Present, MarkClass.Approved, MarkClass.Authorised, MarkClass.Unauthorised),
                    Sum(register, MarkClass.Authorised),
                    Sum(register, MarkClass.Unauthorised)
                )),
        ];
    }

    private static int Sum(
        IEnumerable<(Laestab School, SessionKey Session, MarkClass Class, int Count)> register,
        params MarkClass[] classes
    ) => register.Where(tally => classes.Contains(tally.Class)).Sum(tally => tally.Count);
}
