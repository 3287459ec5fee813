using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Calendars;

internal sealed class ReadSchoolDaysHandler(SchoolCalendars calendars) : IRequestHandler<ReadSchoolDays, IReadOnlyList<DateOnly>>
{
    public async Task<IReadOnlyList<DateOnly>> Handle(ReadSchoolDays request, CancellationToken cancellationToken)
    {
        var calendar = await calendars.GetAsync(request.School);
        var days = new List<DateOnly>();
        for (var day = request.From; day <= request.To; day = day.AddDays(1))
        {
            if (calendar.IsOpenForAnyone(new SessionKey(day, HalfDay.AM)) || calendar.IsOpenForAnyone(new SessionKey(day, HalfDay.PM)))
                days.Add(day);
        }
        return days;
    }
}
