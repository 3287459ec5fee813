using Attendance.Schools.Calendars;
using Attendance.Schools.Rolls;
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
        services.AddSingleton<RollReader>();
        services.AddSingleton<CalendarReader>();
        services.AddSingleton<SchoolCalendars>();
    }

    public void MapOperations(IEndpointRouteBuilder routes) { }
}
