using Attendance.Access.Contracts;
using Attendance.Schools.Calendars;
using Attendance.Schools.Commitments;
using Attendance.Schools.Contacts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Flags;
using Attendance.Schools.Freezes;
using Attendance.Schools.GraphQL;
using Attendance.Schools.Journal;
using Attendance.Schools.Live;
using Attendance.Schools.Markers;
using Attendance.Schools.Notices;
using Attendance.Schools.Proposals;
using Attendance.Schools.PublicFigures;
using Attendance.Schools.Pupils;
using Attendance.Schools.Reading;
using Attendance.Schools.Registers;
using Attendance.Schools.Rolls;
using Attendance.Schools.SchoolRecords;
using Attendance.Schools.Standings;
using Attendance.Schools.Watching;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
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
        services.AddSingleton<ContactLog>();
        services.AddSingleton<ContactWriter>();
        services.AddSingleton<FlagDismissals>();
        services.AddSingleton<PatternAnswers>();
        services.AddSingleton<FlagOptionStore>();
        services.AddSingleton<WatchList>();
        services.AddSingleton<IWatchList>(provider => provider.GetRequiredService<WatchList>());
        services.AddSingleton<IMarkers, ModuleMarkers>();
        services.AddSingleton<CarePlans>();
        services.AddSingleton<FoldInputs>();
        services.AddSingleton<PupilVault>();
        services.AddSingleton<IPupilTexts>(provider => provider.GetRequiredService<PupilVault>());
        services.AddSingleton<RollReader>();
        services.AddSingleton<IFindPupil, PupilOnRoll>();
        services.AddSingleton<IFindSchool, KnownSchools>();
        services.AddSingleton<RollWriter>();
        services.AddSingleton<RollLoader>();
        services.AddSingleton<CalendarReader>();
        services.AddSingleton<CalendarLoader>();
        services.AddSingleton<SchoolCalendars>();
        services.AddSingleton<ReferenceNews>();
        services.AddHostedService<ReferenceWatch>();

        services.AddSingleton<JournalReader>();
        services.AddSingleton<ChainReader>();
        services.AddSingleton<RegisterJournal>();
        services.AddSingleton<HeldMarkReader>();
        services.AddSingleton<StaleMarkReader>();
        services.AddSingleton<MissingReasonReader>();
        services.AddSingleton<RegisterReader>();
        services.AddSingleton<RegisterTexts>();
        services.AddSingleton<ProposalStore>();
        services.AddSingleton<PupilLoader>();
        services.AddSingleton<SnapshotGate>();
        services.AddSingleton<PupilServices>();
        services.AddSingleton<LiveSignal>();
        services.AddSingleton<LiveReader>();
        services.AddSingleton<LiveChildren>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<StandingWriter>();
        services.AddSingleton<StandingReader>();
        services.AddSingleton<PupilJournal>();
        services.AddSingleton<IConcern, OpenConcern>();
        services.AddSingleton<PupilSearch>();
        services.AddSingleton<SchoolFigures>();
        services.AddSingleton<Caseload>();
        services.AddSingleton<Concerns>();
        services.AddSingleton<CommitmentStore>();
        services.AddSingleton<NoticeWriter>();
        services.AddSingleton<ICaseNotices, CaseNotices>();
        services.AddSingleton<ISharedNotices, SharedNotices>();
        services.AddSingleton<NoticeReader>();
        services.AddSingleton<MissedHalfDays>();
        services.AddSingleton<DayRegisterReader>();
        services.AddSingleton<RegistersOfDay>();
        services.AddSingleton<DataQuality>();
        services.AddSingleton<WrongCodes>();
        services.AddSingleton<PupilsAsOf>();
        services.AddSingleton<FreezeStore>();
        services.AddSingleton<PublicFigureStore>();
        services.AddSingleton<FreezeWork>();
        services.AddSingleton<PupilLedgers>();
        // One for each request: they remember what they read.
        services.AddScoped<PupilReads>();
        services.AddScoped<CaseloadReads>();
        services.AddScoped<SchoolReads>();
        services.AddScoped<SupportReads>();
        services.AddScoped<ConcernReads>();
        services.AddScoped<PupilRights>();
        services.AddSingleton<IJournalStore>(provider =>
            provider.GetRequiredService<Database>().IsSqlite ? new SqliteJournal() : new PostgresJournal()
        );
        services.AddSingleton<IStandingStore>(provider =>
            provider.GetRequiredService<Database>().IsSqlite ? new SqliteStandings() : new PostgresStandings()
        );
    }

    /// <summary>What only a process with a silo has: the way to the grains, and the background work that wakes them.</summary>
    public static void AddGrainWork(IServiceCollection services)
    {
        services.AddSingleton<RegisterQueue>();
        services.AddSingleton<IReferenceChanges, ReferenceChanges>();
        services.AddHostedService<RecoveryPass>();
        services.AddHostedService<DailyWork>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveFeed>());
        services.AddHostedService<FlagChangePruning>();
        services.AddHostedService<MissingWatch>();
        services.AddHostedService<NoticeDigest>();
        services.AddHostedService(provider => provider.GetRequiredService<FreezeWork>());
    }

    public void MapOperations(IEndpointRouteBuilder routes)
    {
        SaveSchoolHandler.Map(routes);
        ReadSchoolHandler.Map(routes);
        SaveCalendarHandler.Map(routes);
        ReadCalendarHandler.Map(routes);
        LoadRollHandler.Map(routes);
        ReadRollHandler.Map(routes);
        PostRegister.Map(routes);
        GetRegister.Map(routes);
        HeldMarks.Map(routes);
        StaleMarks.Map(routes);
        MissingReasons.Map(routes);
        RemoveEnrolmentHandler.Map(routes);
        RollOverHandler.Map(routes);
        TransferPupilHandler.Map(routes);
        ChangeUpnHandler.Map(routes);
        MergePupilsHandler.Map(routes);
        UnmergePupilsHandler.Map(routes);
        LogContactHandler.Map(routes);
        FreezeHandler.Map(routes);
        ReadPublicFiguresHandler.Map(routes);
    }
}
