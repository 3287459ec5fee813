using Attendance.Access.Contracts;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Attendance.Host.Web;

/// <summary>Tells failures that time cures (database away, disk full, silo gone) from bugs: the client is asked to come back.</summary>
internal static class Outage
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteIoError = 10;
    private const int SqliteFull = 13;

    /// <summary>The code of the refusal, or null when it is no outage.</summary>
    public static string? CodeOf(Exception exception) =>
        exception switch
        {
            SqliteException { SqliteErrorCode: SqliteFull } => "disk-full",
            SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked or SqliteIoError } => "unavailable",
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "disk-full",
            PostgresException postgres when postgres.IsTransient || postgres.SqlState.StartsWith("57P", StringComparison.Ordinal) =>
                "unavailable",
            PostgresException => null,
            NpgsqlException => "unavailable",
            TimeoutException => "unavailable",
            AuditUnavailableException => "unavailable",
            global::Orleans.Runtime.SiloUnavailableException
            or global::Orleans.Runtime.OrleansMessageRejectionException
            or global::Orleans.Runtime.ClientNotAvailableException => "unavailable",
            _ when exception.InnerException is { } inner => CodeOf(inner),
            _ => null,
        };
}
