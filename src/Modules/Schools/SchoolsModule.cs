using Attendance.Schools.Calendars;
using Attendance.Schools.Registers;
using Attendance.Schools.Rolls;
using Attendance.Schools.SchoolRecords;
using Attendance.SharedKernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Schools;

/// <summary>Schools, rolls, calendars, registers, totals and flags.</summary>
public sealed class SchoolsModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        SchoolsJson.Use(services);
        services.AddSingleton<SchoolReader>();
        services.AddSingleton<SchoolLoader>();
        services.AddSingleton<RollReader>();
        services.AddSingleton<RollWriter>();
        services.AddSingleton<RollLoader>();
        services.AddSingleton<CalendarReader>();
        services.AddSingleton<CalendarLoader>();
        services.AddSingleton<SchoolCalendars>();
        services.AddSingleton<ReferenceNews>();
        services.AddHostedService<ReferenceWatch>();
    }

    public void MapOperations(IEndpointRouteBuilder routes)
    {
        SaveSchoolHandler.Map(routes);
        ReadSchoolHandler.Map(routes);
        SaveCalendarHandler.Map(routes);
        ReadCalendarHandler.Map(routes);
        LoadRollHandler.Map(routes);
        ReadRollHandler.Map(routes);
    }
}
