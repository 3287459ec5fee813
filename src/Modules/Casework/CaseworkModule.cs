using Attendance.Casework.Agreements;
using Attendance.Casework.Allocation;
using Attendance.Casework.Cases;
using Attendance.Casework.Court;
using Attendance.Casework.Diaries;
using Attendance.Casework.Education;
using Attendance.Casework.Enforcement;
using Attendance.Casework.Enquiries;
using Attendance.Casework.Guidance;
using Attendance.Casework.Letters;
using Attendance.Casework.Records;
using Attendance.Casework.Referrals;
using Attendance.Casework.SchoolHours;
using Attendance.Casework.Terms;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Casework;

/// <summary>From a flag to a child back in school: cases, who works on them, what was found out, planned, done and written down.</summary>
public sealed class CaseworkModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<CaseEventTypes>();
        services.AddSingleton<CaseBook>();
        services.AddSingleton<CaseReader>();
        services.AddSingleton(configuration.GetSection("Casework").Get<CaseworkOptions>() ?? new CaseworkOptions());
        services.AddSingleton<CaseDesk>();
        services.AddSingleton<CaseLists>();
        services.AddSingleton<ICaseSteps, NextCaseSteps>();
        services.AddSingleton<FlagJoining>();
        services.AddSingleton<WorkerStore>();
        services.AddSingleton<Candidates>();
        services.AddSingleton<CaseGrants>();
        services.AddSingleton<Diary>();
        services.AddSingleton<DiaryFeeds>();
        services.AddSingleton<WorkerRights>();
        services.AddSingleton<ReferralCriteria>();
        services.AddSingleton<ReferralTermsStore>();
        services.AddSingleton<EnquiryStore>();
        services.AddSingleton<EducationStore>();
        services.AddSingleton<GuidanceStore>();
        services.AddSingleton<AgreementStore>();
        // One for each request: they remember what they read.
        services.AddScoped<CaseReads>();
        services.AddScoped<SupportStore>();
        EnforcementServices.Add(services, configuration);
    }

    /// <summary>What only a process with a silo has: the background work that reads children.</summary>
    public static void AddGrainWork(IServiceCollection services)
    {
        services.AddHostedService(provider => provider.GetRequiredService<EnforcementWork>());
        services.AddHostedService(provider => provider.GetRequiredService<LetterDelivery>());
    }

    public void MapOperations(IEndpointRouteBuilder routes)
    {
        ReadDocument.Map(routes);
        ExportChronology.Map(routes);
    }

    /// <summary>Maps the calendar feeds of diaries, which outside calendars fetch by a secret address: beside /api, where a key or session is needed.</summary>
    public static void MapFeeds(IEndpointRouteBuilder routes) => DiaryFeeds.Map(routes);
}
