using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Attendance.Schools.Journal;

/// <summary>Failures of a write that time cures, as codes of the refusals that ask the client to come back.</summary>
internal static class JournalFailure
{
    private const int SqliteFull = 13;

    /// <summary>disk-full, queue-full or unavailable; null when it is a bug.</summary>
    public static string? CodeOf(Exception exception) =>
        exception switch
        {
            QueueFullException => "queue-full",
            SqliteException { SqliteErrorCode: SqliteFull } => "disk-full",
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "disk-full",
            JournalConflictException or DbException or TimeoutException or IOException => "unavailable",
            _ => null,
        };
}
