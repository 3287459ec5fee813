using Attendance.Lac.Absences;
using Attendance.Lac.Audits;
using Attendance.Lac.Board;
using Attendance.Lac.Carers;
using Attendance.Lac.Children;
using Attendance.Lac.Going;
using Attendance.Lac.Groups;
using Attendance.Lac.Homes;
using Attendance.Lac.Ladder;
using Attendance.Lac.Meetings;
using Attendance.Lac.Members;
using Attendance.Lac.Reports;
using Attendance.Lac.TenDays;
using Attendance.Lac.Told;
using Attendance.Lac.Units;
using Attendance.Lac.Updates;
using Attendance.Lac.Years;
using Attendance.SharedKernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Lac;

/// <summary>Looked-after children: who is in care, every missed day of theirs, and the duties at the 10th and the 25th.</summary>
public sealed class LacModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        var options = new LadderOptions();
        configuration.GetSection("Lac").Bind(options);
        if (options.QuartersBegin is < 1 or > 12)
            throw new InvalidOperationException("Lac:QuartersBegin is a month, 1 to 12.");
        services.AddSingleton(options);
        services.AddSingleton<CareBook>();
        services.AddSingleton<UnitBook>();
        services.AddSingleton<Recounts>();
        services.AddSingleton<LadderBook>();
        services.AddSingleton<AuditBook>();
        services.AddSingleton<AuditReader>();
        services.AddSingleton<ProtectionBook>();
        services.AddSingleton<MeetingBook>();
        services.AddSingleton<MeetingReader>();
        services.AddSingleton<TimetableReader>();
        services.AddSingleton<CareFamily>();
        services.AddSingleton<ToldBook>();
        services.AddSingleton<CareDesk>();
        services.AddSingleton<UnitActionBook>();
        services.AddSingleton<HomeStore>();
        services.AddSingleton<ChecklistBook>();
        services.AddSingleton<CarerBook>();
        services.AddSingleton<ServiceTimeBook>();
        services.AddSingleton<LeaveBook>();
        services.AddSingleton<BoardReader>();
        services.AddSingleton<BoardNames>();
        services.AddSingleton<BoardService>();
        services.AddSingleton<ReportBook>();
        services.AddSingleton<TenDayActions>();
        services.AddSingleton<TenDayMaker>();
        services.AddSingleton<TenDayReports>();
        services.AddSingleton<Distribution>();
        services.AddSingleton<UpdateMaker>();
        services.AddSingleton<UpdateReports>();
        services.AddSingleton<MemberBook>();
        services.AddSingleton<MemberMaker>();
        services.AddSingleton<MemberReports>();
        services.AddSingleton<GroupMonitor>();
        services.AddSingleton<GroupAnswers>();
        services.AddSingleton<YearBook>();
        services.AddSingleton<YearMaker>();
        services.AddSingleton<YearReports>();
    }

    /// <summary>What only a process with a silo has: the work that counts children again.</summary>
    public static void AddGrainWork(IServiceCollection services)
    {
        services.AddSingleton<LadderWork>();
        services.AddHostedService(provider => provider.GetRequiredService<LadderWork>());
        services.AddHostedService<ReportWork>();
        services.AddHostedService<FollowMerges>();
    }

    public void MapOperations(IEndpointRouteBuilder routes)
    {
        ReadTenDayReport.Map(routes);
        ReadTermlyUpdate.Map(routes);
        ReadMemberReport.Map(routes);
        ReadYearReport.Map(routes);
    }
}
