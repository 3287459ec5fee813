using Attendance.Partners.YouthOffending.Assessments;
using Attendance.Partners.YouthOffending.Board;
using Attendance.Partners.YouthOffending.Checks;
using Attendance.Partners.YouthOffending.Mentors;
using Attendance.Partners.YouthOffending.Orders;
using Attendance.Partners.YouthOffending.Placements;
using Attendance.Partners.YouthOffending.Posts;
using Attendance.Partners.YouthOffending.Transitions;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Partners.YouthOffending;

/// <summary>What the work of the youth offending service is made of.</summary>
internal static class YouthOffendingServices
{
    public static void AddYouthOffending(this IServiceCollection services)
    {
        services.AddSingleton<YouthPostBook>();
        services.AddTransient<YouthDesk>();
        services.AddSingleton<Rechecks>();
        services.AddSingleton<ServiceNotices>();
        services.AddSingleton<OrderBook>();
        services.AddSingleton<OrderReader>();
        services.AddSingleton<TransitionBook>();
        services.AddSingleton<TransitionReader>();
        services.AddSingleton<AssessmentBook>();
        services.AddSingleton<AssessmentReader>();
        services.AddSingleton<PlacementBook>();
        services.AddSingleton<PlacementReader>();
        services.AddSingleton<MentorBook>();
        services.AddSingleton<YouthCohort>();
    }
}
