using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Calendars;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;

namespace Attendance.Schools.GraphQL;

/// <summary>A school's calendar.</summary>
[Extends(typeof(SchoolNode))]
internal sealed class SchoolCalendarField(IPolicy policy, CalendarReader reader)
{
    [Description("The school's calendar of a school year, as stored last; null when none was ever loaded.")]
    [Cost(20)]
    public async Task<CalendarYear?> Calendar(
        SchoolNode school,
        Caller caller,
        [Description("The school year.")] AcademicYear year,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.ReadSchool, GrantTarget.Of(school.Laestab), cancellation: cancellation))
            throw Refusal.NotFound();
        return await reader.LoadYearAsync(school.Laestab, year, cancellation) is { } stored
            ? new CalendarYear(year, stored.Version, [.. stored.Lines.Select(line => CalendarHalfDay.Of(line.ToSession()))])
            : null;
    }
}

[Description("A school's calendar of a school year.")]
internal sealed record CalendarYear(
    [property: Description("The school year.")] AcademicYear Year,
    [property: Description("Rises by one with every recorded change of the school's calendars.")] long Version,
    [property: Description("Its half-days in time order. A half-day without a line is closed.")] IReadOnlyList<CalendarHalfDay> Sessions
);

[Description("A half-day of a school's calendar.")]
internal sealed record CalendarHalfDay(
    [property: Description("The school's local date.")] DateOnly Date,
    [property: Description("Morning or afternoon.")] HalfDay Half,
    [property: Description("False: closed, as on a training day.")] bool Open,
    [property: Description("When it starts.")] DateTimeOffset StartsAt,
    [property: Description("When its register closes.")] DateTimeOffset ClosesAt,
    [property: Description("The year group whose line this is; null for the whole school's.")] string? YearGroup
)
{
    public static CalendarHalfDay Of(CalendarSession line) =>
        new(
            line.Session.Date,
            line.Session.Half,
            line.Open,
            SchoolClock.Instant(line.Session.Date, line.Start),
            SchoolClock.Instant(line.Session.Date, line.Close),
            line.YearGroup
        );
}
