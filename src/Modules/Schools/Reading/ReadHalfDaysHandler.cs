using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.Schools.Reading;

internal sealed class ReadHalfDaysHandler(Database database)
    : IRequestHandler<ReadHalfDays, IReadOnlyList<HalfDayCounts>>,
        IRequestHandler<ReadClassHalfDays, IReadOnlyList<HalfDayCounts>>,
        IRequestHandler<ReadClasses, IReadOnlyList<string>>
{
    public Task<IReadOnlyList<HalfDayCounts>> Handle(ReadHalfDays request, CancellationToken cancellationToken) =>
        ReadAsync(request.From, request.To, null, cancellationToken);

    public Task<IReadOnlyList<HalfDayCounts>> Handle(ReadClassHalfDays request, CancellationToken cancellationToken) =>
        ReadAsync(request.From, request.To, (request.School, request.Group), cancellationToken);

    public async Task<IReadOnlyList<string>> Handle(ReadClasses request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginReadAsync(cancellationToken);
        return await transaction
            .Command(
                """
                select distinct group_code from schools_session_tally
                where school_id = @school and date >= @from and date <= @to and group_code <> '' order by group_code
                """
            )
            .With("school", (long)request.School.Value)
            .With("from", request.From)
            .With("to", request.To)
            .ReadAsync(reader => reader.GetString(0), cancellationToken);
    }

    private async Task<IReadOnlyList<HalfDayCounts>> ReadAsync(
        DateOnly from,
        DateOnly to,
        (Laestab School, string Group)? only,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var command = transaction
            .Command(
                $"""
                select school_id, date, session, code, sum(count) from schools_session_tally
                where date >= @from and date <= @to {(only is null ? "" : "and school_id = @school and group_code = @group")}
                group by school_id, date, session, code
                """
            )
            .With("from", from)
            .With("to", to);
        if (only is { } narrowed)
            command = command.With("school", (long)narrowed.School.Value).With("group", narrowed.Group);
        var tallies = await command.ReadAsync(
            reader =>
                (
                    School: Laestab.From(reader.GetInt64(0)),
                    Session: new SessionKey(reader.Date(1), reader.GetString(2) == "PM" ? HalfDay.PM : HalfDay.AM),
                    Class: AttendanceCode.Parse(reader.GetString(3)).ClassOn(reader.Date(1)),
                    Count: (int)reader.GetInt64(4)
                ),
            cancellation
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
