using Attendance.Partners.AtRisk;
using Attendance.Partners.BehaviourImprovement;
using Attendance.Partners.ConcernSchools;
using Attendance.Partners.GoodPractice;
using Attendance.Partners.ProgrammeClasses;
using Attendance.Partners.SchoolLinks;
using Attendance.Partners.SchoolNotes;
using Attendance.Partners.SchoolTargets;
using Attendance.Partners.SchoolVisits;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Partners.SchoolImprovement;

/// <summary>What the work with schools needs.</summary>
internal static class ImprovementServices
{
    /// <summary>Registers it.</summary>
    public static void AddSchoolImprovement(this IServiceCollection services)
    {
        services.AddTransient<SchoolDesk>();
        services.AddTransient<SchoolList>();
        services.AddSingleton<VisitBook>();
        services.AddHostedService<OverdueVisits>();
        services.AddTransient<VisitFigureReader>();
        services.AddSingleton<ConcernBook>();
        services.AddTransient<SchoolPictures>();
        services.AddSingleton<TargetBook>();
        services.AddSingleton<ConsultantBook>();
        services.AddTransient<ConsultantAgenda>();
        services.AddSingleton<NoteBook>();
        services.AddSingleton<LinkBook>();
        services.AddSingleton<PracticeBook>();
        services.AddSingleton<BipBook>();
        services.AddTransient<BipSchools>();
        services.AddSingleton<ClassBook>();
        services.AddSingleton<RaisedBook>();
        services.Scan(scan =>
            scan.FromAssemblyOf<SchoolDesk>()
                .AddClasses(classes => classes.AssignableTo<ISchoolChanges>(), publicOnly: false)
                .AsImplementedInterfaces()
                .WithTransientLifetime()
        );
    }
}
