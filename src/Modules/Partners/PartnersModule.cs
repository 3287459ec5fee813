using Attendance.Partners.Activities;
using Attendance.Partners.Agreements;
using Attendance.Partners.Community;
using Attendance.Partners.Connexions;
using Attendance.Partners.Directory;
using Attendance.Partners.Disclosures;
using Attendance.Partners.Effects;
using Attendance.Partners.Health;
using Attendance.Partners.Meetings;
using Attendance.Partners.Posts;
using Attendance.Partners.Referrals;
using Attendance.Partners.Reports;
using Attendance.Partners.Responsibilities;
using Attendance.Partners.SchoolImprovement;
using Attendance.Partners.Sharing;
using Attendance.Partners.Support;
using Attendance.Partners.Sweeps;
using Attendance.Partners.Transport;
using Attendance.Partners.WorkLog;
using Attendance.Partners.YouthOffending;
using Attendance.Partners.YouthOffending.Checks;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Partners;

/// <summary>The agencies that take part in getting children back into school: what each answers for, and what came of it.</summary>
public sealed class PartnersModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<AgencyBook>();
        services.AddSingleton<ProgrammeBook>();
        services.AddSingleton<AbsenceFigures>();
        services.AddSingleton<OutcomeFigures>();
        services.Scan(scan =>
            scan.FromAssemblyOf<PartnersModule>()
                .AddClasses(classes => classes.AssignableTo<IOutcomeMeasures>(), publicOnly: false)
                .AsImplementedInterfaces()
                .WithSingletonLifetime()
        );
        services.AddSingleton<EffectFigures>();
        services.AddSingleton<ReceiptBook>();
        services.AddSingleton<AgreementBook>();
        services.AddSingleton<SchoolPostBook>();
        services.AddSingleton<ConnexionsBook>();
        services.AddSingleton<DisclosureBook>();
        services.AddSingleton<ReferralBook>();
        services.AddSingleton<MeetingBook>();
        services.AddSingleton<AgencyReports>();
        services.AddTransient<ReferralDesk>();
        services.AddSingleton<INoticeAudiences, AgencyAudience>();
        services.AddSingleton<IAgencyParties, AgencyParties>();
        services.AddHostedService<OverdueReferrals>();
        services.AddTransient<SharedScopes>();
        services.AddTransient<SharedReader>();
        services.AddSingleton<OwnActs>();
        services.AddTransient<OwnAgencies>();
        services.AddSingleton<SupportBook>();
        services.AddTransient<SupportDesk>();
        services.AddSingleton<SupportReports>();
        services.AddSingleton<ActivityBook>();
        services.AddSingleton<WorkBook>();
        services.AddSingleton<SweepBook>();
        services.AddSingleton<SweepAccess>();
        services.AddSingleton<SweepDesk>();
        services.AddYouthOffending();
        services.AddSingleton<TransportBook>();
        services.AddSingleton<PolicyLooks>();
        services.AddTransient<ChildDesk>();
        services.AddTransient<TransportOffers>();
        services.AddTransient<TransportPrompts>();
        services.AddSchoolImprovement();
        services.AddSingleton<Areas>();
        services.AddSingleton<CarePlanBook>();
        services.AddSingleton<CarePlanWords>();
        services.AddSingleton<TrainingBook>();
        services.AddTransient<TrainingAccess>();
        services.AddSingleton<HealthReviewBook>();
        services.AddSingleton<FamilyActionBook>();
        services.AddSingleton<CampaignBook>();
        services.AddSingleton<CommunityAccess>();
        services.AddSingleton<AreaPacks>();
    }

    /// <summary>What only a process with a silo has: the work that looks at young people's marks.</summary>
    public static void AddGrainWork(IServiceCollection services) => services.AddHostedService<CheckWork>();

    public void MapOperations(IEndpointRouteBuilder routes) => ReadAreaPack.Map(routes);
}
