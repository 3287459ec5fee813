using System.Net;
using System.Security.Cryptography;
using System.Text;
using Attendance.SharedKernel.Data;
using Orleans.Configuration;
using Orleans.Storage;

namespace Attendance.Host.Orleans;

/// <summary>
/// The silo in this process. Alone (SQLite, or PostgreSQL without <c>--cluster</c>) it listens on free loopback ports and knows no other;
/// in a cluster the silos find each other through PostgreSQL. Whoever reaches a silo's ports can call any grain, so they are bound to loopback
/// unless <c>Cluster:Address</c> names the address of a private network.
/// </summary>
internal static class SiloSetup
{
    /// <summary>The grain storage of snapshots: <c>[PersistentState("state", SiloSetup.Snapshots)]</c>, by its name.</summary>
    public const string Snapshots = "snapshots";

    private const string Postgres = "Npgsql";

    public static void UseAttendanceSilo(this WebApplicationBuilder builder, DatabaseOptions database, bool cluster)
    {
        if (cluster && database.Provider is not DatabaseProvider.Postgres)
            throw new InvalidOperationException("--cluster needs Database:Provider=Postgres: SQLite is for one Host.");
        builder.Host.UseOrleans(silo =>
        {
            if (cluster)
                JoinCluster(silo, builder.Configuration, database.ConnectionString!);
            else
                StandAlone(silo, database);
            silo.AddAdoNetGrainStorage(
                Snapshots,
                options =>
                    options.Configure<OrleansGrainStorageSerializer>(
                        (storage, serializer) =>
                        {
                            var sqlite = database.Provider is DatabaseProvider.Sqlite;
                            // By this name the provider loads Microsoft.Data.Sqlite.
                            storage.Invariant = sqlite ? "System.Data.SQLite" : Postgres;
                            storage.ConnectionString = sqlite ? SnapshotFile.ConnectionString(database) : database.ConnectionString!;
                            storage.GrainStorageSerializer = serializer;
                        }
                    )
            );
            silo.Services.AddSingleton<OrleansGrainStorageSerializer>();
        });
    }

    private static void StandAlone(ISiloBuilder silo, DatabaseOptions database)
    {
        silo.UseLocalhostClustering(QuietPorts.Take(), QuietPorts.Take(), serviceId: "attendance", clusterId: ClusterId(database));
        // One silo holds the whole directory: a cache of it would only be a second copy, a few hundred bytes for each child.
        silo.Configure<GrainDirectoryOptions>(options => options.CachingStrategy = GrainDirectoryOptions.CachingStrategyType.None);
        if (database.Provider is DatabaseProvider.Sqlite)
            silo.UseInMemoryReminderService();
        else
            UsePostgresReminders(silo, database.ConnectionString!);
    }

    private static void JoinCluster(ISiloBuilder silo, ConfigurationManager configuration, string connectionString)
    {
        var section = configuration.GetSection("Cluster");
        silo.Configure<ClusterOptions>(options =>
        {
            options.ServiceId = "attendance";
            options.ClusterId = "attendance";
        });
        silo.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = IPAddress.Parse(section["Address"] ?? "127.0.0.1");
            options.SiloPort = section.GetValue<int?>("SiloPort") ?? QuietPorts.Take();
            options.GatewayPort = section.GetValue<int?>("GatewayPort") ?? QuietPorts.Take();
        });
        silo.UseAdoNetClustering(options =>
        {
            options.Invariant = Postgres;
            options.ConnectionString = connectionString;
        });
        UsePostgresReminders(silo, connectionString);
        // A dead silo is out within 30 s: three probes of 2 s missed, on the word of two others, or of the one that is left. After all died at once the
        // new ones ignore rows whose silo has not signed for three times 5 s.
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = TimeSpan.FromSeconds(2);
            options.NumMissedProbesLimit = 3;
            options.NumVotesForDeathDeclaration = 2;
            options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
            options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            options.NumMissedTableIAmAliveLimit = 3;
            options.DefunctSiloExpiration = TimeSpan.FromDays(1);
            options.DefunctSiloCleanupPeriod = TimeSpan.FromHours(1);
        });
    }

    private static void UsePostgresReminders(ISiloBuilder silo, string connectionString) =>
        silo.UseAdoNetReminderService(options =>
        {
            options.Invariant = Postgres;
            options.ConnectionString = connectionString;
        });

    /// <summary>From the data folder, so that two folders run side by side and never meet.</summary>
    private static string ClusterId(DatabaseOptions database)
    {
        var place = database.Provider is DatabaseProvider.Sqlite ? Path.GetFullPath(database.DataDirectory) : database.ConnectionString!;
        return "attendance-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)).AsSpan(0, 8));
    }
}
