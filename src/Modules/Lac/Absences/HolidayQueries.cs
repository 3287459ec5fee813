using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.Lac.Homes;
using Attendance.Lac.Ladder;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Dapper;
using MediatR;

namespace Attendance.Lac.Absences;

/// <summary>Term-time holidays, counted.</summary>
[QueryRoot]
internal sealed class HolidayQueries(
    CareDesk desk,
    Database database,
    CareBook care,
    HomeStore homes,
    Carers.CarerBook carers,
    IMediator mediator
)
{
    [Description(
        "Half-days of holiday in term time of looked-after children in the caller's scope, by carer, in a year from 1 September and the year before it, the most first. For the looked-after team and reviewing officers."
    )]
    [Cost(100)]
    public async Task<IReadOnlyList<CarerHolidays>?> HolidaysByCarer(
        Caller caller,
        [Description("The year in which it begins: 2006 for 2006/07.")] int year,
        CancellationToken cancellation = default
    )
    {
        var span = YearArgument.Of(year);
        var visible = await desk.VisibleAsync(caller, "e.pupil_id", cancellation);
        var children = await ChildrenAsync(visible, span, cancellation);
        var times = await care.ReadAsync(children, cancellation);
        var taken = new List<(long? Carer, LacYear Year, bool Agreed)>();
        foreach (var child in children)
        {
            var read = await mediator.Send(new ReadSessions(caller, child, span.Before.FirstDay, span.LastDay), cancellation);
            if (read.Error is not null)
                continue;
            var holidays = Holidays.Of(read.Value, times[child], []).ToList();
            // Addresses are opened only for the few who were away.
            if (holidays.Count > 0)
                taken.AddRange(Holidays.Of(read.Value, times[child], await homes.ReadAsync(child, cancellation)));
        }
        var names = (await carers.ListAsync(cancellation)).ToDictionary(carer => carer.Id, carer => carer.Name);
        return
        [
            .. taken
                .GroupBy(holiday => holiday.Carer)
                .Select(group => new CarerHolidays(
                    group.Key is { } carer ? names.GetValueOrDefault(carer) : null,
                    group.Count(holiday => holiday.Year == span),
                    group.Count(holiday => holiday.Year == span && holiday.Agreed),
                    group.Count(holiday => holiday.Year == span.Before)
                ))
                .OrderByDescending(line => line.HalfDays)
                .ThenBy(line => line.Carer, StringComparer.Ordinal),
        ];
    }

    private async Task<IReadOnlyList<PupilId>> ChildrenAsync(Visible visible, LacYear year, CancellationToken cancellation)
    {
        var parameters = new DynamicParameters();
        visible.AddTo(parameters);
        parameters.Add("no", false);
        parameters.Add("last", year.LastDay);
        parameters.Add("first", year.Before.FirstDay);
        await using var connection = await database.OpenAsync(cancellation);
        var ids = await connection.QueryAsync<long>(
            new CommandDefinition(
                $"""
                select distinct e.pupil_id {CareBook.Latest} and {visible.Sql}
                and e.started <= @last and (e.ended is null or e.ended >= @first) order by e.pupil_id
                """,
                parameters,
                cancellationToken: cancellation
            )
        );
        return [.. ids.Select(id => new PupilId(id))];
    }
}

[Description("Holidays in term time with one carer.")]
internal sealed record CarerHolidays(
    [property: Description("The carer; null: none is recorded for the day.")] string? Carer,
    [property: Description("Half-days in the year.")] int HalfDays,
    [property: Description("Of them agreed by the school.")] int Agreed,
    [property: Description("Half-days in the year before.")] int YearBefore
);
